import { expect, test } from "vitest";
import { monthsBetween } from "../../../site/src/format/dates.ts";
import { placeInThread, threadsOf } from "../../../site/src/story/threads.ts";
import { aCard, idFrom } from "../../support/card-builder.ts";

const master = aCard({ word: "master", recordedOn: "2026-02-03" });
const apprentice = aCard({
  word: "apprentice",
  recordedOn: "2026-02-04",
  pairedWith: master.id,
});
const later = aCard({ word: "later", recordedOn: "2026-05-06", followUpOf: apprentice.id });
const alone = aCard({ word: "alone", recordedOn: "2026-03-01" });

const words = (threads: readonly (readonly { readonly id: string }[])[]) => {
  const names = new Map(
    ["master", "apprentice", "later", "alone"].map((word) => [idFrom(word), word]),
  );
  return threads.map((thread) => thread.map(({ id }) => names.get(id)));
};

test("stories that name each other stand together in order of their days, whatever the order of the list", () => {
  for (const cards of [
    [later, alone, apprentice, master],
    [master, later, alone, apprentice],
    [alone, apprentice, later, master],
  ]) {
    expect(words(threadsOf(cards)).toSorted((a, b) => b.length - a.length)).toEqual([
      ["master", "apprentice", "later"],
      ["alone"],
    ]);
  }
});

test("without the story between them, two stories are two lines", () => {
  expect(words(threadsOf([later, master]))).toEqual([["later"], ["master"]]);
});

test("each half of a pair names the other, and a follow-up says how much later it is", () => {
  const thread = [master, apprentice, later];
  expect(placeInThread(master, thread)).toEqual({ otherHalf: apprentice });
  expect(placeInThread(apprentice, thread)).toEqual({ otherHalf: master });
  expect(placeInThread(later, thread)).toEqual({ monthsLater: 3 });
  expect(placeInThread(later, [later, master])).toEqual({});
});

test("a month is over on the same day of the next, and not the day before", () => {
  expect(monthsBetween("2026-02-04", "2026-05-04")).toBe(3);
  expect(monthsBetween("2026-02-04", "2026-05-03")).toBe(2);
  expect(monthsBetween("2025-11-30", "2026-11-30")).toBe(12);
  expect(monthsBetween("2026-05-04", "2026-02-04")).toBe(0);
});
