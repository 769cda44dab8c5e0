import fc from "fast-check";
import { expect, test } from "vitest";
import { type Letter, shareDrawing, sharePictureSvg } from "#core/picture/share-picture";

const waveform = Array.from({ length: 240 }, (_, index) => (1 + Math.sin(index / 7)) / 2);

/** A face whose letters are all squares of half the size; it has no letters above U+024F. */
const squares: Letter = (text, sizePx) =>
  /[^\u0000-\u024f’]/u.test(text)
    ? undefined
    : { path: `M0 0h${text.length}`, widthPx: (text.length * sizePx) / 2 };

const linesOf = (svg: string) =>
  [...svg.matchAll(/translate\((\d+) (\d+)\)" d="M0 0h(\d+)"/g)].map(([, x, y, letters]) => ({
    x: Number(x),
    y: Number(y),
    letters: Number(letters),
  }));

test("whatever the title, the drawing holds no text, link or script, and its words stay inside", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string(), (title, seed) => {
      const svg = sharePictureSvg({ waveform, seed, title }, squares);
      expect(svg).toMatch(/^<svg [^<>]*>(<(rect|circle|path) [^<>]*\/>)+<\/svg>$/);
      for (const { x, y } of linesOf(svg)) {
        expect(x).toBeGreaterThanOrEqual(560);
        expect(y).toBeGreaterThan(72);
        expect(y).toBeLessThan(630 - 40);
      }
    }),
  );
});

test("a short title is written large on few lines, a long one smaller on more", () => {
  const short = linesOf(sharePictureSvg({ waveform, seed: "a", title: "Un pas sûr" }, squares));
  const title = "Ce que j’ai compris le jour où la porte de l’atelier s’est ouverte devant moi";
  const long = linesOf(sharePictureSvg({ waveform, seed: "a", title }, squares));
  expect(short.length).toBeLessThan(long.length);
  expect(long.reduce((sum, { letters }) => sum + letters, 0)).toBe(title.length - long.length + 1);
  const step = (lines: readonly { y: number }[]) => (lines[1]?.y ?? 0) - (lines[0]?.y ?? 0);
  expect(step(long)).toBeGreaterThan(30);
});

test("a title that cannot be written or does not fit is left out whole, never half", () => {
  for (const title of ["حكايتي", "a".repeat(80), "mot ".repeat(60)]) {
    expect(linesOf(sharePictureSvg({ waveform, seed: "a", title }, squares)), title).toEqual([]);
  }
});

test("another title is another drawing, so that a renamed story is drawn anew", () => {
  expect(shareDrawing("Un")).toBe(shareDrawing("Un"));
  expect(shareDrawing("Un")).not.toBe(shareDrawing("Deux"));
});
