import fc from "fast-check";
import { expect, test } from "vitest";
import { excerptOf, piecesOf } from "../../../site/src/scripts/search/excerpt.ts";

const isBois = (word: string) => word.toLowerCase() === "bois";

test("pieces put together again are the text, and those marked are words looked for", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.boolean(), (text, hit) => {
      const pieces = piecesOf(text, () => hit);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }),
  );
  expect(piecesOf("Le bois, l’autre bois.", isBois).filter(({ hit }) => hit)).toHaveLength(2);
});

test("an excerpt is a piece of the text around the first word looked for, cut between words", () => {
  const text = `${"Il y avait une fois un atelier. ".repeat(20)}Le bois sentait bon. ${"Et puis la suite. ".repeat(20)}`;
  const excerpt = excerptOf(text, isBois, 120);
  expect(excerpt).toContain("Le bois sentait");
  expect(excerpt.length).toBeLessThan(130);
  expect(excerpt).toMatch(/^… \S.*\S …$/);
  expect(text).toContain(excerpt.slice(2, -2));
  expect(excerptOf("Court.", isBois, 120)).toBe("Court.");
  expect(excerptOf("mot ".repeat(100).trim(), isBois, 40)).toMatch(/^mot (mot )+…$/);
});
