import fc from "fast-check";
import { expect, test } from "vitest";
import { joinedSpans, keptSpans, type Span, timeWithout, withMoreRemoved } from "#core/audio/spans";

/** In tenths, so that no two ends are a rounding apart. */
const span = fc
  .tuple(fc.integer({ min: 0, max: 590 }), fc.integer({ min: 1, max: 100 }))
  .map(([start, length]): Span => ({
    startSeconds: start / 10,
    endSeconds: Math.min(600, start + length) / 10,
  }));
const spans = fc.array(span, { maxLength: 8 });
const lengthOf = (all: readonly Span[]) =>
  all.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
const isIn = (all: readonly Span[], at: number) =>
  all.some(({ startSeconds, endSeconds }) => at > startSeconds && at < endSeconds);

test("what is kept and what is removed are the whole recording, each moment in one of them", () => {
  fc.assert(
    fc.property(spans, (removed) => {
      const kept = keptSpans(removed, 60);
      expect(lengthOf(kept) + lengthOf(joinedSpans(removed))).toBeCloseTo(60, 6);
      for (let at = 0.05; at < 60; at += 0.1) expect(isIn(kept, at)).toBe(!isIn(removed, at));
    }),
  );
});

test("a kept moment lies behind as much sound as was kept before it", () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 0, max: 600 }), (removed, tenth) => {
      const at = tenth / 10;
      const before = lengthOf(keptSpans(removed, at));
      expect(timeWithout(removed, at)).toBeCloseTo(before, 6);
    }),
  );
});

test("removing twice is removing once: one list from the recording before says the same", () => {
  fc.assert(
    fc.property(spans, spans, (first, second) => {
      const left = lengthOf(keptSpans(first, 60));
      fc.pre(left > 1);
      const more = second.filter(({ endSeconds }) => endSeconds <= left);
      const once = withMoreRemoved(first, more);
      expect(lengthOf(keptSpans(once, 60))).toBeCloseTo(lengthOf(keptSpans(more, left)), 6);
      for (const at of [0.5, 12.3, 31.7, 44.4]) {
        const twice = timeWithout(more, timeWithout(first, at));
        expect(timeWithout(once, at)).toBeCloseTo(twice, 6);
      }
    }),
  );
});

test("a passage behind one that is gone is found where it was before", () => {
  const first = [{ startSeconds: 10, endSeconds: 15 }];
  expect(withMoreRemoved(first, [{ startSeconds: 20, endSeconds: 22 }])).toEqual([
    { startSeconds: 10, endSeconds: 15 },
    { startSeconds: 25, endSeconds: 27 },
  ]);
  // One that reaches over the joint takes what is left on both sides of it.
  expect(withMoreRemoved(first, [{ startSeconds: 9, endSeconds: 11 }])).toEqual([
    { startSeconds: 9, endSeconds: 16 },
  ]);
});
