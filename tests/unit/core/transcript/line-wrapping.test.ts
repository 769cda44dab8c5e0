import fc from "fast-check";
import { expect, test } from "vitest";

import {
  breakableSpaces,
  displayLength,
  flattenText,
  wrapLines,
} from "#core/transcript/line-wrapping";

import { cueText } from "../../../support/transcript-arbitraries.ts";

test("two lines are balanced and break after a mark rather than within a phrase", () => {
  expect(wrapLines("Maintenant, c'est moi qui montre les gestes aux nouveaux.", 32)).toEqual([
    "Maintenant, c'est moi qui montre",
    "les gestes aux nouveaux.",
  ]);
  expect(wrapLines("Elle sait compter, organiser et écouter", 32)).toEqual([
    "Elle sait compter,",
    "organiser et écouter",
  ]);
});

test("a line never breaks at a no-break space", () => {
  expect(wrapLines("Est-ce que tu veux te reposer\u00a0? Pas encore", 32)).toEqual([
    "Est-ce que tu veux te reposer\u00a0?",
    "Pas encore",
  ]);
  expect(wrapLines("« un »", 3)).toEqual(["«", "un", "»"]);
  expect(wrapLines("«\u00a0un\u00a0»", 3)).toEqual(["«\u00a0un\u00a0»"]);
});

test("accents written apart and Arabic vowel marks take no column", () => {
  expect(displayLength("e\u0301te\u0301")).toBe(3);
  expect(displayLength("مُحَمَّد")).toBe(4);
});

test("a text has as many columns as its signs taken one by one, whatever stands beside them", () => {
  const sign = fc.oneof(
    fc.constantFrom(
      "é",
      "’",
      "…",
      "\u00ad",
      "\u0301",
      "\u200b",
      "\u2011",
      "\u202a",
      "\u202f",
      "😀",
      "م",
    ),
    fc.string({ unit: "binary", maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      const alone = signs.map((one) => displayLength(one));
      expect(displayLength(signs.join(""))).toBe(alone.reduce((sum, columns) => sum + columns, 0));
      // Beside a sign that is no plain text, everything is taken apart.
      expect(displayLength(`${signs.join("")}\u0301`)).toBe(displayLength(signs.join("")));
    }),
  );
});

test("lines keep every word and stay within the width unless one word is longer", () => {
  fc.assert(
    fc.property(cueText, fc.integer({ min: 8, max: 65 }), (text, charsMax) => {
      const lines = wrapLines(text, charsMax);
      expect(lines.join(" ")).toBe(flattenText(text));
      for (const line of lines) {
        if (line.includes(" ")) expect(displayLength(line)).toBeLessThanOrEqual(charsMax);
      }
    }),
  );
});

test("single spaces within a line stay, and whatever else a line may break at becomes one of them", () => {
  const pieces = fc.array(
    fc.constantFrom("oui", "l'été", "\u00a0", "\u202f", " ", "  ", "\t", "\n", "\u0085", "\u2028"),
  );
  fc.assert(
    fc.property(pieces, (texts) => {
      const text = texts.join("");
      const words = text.split(breakableSpaces).filter((word) => word !== "");
      expect(flattenText(text)).toBe(words.join(" "));
    }),
  );
});

test("a text of signs that take no column breaks where the same text breaks without them", () => {
  const word = fc.constantFrom(
    "Maintenant,",
    "jour.",
    "montre",
    "gestes",
    "nouveaux",
    "le",
    "à",
    "»",
  );
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 8, max: 65 }),
      (words, charsMax) => {
        const joiner = "\u200d";
        const joined = words.map((each) => each.replace(/^\p{L}{2}(?=\p{L}{2})/u, `$&${joiner}`));
        const lines = wrapLines(joined.join(" "), charsMax);
        expect(lines.map((line) => line.replaceAll(joiner, ""))).toEqual(
          wrapLines(words.join(" "), charsMax),
        );
      },
    ),
  );
});

test("there are two lines only where the words do not fit into one", () => {
  fc.assert(
    fc.property(cueText, fc.integer({ min: 8, max: 65 }), (text, charsMax) => {
      expect(wrapLines(text, charsMax).length === 1).toBe(
        displayLength(text) <= charsMax || !text.includes(" "),
      );
    }),
  );
});
