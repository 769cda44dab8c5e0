import { closeSync, fsync as fsyncWithCallback, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { isMissing } from "./disk-errors.ts";

/**
 * Makes a folder and all that is missing above it. With `durable`, the new
 * entries are on the disk when it returns: a synced file in a folder that a
 * power cut forgets would be lost with it.
 */
export function makeFolder(path: string, options: { durable: boolean; mode?: number }): void {
  const topmost = mkdirSync(path, { recursive: true, mode: options.mode ?? 0o777 });
  if (topmost === undefined || !options.durable || !canSync) return;
  for (let folder = path; ; folder = dirname(folder)) {
    syncFolderNow(dirname(folder));
    if (folder === topmost || folder === dirname(folder)) return;
  }
}

/** Waits until what was written to an open file is on the disk, without stopping the process meanwhile. */
export const fsync = promisify(fsyncWithCallback);

/** Waits until the names in a folder are on the disk, without stopping the process meanwhile. */
export async function syncFolder(path: string): Promise<void> {
  if (!canSync) return;
  try {
    const descriptor = openSync(path, "r");
    try {
      await fsync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    // Someone has removed it, and with it whatever name was to be kept.
    if (!isMissing(error)) throw error;
  }
}

/** Windows can neither open a folder nor needs to: NTFS keeps its names in a journal. */
const canSync = process.platform !== "win32";

function syncFolderNow(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
