import fc from "fast-check";
import { expect, test } from "vitest";

import { groupSentences, splitWords } from "#core/transcript/text";

const words = (text: string) => splitWords(text).map((word) => word.text);
const breaks = (text: string) => splitWords(text).map((word) => word.breakAfter);

test("a mark that stands alone joins its word with a no-break space", () => {
  expect(words("Me reposer ? Pas tout de suite !")).toEqual([
    "Me",
    "reposer\u00a0?",
    "Pas",
    "tout",
    "de",
    "suite\u00a0!",
  ]);
  expect(words("Il dit : « oui »")).toEqual(["Il", "dit\u00a0:", "«\u00a0oui\u00a0»"]);
});

test("no-break spaces that are already there stay", () => {
  expect(words("dit\u00a0: «\u202foui\u202f» !")).toEqual([
    "dit\u00a0:",
    "«\u202foui\u202f»\u00a0!",
  ]);
});

test("sentences end at full stops, questions and ellipses, also in Arabic", () => {
  expect(groupSentences(splitWords("Oui. Non ? Peut-être… On verra.")).length).toBe(4);
  expect(groupSentences(splitWords("هل تسمعني؟ نعم. شكرا.")).length).toBe(3);
});

test("abbreviations, initials, decimals and small letters do not end a sentence", () => {
  expect(groupSentences(splitWords("M. Durand et Mme. Roy ont 3.5 euros.")).length).toBe(1);
  expect(groupSentences(splitWords("Quoi ? dit-elle. Rien.")).length).toBe(2);
  expect(groupSentences(splitWords("J. Martin parle.")).length).toBe(1);
});

test("commas, colons and brackets end a clause", () => {
  expect(breaks("un, deux : trois (quatre) cinq")).toEqual([
    "clause",
    "clause",
    "clause",
    "clause",
    "sentence",
  ]);
});

test("control signs, direction overrides and soft hyphens vanish", () => {
  expect(words("bon\u0007jour \u202eevil\u202c co\u00adopère")).toEqual([
    "bonjour",
    "evil",
    "coopère",
  ]);
});

test("an empty text has no words, and marks alone are one word", () => {
  expect(splitWords(" \n\t ")).toEqual([]);
  expect(words("« …")).toHaveLength(1);
});

test("an endless word is cut so that lines stay lines", () => {
  expect(words("x".repeat(150)).map((word) => word.length)).toEqual([60, 60, 30]);
});

test("nothing that can be read is lost, whatever is typed", () => {
  const bare = (text: string) =>
    text.normalize("NFC").replace(/[\s\p{Cc}\p{Cf}\p{Cs}\p{Cn}\ufffd]/gu, "");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      expect(bare(words(text).join(" "))).toBe(bare(text));
    }),
  );
});

test("every word is in exactly one sentence, and the last word ends one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("oui", "non.", "et,", "M.", "Ah !", "Bien"), { minLength: 1 }),
      (parts) => {
        const split = splitWords(parts.join(" "));
        expect(groupSentences(split).flat()).toEqual(split);
        expect(split.at(-1)?.breakAfter).toBe("sentence");
      },
    ),
  );
});
