// fires: no-test-package-in-production
import { expect } from "vitest";

export const check = expect;
