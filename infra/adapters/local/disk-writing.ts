import { randomUUID } from "node:crypto";
import {
  closeSync,
  createReadStream,
  futimesSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
  type BigIntStats,
} from "node:fs";
import { open, readdir, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { join, sep } from "node:path";
import { InvalidKeyError } from "#ports/object-store";
import { isMissing, isRefusedWith } from "./disk-errors.ts";
import { etagOfBytes, etagOfStream, smallBytesMax } from "./disk-etags.ts";
import { ensureFolder, incomingFolder, type DiskFile, type DiskRoot } from "./disk-paths.ts";
import { fsync, syncFolder } from "./local-folder.ts";

export type Body = Uint8Array | { readonly path: string };
export type Written = { readonly etag: string; readonly stats: BigIntStats };

/** A write that still goes on touches its file all the time; one this old was left by a crash. */
const leftoverMs = 60 * 60 * 1000;
const placingAttempts = 20;

/** A content that is written, read and compared at once. */
export const isSmall = (body: Body): body is Uint8Array =>
  body instanceof Uint8Array && body.byteLength <= smallBytesMax;

/**
 * Writes the object beside the store's files and then puts it in its place, where one may
 * stand already, in one step. Of a large one, which is expensive to read again, it returns the ETag.
 */
export async function writeObject(
  root: DiskRoot,
  file: DiskFile,
  body: Body,
  replaces: boolean,
): Promise<Written | undefined> {
  const temporary = temporaryPath(root);
  try {
    const written = isSmall(body)
      ? await writeSmall(root, temporary, body)
      : await writeLarge(root, temporary, body);
    await place(root, temporary, file, replaces);
    if (root.durable) await syncFolder(file.folder);
    return written;
  } catch (error) {
    removeTemporary(temporary);
    throw error;
  }
}

function temporaryPath(root: DiskRoot): string {
  ensureFolder(root, root.incoming, incomingFolder);
  return `${root.incoming}${sep}${randomUUID()}`;
}

/** Without the thread pool: for a page of some kilobytes, three times as fast as with it (and the press writes thousands). */
async function writeSmall(root: DiskRoot, path: string, bytes: Uint8Array): Promise<undefined> {
  const descriptor = openSync(path, "wx", root.fileMode);
  try {
    let written = 0;
    while (written < bytes.byteLength) written += writeSync(descriptor, bytes, written);
    const now = preciseSeconds();
    futimesSync(descriptor, now, now);
    if (root.durable) await fsync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function writeLarge(root: DiskRoot, path: string, body: Body): Promise<Written> {
  const handle = await open(path, "wx", root.fileMode);
  try {
    const etag = await fill(handle, body);
    const now = preciseSeconds();
    await handle.utimes(now, now);
    if (root.durable) await handle.sync();
    return { etag, stats: await handle.stat({ bigint: true }) };
  } finally {
    await handle.close();
  }
}

async function fill(handle: FileHandle, body: Body): Promise<string> {
  if (body instanceof Uint8Array) {
    await handle.writeFile(body);
    return etagOfBytes(body);
  }
  return etagOfStream(copyInto(handle, createReadStream(body.path, { highWaterMark: 1 << 20 })));
}

async function* copyInto(handle: FileHandle, source: AsyncIterable<Uint8Array>) {
  for await (const chunk of source) {
    await handle.writeFile(chunk);
    yield chunk;
  }
}

/**
 * Now, in seconds with microseconds. File systems date by a clock that ticks
 * every few milliseconds, in which a file can be replaced twice and get its old
 * inode back; the ETags, known by date and inode, need a finer date.
 */
function preciseSeconds(): number {
  return (Date.now() + (performance.now() % 1)) / 1000;
}

/**
 * A name that is new costs a few microseconds. One that is taken makes ext4 send the
 * new content to the disk and give the old one's place back: on a busy disk that takes
 * milliseconds, in which this process can make the next page.
 */
async function place(
  root: DiskRoot,
  temporary: string,
  file: DiskFile,
  replaces: boolean,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      ensureFolder(root, file.folder, file.key);
      if (replaces) await rename(temporary, file.path);
      else renameSync(temporary, file.path);
      break;
    } catch (error) {
      // A folder stands where the file should go: keys that exclude each other.
      if (isRefusedWith(error, "EISDIR", "ENOTEMPTY", "EEXIST", "ENOTDIR")) {
        throw new InvalidKeyError(file.key);
      }
      // A delete of the folder's last file took the folder away in between.
      if (!isMissing(error) || attempt >= placingAttempts) throw error;
      root.seen.clear();
    }
  }
}

function removeTemporary(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    // It was never made, or is in its place already.
    if (!isMissing(error)) throw error;
  }
}

/** Removes what crashed writes left behind; what another process is still writing is younger. */
export async function removeLeftovers(root: DiskRoot, nowMs: number): Promise<void> {
  ensureFolder(root, root.incoming, incomingFolder);
  for (const name of await readdir(root.incoming)) {
    const path = join(root.incoming, name);
    try {
      if ((await stat(path)).mtimeMs < nowMs - leftoverMs) await unlink(path);
    } catch (error) {
      // Its writer has just put it in its place.
      if (!isMissing(error)) throw error;
    }
  }
}
