import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "#ports/workspace";

/** `work-<process>-<random>`: whoever comes later can tell whose it is, and whether they still live. */
const ownName = /^work-(\d+)-/;

/**
 * Scratch folders under `folder`. They hold recordings as they were sent, which
 * no withdrawal or erasure knows of: what a killed process left there goes with
 * the first use by the next one, and with `clear`.
 */
export function createTemporaryWorkspace(
  folder: string,
): Workspace & { readonly clear: () => Promise<void> } {
  let cleared: Promise<void> | undefined;
  const clear = () => (cleared ??= removeLeftovers(folder));
  return {
    clear,
    async withFolder(work) {
      await mkdir(folder, { recursive: true });
      await clear();
      const own = await mkdtemp(join(folder, `work-${process.pid}-`));
      try {
        return await work(own);
      } finally {
        await rm(own, { recursive: true, force: true });
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
    await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
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
