import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  type ByteRange,
  type ObjectHead,
  ObjectNotFoundError,
  type ObjectStore,
  type PutOutcome,
} from "#ports/object-store";
import { checkObjectFolder, checkObjectKey, checkObjectPrefix } from "#ports/object-store-rules";
import { pageLimit, pageLimitMax } from "#ports/page-limit";
import { translating } from "./aws-errors.ts";
import { openS3Bucket, type S3Bucket } from "./s3-bucket.ts";

export type S3ObjectStoreConfig = {
  readonly bucket: string;
  /** What a file's answer carries when CloudFront fetches it: its type and how long it may be kept. */
  readonly headersOf?: (key: string) => {
    readonly contentType: string;
    readonly cacheControl: string;
  };
};

type Body = Uint8Array | { readonly path: string };

/**
 * Objects in one S3 bucket. S3's own ETag depends on how an object was uploaded,
 * so the content's SHA-256 is kept beside it (and checked by S3 on arrival); an
 * object that came without one, by a form, is read once to know it. A deletion
 * first hides the object and then removes every version there ever was.
 */
export function createS3ObjectStore(config: S3ObjectStoreConfig): ObjectStore {
  const bucket = openS3Bucket(config.bucket);
  const call = <T>(work: () => Promise<T>) => translating("s3", work);
  return {
    name: "s3-object-store",
    put: (key, body) => call(() => put(bucket, config.headersOf, key, body)),
    get: (key, range) => call(() => get(bucket, key, range)),
    download: (key, path) => call(() => download(bucket, key, path)),
    head: (key) => call(() => head(bucket, key)),
    list: (prefix, options = {}) => call(() => list(bucket, prefix, options)),
    delete: (key) =>
      call(async () => {
        checkObjectKey(key);
        await bucket.hide(key);
        await eraseVersions(bucket, key, (version) => version === key);
      }),
    deletePrefix: (prefix) => call(() => deletePrefix(bucket, prefix)),
  };
}

async function put(
  bucket: S3Bucket,
  headersOf: S3ObjectStoreConfig["headersOf"],
  key: string,
  body: Body,
): Promise<PutOutcome> {
  checkObjectKey(key);
  const sha256 = await sha256Of(body);
  const before = await head(bucket, key);
  if (before?.etag === sha256) return "unchanged";
  const bytes = body instanceof Uint8Array ? body.length : (await stat(body.path)).size;
  await bucket.put(key, {
    body: () => (body instanceof Uint8Array ? body : createReadStream(body.path)),
    bytes,
    sha256,
    ...headersOf?.(key),
  });
  return before === undefined ? "created" : "replaced";
}

async function sha256Of(body: Body): Promise<string> {
  if (body instanceof Uint8Array) return createHash("sha256").update(body).digest("hex");
  return hashStream(createReadStream(body.path));
}

async function hashStream(stream: AsyncIterable<unknown>): Promise<string> {
  const sum = createHash("sha256");
  for await (const chunk of stream) sum.update(chunk as Uint8Array);
  return sum.digest("hex");
}

async function head(bucket: S3Bucket, key: string): Promise<ObjectHead | undefined> {
  checkObjectKey(key);
  const found = await bucket.head(key);
  if (found === undefined) return undefined;
  const { bytes, lastModified, sha256 } = found;
  if (sha256 !== undefined) return { key, bytes, lastModified, etag: sha256 };
  const content = await bucket.get(key);
  // Deleted since: then it is not there.
  return content && { key, bytes, lastModified, etag: await hashStream(content) };
}

async function get(bucket: S3Bucket, key: string, range?: ByteRange): Promise<Uint8Array> {
  checkObjectKey(key);
  const content = await bucket.get(key, range && httpRange(range));
  if (content === undefined) throw new ObjectNotFoundError(key);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

function httpRange({ start, end }: ByteRange): string {
  const whole = Number.isInteger(start) && (end === undefined || Number.isInteger(end));
  if (!whole || start < 0 || (end !== undefined && end < start)) {
    throw new RangeError(`no range: bytes ${start} to ${end ?? "the end"}`);
  }
  return `bytes=${start}-${end ?? ""}`;
}

async function download(bucket: S3Bucket, key: string, path: string): Promise<void> {
  checkObjectKey(key);
  const content = await bucket.get(key);
  if (content === undefined) throw new ObjectNotFoundError(key);
  const partial = `${path}.partial`;
  try {
    await pipeline(Readable.from(content), createWriteStream(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function list(
  bucket: S3Bucket,
  prefix: string,
  options: { readonly after?: string; readonly limit?: number },
): ReturnType<ObjectStore["list"]> {
  checkObjectPrefix(prefix);
  const limit = pageLimit(options.limit, pageLimitMax);
  const { keys, more } = await bucket.list(prefix, limit, options.after);
  const last = more ? keys.at(-1) : undefined;
  return { keys, ...(last === undefined ? {} : { after: last }) };
}

async function deletePrefix(bucket: S3Bucket, prefix: string): Promise<number> {
  checkObjectFolder(prefix);
  let deleted = 0;
  for (let more = true; more;) {
    // From the start each time: what was listed has just gone.
    const page = await bucket.list(prefix, pageLimitMax);
    if (page.keys.length > 0) await bucket.remove(page.keys.map((key) => ({ key })));
    deleted += page.keys.length;
    more = page.more;
  }
  await eraseVersions(bucket, prefix, () => true);
  return deleted;
}

/** Every version and every marker under a prefix, until there is none. */
async function eraseVersions(
  bucket: S3Bucket,
  prefix: string,
  isWanted: (key: string) => boolean,
): Promise<void> {
  for await (const page of bucket.versions(prefix)) {
    const wanted = page.filter(({ key }) => isWanted(key));
    if (wanted.length > 0) await bucket.remove(wanted);
  }
}
