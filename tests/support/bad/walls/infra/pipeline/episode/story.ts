import { step } from "../step.ts";

export const story = step;
