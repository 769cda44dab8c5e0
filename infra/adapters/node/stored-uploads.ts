import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOfPart, partCount } from "#core/audio/upload-parts";
import { AppError } from "#core/errors";
import { incomingFolder } from "#core/storage-keys";
import type { Clock } from "#ports/clock";
import { type ObjectHead, type ObjectStore, StoreFullError } from "#ports/object-store";
import { UploadIncompleteError, type Uploads } from "#ports/uploads";
import type { Workspace } from "#ports/workspace";
import { createPartAddresses } from "./part-addresses.ts";

/** A lost connection costs at most one part: 13 s of a 20 KB/s network for a story, more only for large films. */
const smallPartBytes = 262_144;
const largePartBytes = 2_097_152;
const smallFileBytesMax = 20_000_000;

export type StoredUploadsConfig = {
  /** Where parts wait, in a folder of their own, and where the whole goes. */
  readonly store: ObjectStore;
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Signs addresses: only this installation can make them. */
  readonly key: Uint8Array;
  /** Path that addresses start with, as the server routes it. */
  readonly path: string;
};

export type StoredUploads = Uploads & {
  /** Answers a PUT to one of the addresses: 204 when the part is kept, or why not. */
  receive(request: Request): Promise<Response>;
};

const answer = (status: number, text = "") =>
  new Response(status === 204 ? null : text, {
    status,
    headers: { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });

/**
 * Uploads in parts into any store: parts wait as objects of their own, and the
 * signed addresses lead to whoever answers for this site, which takes nothing
 * else there. A part is small enough for one request of a Lambda.
 */
export function createStoredUploads(config: StoredUploadsConfig): StoredUploads {
  const { store, workspace } = config;
  const addresses = createPartAddresses(config);
  return {
    name: "stored",
    async begin(id, bytes) {
      return {
        reference: id,
        partBytes: bytes <= smallFileBytesMax ? smallPartBytes : largePartBytes,
      };
    },
    partAddress: async (reference, part) => addresses.make({ reference, ...part }),
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
    async receive(request) {
      const place = addresses.read(request.url);
      if (place === undefined) return answer(403, "Not signed, or too late");
      if (request.method !== "PUT") return answer(405, "Only PUT");
      const body = await readExactly(request, place.bytes);
      if (body === undefined) return answer(400, `Not ${place.bytes} bytes`);
      try {
        await store.put(partKey(place.reference, place.number), body);
      } catch (error) {
        if (error instanceof StoreFullError) return answer(507, "Full");
        throw error;
      }
      return answer(204);
    },
  };
}

const partKey = (reference: string, number: number) =>
  `${incomingFolder(reference)}${String(number).padStart(5, "0")}`;

async function receivedParts(store: ObjectStore, reference: string): Promise<readonly number[]> {
  const folder = incomingFolder(reference);
  const numbers: number[] = [];
  let after: string | undefined;
  do {
    const page = await store.list(folder, after === undefined ? {} : { after });
    numbers.push(...page.keys.map((name) => Number(name.slice(folder.length))));
    after = page.after;
  } while (after !== undefined);
  return numbers;
}

async function putTogether(
  store: ObjectStore,
  reference: string,
  { key, bytes, partBytes }: Parameters<Uploads["finish"]>[1],
  whole: string,
): Promise<ObjectHead> {
  for (let number = 1; number <= partCount(bytes, partBytes); number += 1) {
    const part = await store.get(partKey(reference, number));
    if (part.length !== bytesOfPart(number, bytes, partBytes)) throw new UploadIncompleteError(1);
    await append(whole, part);
  }
  await store.put(key, { path: whole });
  const head = await store.head(key);
  if (head === undefined) throw new AppError("object-not-found", { retryable: true });
  return head;
}

async function append(path: string, part: Uint8Array): Promise<void> {
  try {
    await appendFile(path, part);
  } catch (cause) {
    const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
    throw isFull ? new StoreFullError(cause) : cause;
  }
}

/** The body when it has exactly so many bytes; what goes on for longer is not read to its end. */
async function readExactly(request: Request, bytes: number): Promise<Uint8Array | undefined> {
  if (request.body === null) return undefined;
  const whole = new Uint8Array(bytes);
  let at = 0;
  try {
    for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
      if (at + chunk.length > bytes) return undefined;
      whole.set(chunk, at);
      at += chunk.length;
    }
  } catch {
    // The connection was lost on the way: the part did not arrive.
    return undefined;
  }
  return at === bytes ? whole : undefined;
}
