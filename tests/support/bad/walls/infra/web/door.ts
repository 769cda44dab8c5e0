import { step } from "#pipeline/step";

export const door = step;
