import { readdirSync } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { isKeySegment } from "#ports/object-store-rules";
import { isMissing } from "./disk-errors.ts";
import { hasFolder, isReserved, pruneFolders, type DiskRoot } from "./disk-paths.ts";

/**
 * Keys that start with `prefix` and come after `after`, in code-point order,
 * read from the disk as they are asked for. Folders sort as their name with the
 * slash (`a-b` before `a/b`, though `a` comes before `a-b`), which makes the order
 * of the walk the order of the whole keys.
 */
export function* walkKeys(
  root: DiskRoot,
  prefix: string,
  after: string | undefined,
): Generator<string, void, undefined> {
  const start = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  if (hasFolder(root, join(root.path, start.slice(0, -1)), prefix)) {
    yield* walkFolder(root, start, prefix, after);
  }
}

function* walkFolder(
  root: DiskRoot,
  folderKey: string,
  prefix: string,
  after: string | undefined,
): Generator<string, void, undefined> {
  const wanted = entriesOf(root, folderKey)
    .filter((key) => isWanted(key, prefix, after))
    .sort(compareCodePoints);
  for (const key of wanted) {
    if (key.endsWith("/")) yield* walkFolder(root, key, prefix, after);
    else yield key;
  }
}

/** What lies in a folder, as keys, those of folders with a slash at the end. Links and other oddities are no objects. */
function entriesOf(root: DiskRoot, folderKey: string): readonly string[] {
  const entries = readFolder(join(root.path, folderKey));
  return entries
    .filter((entry) => isKeySegment(entry.name) && (entry.isFile() || entry.isDirectory()))
    .map((entry) => `${folderKey}${entry.name}${entry.isDirectory() ? "/" : ""}`)
    .filter((key) => !isReserved(key));
}

/** Without the thread pool: a story's folder has a dozen files, and a full press looks into ten thousand of them. */
function readFolder(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    // Deleted while we walked: there is nothing in it.
    if (isMissing(error)) return [];
    throw error;
  }
}

function isWanted(key: string, prefix: string, after: string | undefined): boolean {
  if (!key.endsWith("/")) {
    return key.startsWith(prefix) && (after === undefined || compareCodePoints(key, after) > 0);
  }
  if (!key.startsWith(prefix) && !prefix.startsWith(key)) return false;
  // A folder is behind us unless the place we left is inside it.
  return after === undefined || after.startsWith(key) || compareCodePoints(key, after) > 0;
}

/** Order by code points; JavaScript's own is by UTF-16 units, where 😀 comes before U+FB01. */
function compareCodePoints(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index += 1) {
    const [unitA, unitB] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (unitA !== unitB) return rankOf(unitA) - rankOf(unitB);
  }
  return a.length - b.length;
}

/** Surrogates (beyond U+FFFF) come after everything else. */
const rankOf = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Deletes every file under a folder (a key that ends in `/`), links unfollowed; returns how many objects that were. */
export async function deleteFolder(root: DiskRoot, folderKey: string): Promise<number> {
  const folder = join(root.path, folderKey.slice(0, -1));
  if (!hasFolder(root, folder, folderKey)) return 0;
  let deleted = 0;
  for (const entry of readFolder(folder)) {
    if (entry.isDirectory()) deleted += await deleteFolder(root, `${folderKey}${entry.name}/`);
    else if ((await removed(join(folder, entry.name))) && entry.isFile()) deleted += 1;
  }
  await pruneFolders(root, folder);
  return deleted;
}

async function removed(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
