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

test("the rate is the one that jiwer 4.0.0 gives, a scorer of others", () => {
  // jiwer.wer(reference, heard), on words that were made alike first.
  const scored: readonly (readonly [string, string, number])[] = [
    ["un deux trois quatre cinq", "un deux deux trois six cinq", 0.4],
    [
      "elle n a pas travaillé pendant un an",
      "elle a travaillé pendant pendant un un an et demi",
      0.75,
    ],
    ["a b c d e f g", "g f e d c b a", 0.8571428571428571],
    ["le matin nous ouvrons la porte", "la porte le matin", 1.0],
    ["oui", "non oui non", 2.0],
    [
      "je viens de loin et chaque matin nous ouvrons la porte du jardin",
      "je viens loin chaque chaque matin on ouvre la porte jardin",
      0.38461538461538464,
    ],
  ];
  for (const [reference, heard, rate] of scored)
    expect(errorRate(wordErrors(reference, heard)), heard).toBeCloseTo(rate, 12);
});
