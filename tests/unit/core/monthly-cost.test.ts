import fc from "fast-check";
import { expect, test } from "vitest";
import { monthlyCost, type MonthlyUse, pricesAsOf } from "#core/monthly-cost";

const sum = (use: MonthlyUse) =>
  monthlyCost(use).reduce((total, { dollars }) => total + dollars, 0);
const use = { listens: 10_000, stories: 200, newStories: 10, pageViews: 30_000 };

test("each line is its quantity times its price, and the bytes of a listen are counted", () => {
  for (const { quantity, price, dollars } of monthlyCost(use))
    expect(dollars).toBeCloseTo(quantity * price, 10);
  const bytes = monthlyCost(use).find(({ what }) => what === "CloudFront, bytes");
  // 10,000 × 0.75 MB + 30,000 × 0.12 MB
  expect(bytes).toMatchObject({ quantity: 11.1, price: 0.085, readIn: "page" });
});

test("each price names the page that it comes from, and says where it was read, or that it was nowhere", () => {
  const lines = monthlyCost(use);
  for (const { what, source, readIn = "page" } of lines) {
    expect(source, what).toMatch(/^aws\.amazon\.com\/[a-z0-9]+\/pricing/);
    if (readIn === "page") continue;
    const published = /^list of (\d{4}-\d\d-\d\d)$/.exec(readIn)?.[1] ?? "";
    expect(Date.parse(published), what).toBeLessThanOrEqual(Date.parse(pricesAsOf));
  }
  expect(lines.filter(({ readIn }) => readIn === "page").map(({ what }) => what)).toEqual([
    "CloudFront, bytes",
    "Gate at the edge",
    "Key of the alarms' topic",
  ]);
  // A price that is put right is taken off this list by whoever read it.
  expect(lines.filter(({ readIn }) => readIn === undefined).map(({ what }) => what)).toEqual([
    "Gate's list, reads",
    "DynamoDB, storage",
    "DynamoDB, point in time",
    "Container of the sound machine",
    "Mail",
  ]);
});

test("more of anything never costs less, and nothing at all costs only what waits", () => {
  const counts = fc.record({
    listens: fc.nat(1e6),
    stories: fc.nat(1e5),
    newStories: fc.nat(1e4),
    pageViews: fc.nat(1e6),
  });
  const names = fc.constantFrom("listens", "stories", "newStories", "pageViews");
  fc.assert(
    fc.property(counts, names, fc.nat(1e5), (base, name, more) => {
      expect(sum({ ...base, [name]: base[name] + more })).toBeGreaterThanOrEqual(sum(base));
    }),
  );
  const idle = sum({ listens: 0, stories: 0, newStories: 0, pageViews: 0 });
  expect(idle).toBeGreaterThan(0);
  expect(idle).toBeLessThan(5);
});

test("what is no count is refused", () => {
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => monthlyCost({ ...use, listens: bad })).toThrow(RangeError);
});
