import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from "node:fs";
import { copyFile, rm, stat, unlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type ByteRange,
  InvalidKeyError,
  ObjectNotFoundError,
  type ObjectHead,
  type ObjectStore,
  type PutOutcome,
} from "#ports/object-store";
import { checkObjectFolder, checkObjectPrefix } from "#ports/object-store-rules";
import { pageLimit, pageLimitMax } from "#ports/page-limit";
import { translateSystemError, translatingSystemErrors } from "#ports/system-errors";
import { createLimit } from "./at-most.ts";
import { isMissing } from "./disk-errors.ts";
import { createEtags, etagOfBytes, etagOfStream, type Etags, smallBytesMax } from "./disk-etags.ts";
import { deleteFolder, walkKeys } from "./disk-listing.ts";
import {
  type DiskFile,
  type DiskRoot,
  fileOf,
  incomingFolder,
  isReserved,
  openFile,
  openSeen,
  pruneFolders,
  statsOf,
} from "./disk-paths.ts";
import { type Body, isSmall, removeLeftovers, writeObject } from "./disk-writing.ts";
import { makeFolder, syncFolder } from "./local-folder.ts";

export type DiskObjectStore = ObjectStore & {
  /** The folder of the files, for a program that serves them; `<root>/<key>` is the object. */
  readonly root: string;
};

export type DiskObjectStoreConfig = {
  readonly root: string;
  /**
   * Whether what was answered survives a power cut. The private store needs it:
   * an original or a signed paper exists once. It costs two syncs a file, which
   * a press of 80,000 pages cannot pay and need not: public files are made from
   * records again, and `put` compares contents by reading them, so that a press mends what a power cut tore. Either way a reader never sees
   * half a file, and a crash of the program alone loses nothing.
   */
  readonly durable: boolean;
  /** Whether only this user of the machine may read its files, wherever the folder lies: voices, signed papers, keys. */
  readonly ownerOnly?: boolean;
};

/** Enough to keep the disk busy; a press may ask for thousands at once, and open files are not without number. */
const operationsMax = 64;
const tidyEveryMs = 60 * 60 * 1000;

type Disk = {
  readonly root: DiskRoot;
  readonly etags: Etags;
  readonly tidy: () => Promise<void>;
};

/**
 * Objects as files under one folder, which is made (for its owner only) if it is
 * missing. Errors beyond the port's: AppError `store-failed` with the operating
 * system's code.
 */
export function createDiskObjectStore(config: DiskObjectStoreConfig): DiskObjectStore {
  const disk = openDisk(config);
  const limit = createLimit(operationsMax);
  const run = <T>(work: () => Promise<T>): Promise<T> => {
    disk.root.seen.clear();
    return limit(() => translatingSystemErrors(work));
  };
  return {
    name: "disk-object-store",
    root: disk.root.path,
    put: (key, body) => run(() => put(disk, key, body)),
    get: (key, range) => run(() => get(disk, key, range)),
    download: (key, path) => run(() => download(disk, key, path)),
    head: (key) => run(() => head(disk, key)),
    list: (prefix, options = {}) => run(() => list(disk, prefix, options)),
    delete: (key) => run(() => remove(disk, key)),
    deletePrefix: (prefix) =>
      run(async () => {
        checkObjectFolder(prefix);
        if (isReserved(prefix)) throw new InvalidKeyError(prefix);
        return deleteFolder(disk.root, prefix);
      }),
  };
}

function openDisk({ root, durable, ownerOnly = false }: DiskObjectStoreConfig): Disk {
  const folder = resolve(root);
  try {
    makeFolder(folder, { durable, mode: 0o700 });
    const fileMode = ownerOnly ? 0o600 : 0o666;
    const path = realpathSync.native(folder);
    const incoming = join(path, incomingFolder);
    const diskRoot = { path, durable, fileMode, incoming, seen: new Set<string>() };
    return { root: diskRoot, etags: createEtags(), tidy: createTidier(diskRoot) };
  } catch (error) {
    throw translateSystemError(error);
  }
}

function createTidier(root: DiskRoot): () => Promise<void> {
  let tidiedMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = Date.now();
    if (nowMs - tidiedMs < tidyEveryMs) return;
    tidiedMs = nowMs;
    await removeLeftovers(root, nowMs);
  };
}

async function put(disk: Disk, key: string, given: Body): Promise<PutOutcome> {
  const file = fileOf(disk.root, key);
  await disk.tidy();
  const body = inMemory(given);
  const before = statsOf(disk.root, file);
  if (before !== undefined && (await holdsAlready(disk, file, before, body))) {
    // The name may be younger than the last sync: another process put it there and was killed.
    if (disk.root.durable) await syncFolder(file.folder);
    return "unchanged";
  }
  const written = await writeObject(disk.root, file, body, before !== undefined);
  if (written !== undefined) disk.etags.remember(file.path, written.stats, written.etag);
  return before === undefined ? "created" : "replaced";
}

