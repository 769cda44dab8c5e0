import { application } from "./application.ts";

export const everything = { application };
