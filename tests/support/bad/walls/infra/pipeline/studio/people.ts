import { story } from "../episode/story.ts";

export const people = [story];
