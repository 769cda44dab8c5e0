import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLettering } from "#adapters/opentype/lettering";

const face = "@fontsource/young-serif/files/young-serif-latin-400-normal.woff";
const letter = createLettering({ facePath: fileURLToPath(import.meta.resolve(face)) });
const french =
  "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿABCÉÈÀÇ '’«»!?:;,.-–0123456789\u00a0\u202f";

test("whatever is written in French, its outlines are numbers from end to end", () => {
  const words = fc.string({ unit: fc.constantFrom(...french), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(words, fc.integer({ min: 36, max: 84 }), (text, sizePx) => {
      const lettering = letter(text, sizePx);
      expect(lettering?.path).toMatch(/^([MLQC]-?\d+(\.\d)?( -?\d+(\.\d)?)+|Z)*$/);
      expect(lettering?.widthPx).toBeGreaterThan(0);
    }),
  );
});

test("longer text is wider, and spaces that hold words together are as wide as others", () => {
  const width = (text: string) => letter(text, 60)?.widthPx ?? 0;
  expect(width("Un pas sûr")).toBeGreaterThan(width("Un pas"));
  expect(width("«\u202fbois\u00a0»")).toBe(width("« bois »"));
  expect(letter("bois", 72)?.widthPx).toBeCloseTo(1.2 * width("bois"), 5);
});

test("a text with a letter that the face lacks is not written at all", () => {
  for (const text of ["حكايتي", "bois 🎙", "Łódź śmiech"]) expect(letter(text, 60)).toBeUndefined();
});
