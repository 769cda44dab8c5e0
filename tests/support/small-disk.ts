import { spawnSync } from "node:child_process";

/** A mount that only the program under it sees, and that goes with it; a user of its own where we are not root. */
const unshare = ["--mount", ...(process.getuid?.() === 0 ? [] : ["--map-root-user"])];
const mountAndRun = 'mount -t tmpfs -o "size=$0" none "$1" && shift && exec "$@"';

/** Whether this system lets us have a disk of our own (Linux, as root or with user namespaces). */
export function canHaveSmallDisk(): boolean {
  const [command, args] = onSmallDisk({ folder: "/tmp", size: "4m" }, ["true"]);
  return spawnSync(command, args).status === 0;
}

/** The command that runs a program with a disk of so much (`4m`) at a folder. */
export function onSmallDisk(
  { folder, size }: { readonly folder: string; readonly size: string },
  program: readonly string[],
): readonly [string, readonly string[]] {
  return ["unshare", [...unshare, "sh", "-c", mountAndRun, size, folder, ...program]];
}
