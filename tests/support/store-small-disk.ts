import { join } from "node:path";
import { onSmallDisk } from "./small-disk.ts";
import { type Child, startProgram } from "./store-children.ts";

/** Runs a script of this folder with a disk of 4 MB at `folder`, its first argument. */
export function startOnSmallDisk(
  folder: string,
  script: string,
  ...args: readonly string[]
): Child {
  const program = [process.execPath, join(import.meta.dirname, script), folder, ...args];
  return startProgram(...onSmallDisk({ folder, size: "4m" }, program));
}

/** Runs a script of this folder under a limit of the shell's `ulimit`, such as `-f 400` (blocks of 512 bytes in a file). */
export function startWithLimit(limit: string, script: string, ...args: readonly string[]): Child {
  const program = [process.execPath, join(import.meta.dirname, script), ...args];
  return startProgram("sh", ["-c", 'ulimit $0 && exec "$@"', limit, ...program]);
}
