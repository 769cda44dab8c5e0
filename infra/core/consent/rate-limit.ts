import { z } from "zod";
import { InstantSchema } from "../ids.ts";

/**
 * Limits on guessing. What a limiter must never do here is stand between a
 * person and a withdrawal: whoever floods the form would otherwise keep
 * everybody's voice public. So a limit delays and withholds what can be *learnt
 * or widened*, and a withdrawal with the right code always goes through:
 *
 * - A mistyped code (check character) is told at once and costs nothing.
 * - Every other attempt takes one token from two buckets: one for the network
 *   address (as a keyed hash), one for the selector that was typed, whether it
 *   exists or not. A right code gets its tokens back.
 * - When a bucket is empty, seeing, saying yes and confirming are refused with a
 *   waiting time, before any hash is computed.
 * - When a bucket is empty, a withdrawal is still checked, in the slow lane: a
 *   right code is let through at once, a wrong or unknown one is told so after a
 *   fixed time from the start, so that time says nothing. The lane has no places
 *   that could run out: who waits there holds a timer, and a selector that does
 *   not exist costs no hash. Guessing through it is hopeless by arithmetic: 23^10
 *   verifiers at one slow hash each are some 10^5 years on one processor; a hit
 *   could only close, and be taken back.
 */
export const BucketSchema = z.object({
  tokens: z.number().nonnegative(),
  /** When `tokens` was right. */
  at: InstantSchema,
});
export type Bucket = z.output<typeof BucketSchema>;

export type BucketPolicy = { readonly capacity: number; readonly refillPerHour: number };

/** Thirty wrong tries in a row from one address, because a whole workshop may sit behind one router; then one every two minutes. */
export const addressPolicy: BucketPolicy = { capacity: 30, refillPerHour: 30 };
/** Five wrong tries on one code, then one every ten minutes: at most 149 in a day (ASVS 6.6.3). */
export const selectorPolicy: BucketPolicy = { capacity: 5, refillPerHour: 6 };

/** When a wrong answer comes in the slow lane, counted from the attempt: longer than a look-up and a slow hash take together. */
export const slowLaneSeconds = 5;

const hourMs = 3_600_000;

/** The bucket as it is now. A clock that went back adds nothing, and one that leapt ahead fills it once. */
function refilled(bucket: Bucket | undefined, policy: BucketPolicy, now: string): Bucket {
  if (bucket === undefined) return { tokens: policy.capacity, at: now };
  const elapsedMs = Math.max(0, Date.parse(now) - Date.parse(bucket.at));
  const tokens = Math.min(
    policy.capacity,
    bucket.tokens + (elapsedMs / hourMs) * policy.refillPerHour,
  );
  return { tokens: Number.isFinite(tokens) ? tokens : 0, at: now };
}

/** Takes one token from a bucket, where there is one; to be stored before what it stands for is done. */
export function takeToken(
  bucket: Bucket | undefined,
  policy: BucketPolicy,
  now: string,
): { readonly bucket: Bucket; readonly isAllowed: boolean; readonly retryAfterSeconds: number } {
  const current = refilled(bucket, policy, now);
  const isAllowed = current.tokens >= 1;
  return {
    bucket: isAllowed ? { ...current, tokens: current.tokens - 1 } : current,
    isAllowed,
    retryAfterSeconds: waitSeconds(current, policy),
  };
}

export type Attempt = {
  /** Whether the code may be looked at now. */
  readonly check: boolean;
  /** With `check`: in the slow lane, which opens nothing but a withdrawal. */
  readonly isSlow: boolean;
  /** What to tell a person who has to wait. */
  readonly retryAfterSeconds: number;
  /** To be stored before the code is checked, so that a crash does not give tries away. */
  readonly address: Bucket;
  readonly selector: Bucket;
};

export type Buckets = {
  readonly address: Bucket | undefined;
  readonly selector: Bucket | undefined;
};

/** Decides on one attempt, and takes its tokens. The answer is the same for codes that exist and codes that do not. */
export function startAttempt(
  purpose: "withdraw" | "other",
  buckets: Buckets,
  now: string,
): Attempt {
  const address = refilled(buckets.address, addressPolicy, now);
  const selector = refilled(buckets.selector, selectorPolicy, now);
  const allowed = address.tokens >= 1 && selector.tokens >= 1;
  const taken = (bucket: Bucket): Bucket => ({ ...bucket, tokens: Math.max(0, bucket.tokens - 1) });
  if (!allowed && purpose === "other") {
    const retryAfterSeconds = Math.max(
      waitSeconds(address, addressPolicy),
      waitSeconds(selector, selectorPolicy),
    );
    return { check: false, isSlow: false, retryAfterSeconds, address, selector };
  }
  return {
    check: true,
    isSlow: !allowed,
    retryAfterSeconds: 0,
    address: taken(address),
    selector: taken(selector),
  };
}

/**
 * The attempt of somebody who could not be counted, because others try on the
 * same buckets without a pause: as if those were empty. A flood thus delays what
 * an empty bucket delays, and never stands before a withdrawal.
 */
export function contendedAttempt(purpose: "withdraw" | "other", attempt: Attempt): Attempt {
  const check = purpose === "withdraw";
  return { ...attempt, check, isSlow: check, retryAfterSeconds: 60 };
}

/** Gives the tokens of a right code back (both buckets), so that only wrong ones cost. */
export function refundAttempt(
  attempt: Pick<Attempt, "address" | "selector">,
): Pick<Attempt, "address" | "selector"> {
  const back = (bucket: Bucket, { capacity }: BucketPolicy): Bucket => ({
    ...bucket,
    tokens: Math.min(capacity, bucket.tokens + 1),
  });
  return {
    address: back(attempt.address, addressPolicy),
    selector: back(attempt.selector, selectorPolicy),
  };
}

function waitSeconds({ tokens }: Bucket, { refillPerHour }: BucketPolicy): number {
  return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / refillPerHour) * 3600);
}
