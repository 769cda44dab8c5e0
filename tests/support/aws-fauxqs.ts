import { randomUUID } from "node:crypto";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { vi } from "vitest";

export type Fauxqs = {
  readonly server: FauxqsServer;
  /** Host names carry the bucket, as on AWS. */
  readonly endpoints: { readonly S3: string; readonly SQS: string };
  stop(): Promise<void>;
};

type Listing = {
  readonly objects: readonly { readonly key: string }[];
  readonly isTruncated: boolean;
};
type S3StoreClass = {
  prototype: {
    readonly buckets: ReadonlyMap<string, ReadonlyMap<string, { readonly key: string }>>;
    listObjects(
      bucket: string,
      asked?: { readonly prefix?: string; readonly maxKeys?: number; readonly startAfter?: string },
    ): Listing & { readonly commonPrefixes: readonly string[] };
  };
};

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** S3 lists keys by the bytes of their UTF-8 (API reference, ListObjectsV2); fauxqs by the customs of a language. */
async function listByBytes(): Promise<void> {
  const file = new URL("./s3/s3Store.js", import.meta.resolve("fauxqs"));
  const { S3Store } = (await import(file.href)) as { readonly S3Store: S3StoreClass };
  S3Store.prototype.listObjects = function (bucket, asked = {}) {
    const { prefix = "", maxKeys = 1000, startAfter = "" } = asked;
    const objects = [...(this.buckets.get(bucket)?.values() ?? [])]
      .filter(({ key }) => key.startsWith(prefix) && byBytes(key, startAfter) > 0)
      .sort((a, b) => byBytes(a.key, b.key));
    const isTruncated = objects.length > maxKeys;
    return { objects: objects.slice(0, maxKeys), isTruncated, commonPrefixes: [] };
  };
}

/** S3 and SQS in this process, on a free port. */
export async function startStores(): Promise<Fauxqs> {
  await listByBytes();
  const server = await startFauxqs({ port: 0, logger: false, defaultRegion: "eu-west-3" });
  return {
    server,
    endpoints: {
      S3: `http://s3.localhost:${server.port}`,
      SQS: `http://sqs.eu-west-3.localhost:${server.port}`,
    },
    stop: () => server.stop(),
  };
}

/** Lets the clock of this process, which fauxqs goes by, run ahead. */
export function aMovableClock() {
  let aheadMs = 0;
  const real = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => real() + aheadMs);
  return {
    now: () => new Date(Date.now()).toISOString(),
    pass: async (seconds: number) => void (aheadMs += seconds * 1000),
  };
}

export const aName = (kind: string) => `${kind}-${randomUUID()}`;
