import { writeSync } from "node:fs";

/** Tells the test something, at once: what a later kill must not take back. */
export function tell(line: string): void {
  writeSync(1, `${line}\n`);
}
