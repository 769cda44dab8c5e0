import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { systemCodeOf, translatingSystemErrors } from "#ports/system-errors";
import type { Workspace } from "#ports/workspace";

/** `work-<process>-<random>`: whoever comes later can tell whose it is, and whether they still live. */
const ownName = /^work-(\d+)-/;
/** A program that is told to stop may write to its last file for a moment. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

/**
 * Scratch folders under `folder`. They hold recordings as they were sent, which
 * no withdrawal or erasure knows of: what a killed process left there goes with
 * the first use by the next one, and with `clear`. What could not be removed (a disk
 * that can only be read) is removed before anything else is worked on: until then
 * every use throws `store-failed`. So does work that the system refuses a file, or `store-full`.
 */
export function createTemporaryWorkspace(
  folder: string,
): Workspace & { readonly clear: () => Promise<void> } {
  let cleared: Promise<void> | undefined;
  const clear = () => (cleared ??= translatingSystemErrors(() => removeLeftovers(folder)));
  const stuck = new Set<string>();
  const open = async () => {
    await mkdir(folder, { recursive: true });
    await clear();
    for (const left of stuck) {
      await rm(left, removal);
      stuck.delete(left);
    }
    return mkdtemp(join(folder, `work-${process.pid}-`));
  };
  return {
    clear,
    async withFolder(work) {
      const own = await translatingSystemErrors(open);
      try {
        return await translatingSystemErrors(() => work(own));
      } finally {
        // Whatever came of the work stands: the next use says what is wrong, before it takes anything in.
        await rm(own, removal).catch(() => stuck.add(own));
      }
    },
  };
}

const beganHere = new Set<string>();

/** Folders of processes that are gone; those of our own number, at the first look, are of one that had it before. */
async function removeLeftovers(folder: string): Promise<void> {
  const isFirst = !beganHere.has(folder);
  beganHere.add(folder);
  for (const name of await namesIn(folder)) {
    const owner = Number(ownName.exec(name)?.[1] ?? 0);
    const isOurs = owner === process.pid && !isFirst;
    if (isOurs || (owner !== process.pid && isAlive(owner))) continue;
    await rm(join(folder, name), removal);
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Whether a process lives; one that belongs to another user does. */
function isAlive(owner: number): boolean {
  if (owner === 0) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