/** A small file in one read: a stream would make room for a megabyte, and a site has hundreds of small ones. */
function inMemory(body: Body): Body {
  if (body instanceof Uint8Array || statSync(body.path).size > smallBytesMax) return body;
  return readFileSync(body.path);
}

/** A small content is read and compared, which costs less than its hash; of a large one the hash may be known. */
async function holdsAlready(
  disk: Disk,
  file: DiskFile,
  before: BigIntStats,
  body: Body,
): Promise<boolean> {
  const size = body instanceof Uint8Array ? body.byteLength : (await stat(body.path)).size;
  if (size !== Number(before.size)) return false;
  try {
    if (isSmall(body)) return contentOf(openSeen(file)).equals(body);
    const { etag } = await headOf(disk, file, before);
    return etag === (await etagOf(body));
  } catch (error) {
    // Deleted since we looked.
    if (error instanceof ObjectNotFoundError) return false;
    throw error;
  }
}

const etagOf = (body: Body) =>
  body instanceof Uint8Array
    ? etagOfBytes(body)
    : etagOfStream(createReadStream(body.path, { highWaterMark: 1 << 20 }));

function contentOf(descriptor: number): Buffer {
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function head(disk: Disk, key: string): Promise<ObjectHead | undefined> {
  const file = fileOf(disk.root, key);
  const seen = statsOf(disk.root, file);
  try {
    return seen && (await headOf(disk, file, seen));
  } catch (error) {
    // Deleted since we looked.
    if (error instanceof ObjectNotFoundError) return undefined;
    throw error;
  }
}

/** Throws `ObjectNotFoundError`. */
async function headOf({ etags }: Disk, file: DiskFile, seen: BigIntStats): Promise<ObjectHead> {
  const known = etags.known(file.path, seen);
  const { stats, etag } =
    known === undefined
      ? await etags.ofOpen(file.path, openSeen(file))
      : { stats: seen, etag: known };
  return { key: file.key, bytes: Number(stats.size), etag, lastModified: stats.mtime };
}

async function get(disk: Disk, key: string, range?: ByteRange): Promise<Uint8Array> {
  const descriptor = openFile(disk.root, fileOf(disk.root, key));
  try {
    const { start, length } = partOf(fstatSync(descriptor).size, range);
    const content = Buffer.alloc(length);
    if (length <= smallBytesMax)
      return content.subarray(0, readSync(descriptor, content, 0, length, start));
    const end = start + length - 1;
    let filled = 0;
    for await (const chunk of createReadStream("", {
      fd: descriptor,
      autoClose: false,
      start,
      end,
    })) {
      filled += (chunk as Buffer).copy(content, filled);
    }
    return content.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function partOf(size: number, range?: ByteRange): { start: number; length: number } {
  if (range === undefined) return { start: 0, length: size };
  const { start, end = size - 1 } = range;
  if (
    !Number.isInteger(start) ||
    !Number.isInteger(end) ||
    start < 0 ||
    start >= size ||
    end < start
  ) {
    throw new RangeError(`bytes ${start} to ${range.end ?? "the end"} of ${size}`);
  }
  return { start, length: Math.min(end, size - 1) - start + 1 };
}

async function download(disk: Disk, key: string, path: string): Promise<void> {
  const file = fileOf(disk.root, key);
  if (statsOf(disk.root, file) === undefined) throw new ObjectNotFoundError(key);
  try {
    await copyFile(file.path, path, constants.COPYFILE_FICLONE);
  } catch (error) {
    await rm(path, { force: true });
    if (isMissing(error) && statsOf(disk.root, file) === undefined)
      throw new ObjectNotFoundError(key, error);
    throw error;
  }
}

async function list(
  disk: Disk,
  prefix: string,
  options: { readonly after?: string; readonly limit?: number },
): ReturnType<ObjectStore["list"]> {
  checkObjectPrefix(prefix);
  const limit = pageLimit(options.limit, pageLimitMax);
  const keys: string[] = [];
  for (const key of walkKeys(disk.root, prefix, options.after)) {
    const last = keys.at(-1);
    if (keys.length === limit && last !== undefined) return { keys, after: last };
    keys.push(key);
  }
  return { keys };
}

async function remove(disk: Disk, key: string): Promise<void> {
  const file = fileOf(disk.root, key);
  if (statsOf(disk.root, file) === undefined) return;
  disk.etags.forget(file.path);
  try {
    await unlink(file.path);
  } catch (error) {
    // Someone else deleted it just now.
    if (!isMissing(error)) throw error;
  }
  await pruneFolders(disk.root, file.folder);
}
