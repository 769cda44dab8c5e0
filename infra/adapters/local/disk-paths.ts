import { constants, lstatSync, openSync, rmdirSync, type BigIntStats, type Stats } from "node:fs";
import { dirname, join, sep } from "node:path";
import { InvalidKeyError, ObjectNotFoundError } from "#ports/object-store";
import { checkObjectKey } from "#ports/object-store-rules";
import { isMissing, isRefusedWith } from "./disk-errors.ts";
import { makeFolder, syncFolder } from "./local-folder.ts";

/** Where unfinished files are: in the store's own file system, in a folder that no key may name. */
export const incomingFolder = ".incoming";

/** A store's folder (its real path, links resolved) and what it promises. */
export type DiskRoot = {
  readonly path: string;
  readonly durable: boolean;
  /** Of new files, before the process's own mask. */
  readonly fileMode: number;
  /** Folders below it that are known to be there, and no links (`hasFolder`). */
  readonly seen: Set<string>;
  /** Where unfinished files are. */
  readonly incoming: string;
};

/** The file of a key, and the key for error messages. */
export type DiskFile = { readonly key: string; readonly path: string; readonly folder: string };

/** Throws `InvalidKeyError` for a key that is no key, or that would name an unfinished file. */
export function fileOf(root: DiskRoot, key: string): DiskFile {
  checkObjectKey(key);
  if (isReserved(key)) throw new InvalidKeyError(key);
  const path = join(root.path, key);
  return { key, path, folder: dirname(path) };
}

export const isReserved = (key: string) =>
  key === incomingFolder || key.startsWith(`${incomingFolder}/`);

/**
 * Whether the folder is there. A symbolic link on the way to it could lead out of
 * the store, so it is refused (`InvalidKeyError`) wherever it leads. Only what lies
 * below the store's own folder is looked at, whose path was resolved when the store
 * was opened: `realpath` would ask for every folder of the machine above it, four times a file.
 *
 * Between a look and what it was for, somebody may always make a link or take the folder
 * away. What is promised is that no link is followed that was there when the store was
 * called. So what was asked for together shares its looks: they hold until the store is
 * called again, a place was not there after all, or the event loop has turned. A look
 * costs a twentieth of writing a page, and a story's ten files took sixty.
 */
export function hasFolder(root: DiskRoot, folder: string, key: string): boolean {
  for (let end = root.path.length; end < folder.length;) {
    const next = folder.indexOf(sep, end + 1);
    end = next < 0 ? folder.length : next;
    const path = folder.slice(0, end);
    if (root.seen.has(path)) continue;
    const stats = folderStatsOf(path);
    if (stats?.isSymbolicLink() === true) throw new InvalidKeyError(key);
    if (stats?.isDirectory() !== true) return false;
    if (root.seen.size === 0) setImmediate(() => root.seen.clear());
    root.seen.add(path);
  }
  return true;
}

function folderStatsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // What was a folder a moment ago is a file now.
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes the folder unless it is there; never through a link. A file in its place is the operating system's error. */
export function ensureFolder(root: DiskRoot, folder: string, key: string): void {
  if (!hasFolder(root, folder, key)) makeFolder(folder, { durable: root.durable });
}

/** The state of the object's file; undefined when there is none. Throws `InvalidKeyError` for anything but a file. */
export function statsOf(root: DiskRoot, { path, folder, key }: DiskFile): BigIntStats | undefined {
  if (!hasFolder(root, folder, key)) return undefined;
  const stats = lstatOf(path);
  if (stats?.isSymbolicLink()) throw new InvalidKeyError(key);
  return stats?.isFile() ? stats : undefined;
}

function lstatOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Windows has neither; there a link needs rights that a visitor does not have. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens the object's file for reading. Throws `ObjectNotFoundError`. */
export function openFile(root: DiskRoot, file: DiskFile): number {
  if (statsOf(root, file) === undefined) throw new ObjectNotFoundError(file.key);
  return openSeen(file);
}

/** As `openFile`, for a file that `statsOf` has just seen. */
export function openSeen(file: DiskFile): number {
  try {
    return openSync(file.path, readFlags);
  } catch (error) {
    // Deleted, or replaced by a link, since we looked.
    if (isMissing(error)) throw new ObjectNotFoundError(file.key, error);
    if (isRefusedWith(error, "ELOOP")) throw new InvalidKeyError(file.key);
    throw error;
  }
}

/** Removes a folder and those above it as long as they are empty. */
export async function pruneFolders(root: DiskRoot, folder: string): Promise<void> {
  let current = folder;
  while (current !== root.path) {
    try {
      rmdirSync(current);
    } catch (error) {
      // Something is in it (macOS and Windows have codes of their own for that), or came in just now.
      if (isRefusedWith(error, "ENOTEMPTY", "EEXIST", "EPERM", "EBUSY")) break;
      if (!isMissing(error)) throw error;
    }
    current = dirname(current);
  }
  if (root.durable) await syncFolder(current);
}
