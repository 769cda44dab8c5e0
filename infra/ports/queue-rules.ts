/** SQS gives out at most 10 messages at a time. */
const receiveMax = 10;
/** SQS holds a message back for at most 15 minutes; a retry never needs longer either. */
export const delaySecondsMax = 900;
/** SQS hides a message for at most 12 hours. */
export const visibilitySecondsMax = 43_200;

/** The delivery ran out, every time: its worker was killed or hung (a dead letter's reason). */
export const reasonWorkerLost = "worker-lost";
/** This program cannot read the job, for instance because a newer one sent it (a dead letter's reason). */
export const reasonUnreadable = "job-unreadable";

/** Throws RangeError unless 1 to `receiveMax` jobs are asked for. */
export function checkReceiveMax(max: number): void {
  checkRange("jobs at a time", max, 1, receiveMax);
  if (!Number.isInteger(max)) throw new RangeError("jobs come whole");
}

/** Throws RangeError for a delay outside 0 to `delaySecondsMax`. */
export function checkDelay(delaySeconds: number): void {
  checkRange("seconds of delay", delaySeconds, 0, delaySecondsMax);
}

/** Throws RangeError for a visibility outside 1 to `visibilitySecondsMax`. */
export function checkVisibility(visibilitySeconds: number): void {
  checkRange("seconds of visibility", visibilitySeconds, 1, visibilitySecondsMax);
}

/**
 * Throws RangeError for a failure reason that is no error code: free text could
 * carry a name into a list that outlives a withdrawal.
 */
export function checkReason(reason: string): void {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(reason)) {
    throw new RangeError("a failure reason is an error code, never free text");
  }
}

function checkRange(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw new RangeError(`${what}: ${min} to ${max}, not ${value}`);
}

/** The first retry comes soon; the four together reach over about three minutes of outage. */
const firstRetrySeconds = 2;
const retryFactor = 4;

/**
 * Seconds until a job that failed on its `attempt`th delivery comes back:
 * exponential (at most 2, 8, 32, 128, … up to `delaySecondsMax`), the latter
 * half of it by chance, so that jobs which failed together do not return
 * together. `random` is from 0 up to 1.
 */
export function retryDelaySeconds(attempt: number, random: number): number {
  const full = Math.min(delaySecondsMax, firstRetrySeconds * retryFactor ** (attempt - 1));
  return full / 2 + (full / 2) * random;
}
