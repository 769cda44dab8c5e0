import { expect, test } from "vitest";
import { errorRate, scoredWords, wordErrors } from "../../scripts/word-error-rate.ts";

test("words are compared without case and punctuation, elisions apart", () => {
  expect(scoredWords("L’été, qu'elle aime… C'est-à-dire : OUI !")).toEqual([
    "l",
    "été",
    "qu",
    "elle",
    "aime",
    "c",
    "est",
    "à",
    "dire",
    "oui",
  ]);
});

test("each kind of error is counted once, and the fewest are taken", () => {
  expect(wordErrors("un deux trois quatre", "un deux trois quatre")).toEqual({
    substitutions: 0,
    deletions: 0,
    insertions: 0,
    words: 4,
  });
  expect(wordErrors("un deux trois quatre", "un dix trois")).toEqual({
    substitutions: 1,
    deletions: 1,
    insertions: 0,
    words: 4,
  });
  expect(wordErrors("un deux", "un et deux et")).toMatchObject({ insertions: 2 });
  expect(errorRate(wordErrors("un deux trois quatre", "un dix trois"))).toBe(0.5);
  expect(errorRate(wordErrors("un", "deux trois"))).toBe(2);
  expect(wordErrors("un deux", "")).toMatchObject({ deletions: 2 });
});
