import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { AppError } from "#core/errors";
import { awsErrorName, awsStatus } from "./aws-errors.ts";

export type S3Put = {
  /** Made anew for every try: a stream can be sent once. */
  readonly body: () => Uint8Array | Readable;
  readonly bytes: number;
  /** Hex; S3 refuses a body that does not have it. */
  readonly sha256: string;
  readonly contentType?: string;
  readonly cacheControl?: string;
};

export type S3Version = { readonly key: string; readonly versionId?: string };

export type S3Bucket = {
  put(key: string, object: S3Put): Promise<void>;
  head(key: string): Promise<S3Head | undefined>;
  /** Undefined when there is none. Throws RangeError for a range that S3 cannot satisfy. */
  get(key: string, range?: string): Promise<AsyncIterable<unknown> | undefined>;
  list(
    prefix: string,
    limit: number,
    after?: string,
  ): Promise<{ readonly keys: readonly string[]; readonly more: boolean }>;
  /** Every version and delete marker under a prefix, a page at a time. */
  versions(prefix: string): AsyncGenerator<readonly S3Version[], void, undefined>;
  hide(key: string): Promise<void>;
  /** At most 1,000. Throws what S3 says of the first that it did not remove. */
  remove(versions: readonly S3Version[]): Promise<void>;
  /** An address where anybody may PUT this one object, of exactly this length and type, for so many seconds. */
  putAddress(key: string, limits: PutLimits): Promise<string>;
};

export type PutLimits = {
  readonly bytes: number;
  readonly contentType: string;
  readonly seconds: number;
};

type S3Head = {
  readonly bytes: number;
  readonly lastModified: Date;
  readonly sha256: string | undefined;
};

const sha256Name = "sha256";

/**
 * The requests to one bucket. Checksums only where S3 requires one: by default
 * the SDK signs the checksum of an empty body into what a browser uploads later,
 * and sends trailers that other servers of S3's protocol do not take.
 */
export function openS3Bucket(bucket: string): S3Bucket {
  const client = new S3Client({
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return {
    put: (key, object) => putObject(client, bucket, key, object),
    head: (key) => headObject(client, bucket, key),
    get: (key, range) => getObject(client, bucket, key, range),
    list: (prefix, limit, after) => listObjects(client, bucket, { prefix, limit, after }),
    versions: (prefix) => listVersions(client, bucket, prefix),
    async hide(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    remove: (versions) => removeObjects(client, bucket, versions),
    putAddress: (key, limits) => signPut(client, bucket, key, limits),
  };
}

/** Length and type are among the signed headers: S3 refuses a request that has others. */
function signPut(client: S3Client, bucket: string, key: string, limits: PutLimits) {
  const order = { Bucket: bucket, Key: key };
  return getSignedUrl(
    client,
    new PutObjectCommand({
      ...order,
      ContentLength: limits.bytes,
      ContentType: limits.contentType,
    }),
    {
      expiresIn: limits.seconds,
      signableHeaders: new Set(["host", "content-length", "content-type"]),
    },
  );
}

async function putObject(client: S3Client, bucket: string, key: string, object: S3Put) {
  await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: object.body(),
      ContentLength: object.bytes,
      ContentType: object.contentType ?? "application/octet-stream",
      CacheControl: object.cacheControl,
      ChecksumSHA256: Buffer.from(object.sha256, "hex").toString("base64"),
      Metadata: { [sha256Name]: object.sha256 },
    }),
  );
}

const isMissing = (error: unknown) =>
  awsErrorName(error) === "NoSuchKey" ||
  (awsErrorName(error) === "NotFound" && awsStatus(error) === 404);

async function headObject(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<S3Head | undefined> {
  try {
    const answer = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      bytes: answer.ContentLength ?? 0,
      lastModified: answer.LastModified ?? new Date(0),
      sha256: answer.Metadata?.[sha256Name],
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function getObject(client: S3Client, bucket: string, key: string, range?: string) {
  try {
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, Range: range });
    return (await client.send(command)).Body as Readable | undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (awsErrorName(error) === "InvalidRange" || awsStatus(error) === 416) {
      throw new RangeError(`${range} of an object that is shorter`, { cause: error });
    }
    throw error;
  }
}

async function listObjects(
  client: S3Client,
  bucket: string,
  asked: { readonly prefix: string; readonly limit: number; readonly after: string | undefined },
) {
  const answer = await client.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: asked.prefix,
      MaxKeys: asked.limit,
      StartAfter: asked.after,
      EncodingType: "url",
    }),
  );
  const keys = (answer.Contents ?? []).map(({ Key }) => decodedKey(Key, answer.EncodingType));
  return { keys, more: answer.IsTruncated === true };
}

/** XML cannot hold every character that a key may; S3 then answers in the URL's own way of writing them. */
function decodedKey(key = "", encoding: string | undefined): string {
  return encoding === "url" ? decodeURIComponent(key.replaceAll("+", "%20")) : key;
}

async function* listVersions(client: S3Client, bucket: string, prefix: string) {
  let keyMarker: string | undefined;
  let versionMarker: string | undefined;
  do {
    const answer = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        KeyMarker: keyMarker,
        VersionIdMarker: versionMarker,
        EncodingType: "url",
      }),
    );
    const { EncodingType } = answer;
    yield [...(answer.Versions ?? []), ...(answer.DeleteMarkers ?? [])].map(
      ({ Key, VersionId }) => ({
        key: decodedKey(Key, EncodingType),
        ...(VersionId === undefined ? {} : { versionId: VersionId }),
      }),
    );
    const more = answer.IsTruncated === true;
    keyMarker = more ? decodedKey(answer.NextKeyMarker, EncodingType) : undefined;
    versionMarker = more ? answer.NextVersionIdMarker : undefined;
  } while (keyMarker !== undefined);
}

async function removeObjects(
  client: S3Client,
  bucket: string,
  versions: readonly S3Version[],
): Promise<void> {
  const answer = await client.send(
    new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: {
        Quiet: true,
        Objects: versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
      },
    }),
  );
  const [fault] = answer.Errors ?? [];
  if (fault === undefined) return;
  const name = fault.Code ?? "unknown";
  throw new AppError("cloud-refused", { params: { service: "s3", name }, retryable: true });
}
