// fires: core-is-pure
import { readFileSync } from "node:fs";

export const text = readFileSync("/dev/null", "utf8");
