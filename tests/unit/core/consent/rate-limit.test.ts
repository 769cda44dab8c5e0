import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addressPolicy,
  type Buckets,
  contendedAttempt,
  refundAttempt,
  selectorPolicy,
  startAttempt,
} from "#core/consent/rate-limit";

const start = "2026-11-23T12:00:00.000Z";
const later = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();
const fresh: Buckets = { address: undefined, selector: undefined };

/** That many wrong tries, at one moment. */
function spent(tries: number, purpose: "withdraw" | "other" = "other"): Buckets {
  let buckets = fresh;
  for (let index = 0; index < tries; index += 1) buckets = startAttempt(purpose, buckets, start);
  return buckets;
}

test("five wrong tries on one code are looked at, the sixth has to wait ten minutes", () => {
  expect(startAttempt("other", spent(4), start)).toMatchObject({ check: true, isSlow: false });
  expect(startAttempt("other", spent(5), start)).toMatchObject({
    check: false,
    retryAfterSeconds: 600,
  });
  expect(startAttempt("other", spent(5), later(599)).check).toBe(false);
  expect(startAttempt("other", spent(5), later(600)).check).toBe(true);
});

test("a withdrawal is looked at however many tries there were before, in the slow lane", () => {
  for (const tries of [5, 50, 500]) {
    const attempt = startAttempt("withdraw", spent(tries, "withdraw"), start);
    expect(attempt).toMatchObject({ check: true, isSlow: true });
  }
  expect(startAttempt("withdraw", spent(500), start).check).toBe(true);
});

test("an address that tries many codes has to wait, even on codes it never tried", () => {
  let address: Buckets["address"];
  for (let index = 0; index < addressPolicy.capacity; index += 1) {
    ({ address } = startAttempt("other", { address, selector: undefined }, start));
  }
  expect(startAttempt("other", { address, selector: undefined }, start)).toMatchObject({
    check: false,
    retryAfterSeconds: 120,
  });
});

test("a right code costs nothing", () => {
  let buckets = fresh;
  for (let index = 0; index < 100; index += 1) {
    const attempt = startAttempt("other", buckets, start);
    expect(attempt.check).toBe(true);
    buckets = refundAttempt(attempt);
  }
});

test("a refusal takes nothing, so that waiting is what helps", () => {
  const refused = startAttempt("other", spent(5), start);
  expect(refused.selector.tokens).toBe(0);
  expect(startAttempt("other", refused, later(600)).check).toBe(true);
});

test("a clock that goes back adds no tries, and one that leaps ahead fills each bucket once", () => {
  expect(startAttempt("other", spent(5), later(-1_000_000)).check).toBe(false);
  const leapt = startAttempt("other", spent(5), later(1e9));
  expect(leapt.selector.tokens).toBe(selectorPolicy.capacity - 1);
  expect(startAttempt("other", spent(5), "not a time").check).toBe(false);
  expect(startAttempt("withdraw", spent(5), "not a time").check).toBe(true);
});

test("no sequence of tries is looked at more often than the policy allows, and no withdrawal is ever left", () => {
  const tries = fc.array(
    fc.record({
      seconds: fc.integer({ min: -60, max: 900 }),
      purpose: fc.constantFrom("withdraw" as const, "other" as const),
    }),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(tries, (sequence) => {
      let buckets = fresh;
      let seconds = 0;
      let newest = 0;
      let checked = 0;
      let elapsed = 0;
      for (const { seconds: step, purpose } of sequence) {
        seconds += step;
        // What went back is passed through again: the bucket may count it twice, never more.
        elapsed += Math.max(0, step);
        newest = Math.max(newest, seconds);
        const attempt = startAttempt(purpose, buckets, later(seconds));
        if (purpose === "withdraw") expect(attempt.check).toBe(true);
        if (attempt.check && !attempt.isSlow) checked += 1;
        buckets = attempt;
      }
      expect(checked).toBeLessThanOrEqual(
        selectorPolicy.capacity + (elapsed / 3600) * selectorPolicy.refillPerHour + 1e-6,
      );
    }),
  );
});

test("who cannot be counted for the crowd is treated as with empty buckets, and a withdrawal is heard", () => {
  const counted = startAttempt("other", fresh, start);
  expect(contendedAttempt("other", counted)).toMatchObject({ check: false, retryAfterSeconds: 60 });
  expect(contendedAttempt("withdraw", counted)).toMatchObject({ check: true, isSlow: true });
});
