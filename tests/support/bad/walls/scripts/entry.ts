import { application } from "#compose/application";

export const entry = application;
