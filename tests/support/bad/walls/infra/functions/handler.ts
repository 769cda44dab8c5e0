import { application } from "#compose/application";

export const handler = application;
