import { expect, test } from "vitest";
import { monthOf } from "#core/press/catalogue";
import { archivedMonths, archiveNames, newestFirst, storiesInArchive } from "#core/feed/archive";
import { cardsApart } from "../../../support/card-builder.ts";

const months = (cards: readonly { publishedAt: string }[]) => [...new Set(cards.map(monthOf))];

test("up to 300 stories there is nothing to archive", () => {
  const cards = cardsApart(300, 24);
  expect(archivedMonths(cards, months(cards))).toEqual([]);
});

test("with one story more, the months from the 300th story on are archived, newest first", () => {
  const cards = cardsApart(301, 24);
  const last = cards[299];
  const archived = archivedMonths(cards, months(cards));
  expect(archived[0]).toBe(last && monthOf(last));
  expect(archived).toEqual(archived.toSorted().reverse());
  const inBoth = new Set([...cards.slice(0, 300).map(monthOf), ...archived]);
  expect(months(cards).every((month) => inBoth.has(month))).toBe(true);
});

test("a month of more than 300 stories is cut from its oldest on, so that a new one moves none", () => {
  const ofMonth = cardsApart(650, 1, "2026-03-31T23:00:00.000Z").toSorted(newestFirst);
  const names = archiveNames({ month: "2026-03", parts: 3 });
  expect(names).toEqual(["2026-03", "2026-03-2", "2026-03-1"]);
  const parts = names.map((name) => storiesInArchive(name, ofMonth));
  expect(parts.map(({ length }) => length)).toEqual([50, 300, 300]);
  expect(parts.flat()).toEqual(ofMonth);
  const withoutNewest = ofMonth.slice(1);
  expect(storiesInArchive("2026-03-1", withoutNewest)).toEqual(parts[2]);
  expect(storiesInArchive("2026-03-2", withoutNewest)).toEqual(parts[1]);
});

test("stories of the same instant stand in the order of their ids", () => {
  const same = "2026-03-14T09:00:00.000Z";
  const stories = ["b", "a", "c"].map((id) => ({ id, publishedAt: same }));
  expect(stories.toSorted(newestFirst).map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("moments are compared, not their spelling", () => {
  const earlier = { id: "a", publishedAt: "2026-03-14T09:00:00Z" };
  const half = { id: "b", publishedAt: "2026-03-14T09:00:00.500Z" };
  expect([earlier, half].toSorted(newestFirst)[0]).toBe(half);
});
