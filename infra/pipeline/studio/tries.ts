import { type BucketPolicy, BucketSchema, takeToken } from "#core/consent/rate-limit";
import { bucketPartition, bucketsListing, bucketSort } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import type { App } from "../app.ts";
import { retryOnConflict } from "../episode/episode-records.ts";

export type CountedBy = {
  readonly kind: "staff-address" | "staff-email";
  /** A keyed hash: limits keep no address. */
  readonly name: string;
  readonly policy: BucketPolicy;
};

/**
 * Counts one try in every bucket, before what it stands for is done. It is
 * allowed when all of them have a token; tries at the same moment count each.
 */
export function takeTry(
  app: App,
  buckets: readonly CountedBy[],
): Promise<{ readonly isAllowed: boolean; readonly retryAfterSeconds: number }> {
  return retryOnConflict(async () => {
    const taken = await Promise.all(buckets.map((bucket) => take(app, bucket)));
    await app.records.commit(taken.map(({ write }) => write));
    return {
      isAllowed: taken.every(({ isAllowed }) => isAllowed),
      retryAfterSeconds: Math.max(...taken.map(({ retryAfterSeconds }) => retryAfterSeconds)),
    };
  });
}

async function take(app: App, { kind, name, policy }: CountedBy) {
  const key = { partition: bucketPartition(kind, name), sort: bucketSort };
  const stored = await app.records.get(key);
  const former = stored && BucketSchema.parse(stored.body);
  const taken = takeToken(former, policy, app.clock.now());
  const write: RecordWrite = {
    kind: "put",
    ...key,
    body: BucketSchema.parse(taken.bucket),
    expect: asRead(stored?.version),
    listing: { list: bucketsListing, order: `${taken.bucket.at}#${kind}` },
  };
  return { ...taken, write };
}
