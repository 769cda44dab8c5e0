import { sha256Hex } from "#core/hash";
import { capabilitiesNow, readSecret, type TypedSecret } from "#core/consent/participant-secret";
import {
  type Attempt,
  BucketSchema,
  contendedAttempt,
  refundAttempt,
  slowLaneSeconds,
  startAttempt,
} from "#core/consent/rate-limit";
import { bucketPartition, bucketSort, bucketsListing } from "#core/record-keys";
import { ConflictError, type RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";
import { readStoredSecret } from "../consent/secret-records.ts";
import { beginSession, type Session } from "./session-records.ts";

export type Opening = {
  /** What a person typed, pasted, scanned, or followed. */
  readonly typed: string;
  /** Of the network address (`app.consent.hashAddress`). */
  readonly clientHash: string;
  /** `withdraw` when they came for that alone: it is let through where guessing has used the limit up. */
  readonly purpose?: "withdraw" | "other";
  /** Opaque id of the member of staff whose device it is. */
  readonly assistedBy?: string;
};

export type Opened =
  | { readonly opened: true; readonly token: string; readonly session: Session }
  | {
      readonly opened: false;
      /** Words for each: notice `errors`, `code-slip`, `code-length`, `wrong-code`, `wait`. */
      readonly refused: "code-slip" | "code-length" | "wrong-code" | "wait";
      /** With `wait`. */
      readonly retryAfterSeconds?: number;
      /** With `wait`: a withdrawal would still be heard. */
      readonly withdrawStillHeard?: boolean;
    };

/** How often a count is tried again when others count at the same moment, before it goes on without. */
const countRoundsMax = 20;
/** A bucket is full again within a day; after two it says nothing any more. */
const bucketKeptMs = 2 * 86_400_000;

/**
 * Opens a session with a secret. Every attempt is counted before the secret is
 * looked at; an unknown code, a wrong one, and one that was reported stolen get
 * the same answer after the same work. A code that is used up, expired or
 * replaced still opens what is safe: looking (unless replaced) and withdrawing.
 * Nothing else changes: a link that a scanner follows is not used up (I13).
 * A withdrawal with a right secret is opened at once whatever others try: only
 * wrong answers wait, and they take no place that another could need.
 */
export async function openSecret(app: App, opening: Opening): Promise<Opened> {
  const { purpose = "other" } = opening;
  const secret = readSecret(textOf(opening.typed));
  if (secret.form === "mistyped") return { opened: false, refused: slipOf(secret) };
  const attempt = await countAttempt(app, opening, secret.selector, purpose);
  if (!attempt.check)
    return {
      opened: false,
      refused: "wait",
      retryAfterSeconds: attempt.retryAfterSeconds,
      withdrawStillHeard: purpose === "other",
    };
  if (!attempt.isSlow) return check(app, opening, secret, false);
  // The wait starts before the look-up, so that it hides whether there was anything to compare.
  const waited = app.consent.pause(slowLaneSeconds);
  const opened = await check(app, opening, secret, true);
  if (!opened.opened) await waited;
  return opened;
}

async function check(
  app: App,
  { clientHash, assistedBy }: Opening,
  { selector, verifier }: Exclude<TypedSecret, { form: "mistyped" }>,
  isSlow: boolean,
): Promise<Opened> {
  const stored = await readStoredSecret(app, selector);
  const wrong = { opened: false, refused: "wrong-code" } as const;
  // In the slow lane the wait hides what a hash for nobody would hide, and a flood of made-up codes costs none.
  if (isSlow && stored === undefined) return wrong;
  const isRight = await app.consent.hasher.verify(verifier, stored?.secret.hash);
  const can = stored === undefined ? [] : capabilitiesNow(stored.secret, app.clock.now());
  if (stored === undefined || !isRight || can.length === 0) return wrong;
  // In the slow lane no token was left to take: giving one back would let a right code pay for guesses.
  if (!isSlow) await refund(app, clientHash, selector);
  const { episodeId, speakerId, signatoryId } = stored.secret;
  const begun = await beginSession(app, {
    selector,
    episodeId,
    speakerId,
    signatoryId,
    clientHash,
    // Who came through the slow lane may have come by guessing: they can close, and see nothing.
    ...(isSlow ? { only: ["withdraw" as const] } : {}),
    ...(assistedBy === undefined ? {} : { assistedBy }),
  });
  return { opened: true, ...begun };
}

/** The secret in a pasted address: behind its # (core) or at the end of a link's path. */
const textOf = (typed: string) =>
  /\/voix\/l\/([^/?#\s]+)/.exec(typed.slice(0, 2_000))?.[1] ?? typed;

function slipOf({ problem }: Extract<TypedSecret, { form: "mistyped" }>) {
  return problem === "check" || problem === "characters" ? "code-slip" : "code-length";
}

async function countAttempt(
  app: App,
  { clientHash }: Opening,
  selector: string,
  purpose: "withdraw" | "other",
): Promise<Attempt> {
  for (let round = 1; ; round += 1) {
    const [address, typed] = await readBuckets(app, clientHash, selector);
    const buckets = { address: address?.bucket, selector: typed?.bucket };
    const attempt = startAttempt(purpose, buckets, app.clock.now());
    try {
      await app.records.commit([
        bucketWrite("address", clientHash, attempt.address, address?.version),
        bucketWrite("selector", sha256Hex(selector), attempt.selector, typed?.version),
      ]);
      return attempt;
    } catch (error) {
      // Somebody else tried at the same moment: count again, so that many at once count as many.
      if (!(error instanceof ConflictError)) throw error;
      if (round >= countRoundsMax) return contendedAttempt(purpose, attempt);
    }
  }
}

/**
 * One token back into each bucket as it is now: what others have tried meanwhile
 * stays counted. Where others try without a pause it is left: a token is not
 * worth keeping a person waiting for.
 */
async function refund(app: App, clientHash: string, selector: string): Promise<void> {
  for (let round = 1; ; round += 1) {
    const [address, typed] = await readBuckets(app, clientHash, selector);
    if (address === undefined || typed === undefined) return;
    const back = refundAttempt({ address: address.bucket, selector: typed.bucket });
    try {
      await app.records.commit([
        bucketWrite("address", clientHash, back.address, address.version),
        bucketWrite("selector", sha256Hex(selector), back.selector, typed.version),
      ]);
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      if (round >= countRoundsMax) return;
    }
  }
}

async function readBuckets(app: App, clientHash: string, selector: string) {
  const keys = [bucketKey("address", clientHash), bucketKey("selector", sha256Hex(selector))];
  const [address, typed] = await Promise.all(keys.map((key) => app.records.get(key)));
  const parsed = (record: typeof address) =>
    record && { bucket: BucketSchema.parse(record.body), version: record.version };
  return [parsed(address), parsed(typed)] as const;
}

const bucketKey = (kind: "address" | "selector", name: string) => ({
  partition: bucketPartition(kind, name),
  sort: bucketSort,
});

function bucketWrite(
  kind: "address" | "selector",
  name: string,
  bucket: Attempt["address"],
  version: number | undefined,
): RecordWrite {
  return {
    kind: "put",
    ...bucketKey(kind, name),
    body: BucketSchema.parse(bucket),
    expect: asRead(version),
    listing: { list: bucketsListing, order: `${bucket.at}#${kind}` },
  };
}

/** Forgets who tried what long ago; returns how many were forgotten. Part of the sweep. */
export async function sweepBuckets(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - bucketKeptMs;
  let swept = 0;
  for await (const page of everyPage((from) => app.records.queryListing(bucketsListing, from))) {
    for (const { body, partition, sort, version } of page.records) {
      if (!(Date.parse(BucketSchema.parse(body).at) < before)) return swept;
      try {
        await app.records.commit([{ kind: "delete", partition, sort, expect: { version } }]);
        swept += 1;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }
  return swept;
}
