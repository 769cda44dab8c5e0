/** A disk of its own for an installation, which gets full or read-only under whoever works on it. */
import { execFileSync } from "node:child_process";
import { onSmallDisk } from "./small-disk.ts";
import { startProgram } from "./store-children.ts";

/** How a disk fails people: no room at all, room for a part of what comes, or nothing may be written. */
export const diskTroubles = ["full", "nearly full", "read-only"] as const;
export type DiskTrouble = (typeof diskTroubles)[number];

/** What goes before a program so that it sees a certain disk; nothing before others. */
export type Through = readonly string[];

export type KilledDisk = {
  /** Programs that are started through it see this disk in its folder. */
  readonly through: Through;
  /** Brings the trouble, at once, for whoever is at work; `room` (0 up to 1) is how nearly full it gets. */
  spoil(trouble: DiskTrouble, room: number): void;
  /** Makes room, and lets people write again. */
  mend(): void;
};

/** More than the lives of one installation take: only the filler makes it full. */
const size = "256m";
/** The files of one recording are some hundred kilobytes: with less than that, some come and some do not. */
const nearlyFullBytes = 600_000;

/** $0 is the folder, $1 the bytes that stay. A filler is written until nothing goes in, then made a little shorter. */
const fill = `
  dd if=/dev/zero of="$0/.filler" bs=64k 2>/dev/null
  truncate -s -"$1" "$0/.filler"`;
/**
 * What is open stays as it is; whatever is opened from now on, by whomever, can only be
 * read. Made ready elsewhere: where people work, one of them would write in between.
 */
const forbid = `
  set -e
  mkdir "$0.ro"
  mount --bind "$0" "$0.ro"
  mount -o remount,bind,ro "$0.ro"
  mount --move "$0.ro" "$0"
  rmdir "$0.ro"`;
const relieve = 'if [ ! -w "$0" ]; then umount -l "$0"; fi; rm -f "$0/.filler"';

/** An empty disk in memory at `folder`, for programs that are started through it and for nobody else; it goes with the test. */
export async function mountDisk(folder: string): Promise<KilledDisk> {
  const stay = ["sh", "-c", "echo $$ && exec sleep infinity"];
  const holder = startProgram(...onSmallDisk({ folder, size }, stay));
  await holder.hasWritten(1);
  const asUser = process.getuid?.() === 0 ? [] : ["--user", "--preserve-credentials"];
  const through = ["nsenter", "--mount", ...asUser, "--target", holder.lines[0] ?? "", "--"];
  const [program = "", ...args] = through;
  const inside = (script: string, ...more: readonly string[]) =>
    void execFileSync(program, [...args, "sh", "-c", script, folder, ...more]);
  return {
    through,
    spoil: (trouble, room) => {
      if (trouble === "read-only") inside(forbid);
      else inside(fill, String(trouble === "full" ? 0 : Math.floor(nearlyFullBytes * room)));
    },
    mend: () => inside(relieve),
  };
}
