import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOfPart, partCount } from "#core/audio/upload-parts";
import { AppError } from "#core/errors";
import { incomingFolder, incomingPartKey } from "#core/storage-keys";
import type { ObjectHead, ObjectStore } from "#ports/object-store";
import { UploadIncompleteError, type Uploads } from "#ports/uploads";
import type { Workspace } from "#ports/workspace";

/** A lost connection costs at most one part: 13 s of a 20 KB/s network for a story, more only for large films. */
const smallPartBytes = 262_144;
const largePartBytes = 2_097_152;
const smallFileBytesMax = 20_000_000;

/** Who gives out addresses of parts, and takes what comes there. */
export type PartDoor = {
  /** As `Uploads.origin`. */
  readonly origin?: string;
  /** An address that takes exactly so many bytes, as the object `incomingPartKey` of the store. */
  address(part: {
    readonly reference: string;
    readonly number: number;
    readonly bytes: number;
  }): Promise<string>;
};

export type StoredUploadsConfig = {
  /** Where parts wait, in a folder of their own, and where the whole goes. */
  readonly store: ObjectStore;
  readonly workspace: Workspace;
  readonly door: PartDoor;
};

/**
 * Uploads in parts into any store: parts wait as objects of their own, sent
 * wherever the door's addresses lead, and are put together here. S3's own
 * multipart uploads take no part below 5 MiB but the last, which is four minutes
 * of a 20 KB/s network (decision 079).
 */
export function createStoredUploads(config: StoredUploadsConfig): Uploads {
  const { store, workspace, door } = config;
  return {
    name: "stored",
    ...(door.origin === undefined ? {} : { origin: door.origin }),
    async begin(id, bytes) {
      return {
        reference: id,
        partBytes: bytes <= smallFileBytesMax ? smallPartBytes : largePartBytes,
      };
    },
    partAddress: (reference, part) => door.address({ reference, ...part }),
    received: (reference) => receivedParts(store, reference),
    async finish(reference, file) {
      const there = await receivedParts(store, reference);
      const count = partCount(file.bytes, file.partBytes);
      const done = there.length === 0 ? await store.head(file.key) : undefined;
      if (done !== undefined) return { bytes: done.bytes, sha256: done.etag };
      if (there.length < count) throw new UploadIncompleteError(count - there.length);
      const head = await workspace.withFolder((scratch) =>
        putTogether(store, reference, file, join(scratch, "whole")),
      );
      await store.deletePrefix(incomingFolder(reference));
      return { bytes: head.bytes, sha256: head.etag };
    },
    async drop(reference) {
      await store.deletePrefix(incomingFolder(reference));
    },
  };
}

async function receivedParts(store: ObjectStore, reference: string): Promise<readonly number[]> {
  const folder = incomingFolder(reference);
  const numbers: number[] = [];
  let after: string | undefined;
  do {
    const page = await store.list(folder, after === undefined ? {} : { after });
    numbers.push(...page.keys.map((name) => Number(name.slice(folder.length))));
    after = page.after;
  } while (after !== undefined);
  return numbers.sort((a, b) => a - b);
}

async function putTogether(
  store: ObjectStore,
  reference: string,
  { key, bytes, partBytes }: Parameters<Uploads["finish"]>[1],
  whole: string,
): Promise<ObjectHead> {
  for (let number = 1; number <= partCount(bytes, partBytes); number += 1) {
    const part = await store.get(incomingPartKey(reference, number));
    if (part.length !== bytesOfPart(number, bytes, partBytes)) throw new UploadIncompleteError(1);
    await appendFile(whole, part);
  }
  await store.put(key, { path: whole });
  const head = await store.head(key);
  if (head === undefined) throw new AppError("object-not-found", { retryable: true });
  return head;
}
