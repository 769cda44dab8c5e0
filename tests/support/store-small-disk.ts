import { spawnSync } from "node:child_process";
import { type Child, startProgram } from "./store-children.ts";
import { join } from "node:path";

/** A mount that only the program under it sees, and that goes with it; a user of its own where we are not root. */
const unshare = ["--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])];
const mountAndRun = 'mount -t tmpfs -o size=4m none "$0" && exec "$@"';

/** Whether this system lets us have a disk of our own (Linux, as root or with user namespaces). */
export function canHaveSmallDisk(): boolean {
  return spawnSync("unshare", [...unshare, "sh", "-c", mountAndRun, "/tmp", "true"]).status === 0;
}

/** Runs a script of this folder with a disk of 4 MB at `folder`, its first argument. */
export function startOnSmallDisk(
  folder: string,
  script: string,
  ...args: readonly string[]
): Child {
  const program = [process.execPath, join(import.meta.dirname, script), folder, ...args];
  return startProgram("unshare", [...unshare, "sh", "-c", mountAndRun, folder, ...program]);
}

/** Runs a script of this folder under a limit of the shell's `ulimit`, such as `-f 400` (blocks of 512 bytes in a file). */
export function startWithLimit(limit: string, script: string, ...args: readonly string[]): Child {
  const program = [process.execPath, join(import.meta.dirname, script), ...args];
  return startProgram("sh", ["-c", 'ulimit $0 && exec "$@"', limit, ...program]);
}
