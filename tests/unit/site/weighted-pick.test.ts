import fc from "fast-check";
import { expect, test } from "vitest";
import { weightedPick } from "../../../site/src/scripts/weighted-pick.ts";

test("every story of every month is as likely as every other", () => {
  const weights = [3, 0, 1];
  const hits = [0, 0, 0];
  for (let step = 0; step < 400; step += 1) {
    const place = weightedPick(weights, step / 400) ?? -1;
    hits[place] = (hits[place] ?? 0) + 1;
  }
  expect(hits).toEqual([300, 0, 100]);
});

test("what is picked has a weight, unless nothing has one", () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.nat(50)), chance, (weights, at) => {
      const place = weightedPick(weights, at);
      const isEmpty = weights.every((weight) => weight === 0);
      expect(place === undefined).toBe(isEmpty);
      if (place !== undefined) expect(weights[place]).toBeGreaterThan(0);
    }),
  );
});
