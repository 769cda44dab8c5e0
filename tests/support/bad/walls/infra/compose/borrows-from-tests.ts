// fires: nothing-imports-tests
import { builder } from "../../tests/support/builder.ts";

export const borrowed = builder;
