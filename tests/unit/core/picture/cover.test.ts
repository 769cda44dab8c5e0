import fc from "fast-check";
import { expect, test } from "vitest";

import { coverSvg } from "#core/picture/cover";
import { voicePalettes } from "#core/picture/voice-palette";

const waveform = Array.from({ length: 240 }, (_, index) => (1 + Math.sin(index / 7)) / 2);

/** Relative luminance by WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const rays = (svg: string): { from: number; to: number }[] =>
  [...svg.matchAll(/M(\d+) (\d+)L(\d+) (\d+)/g)].map(([, ...numbers]) => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers.map((number) => Number(number) - 1500);
    return { from: Math.hypot(x0, y0), to: Math.hypot(x1, y1) };
  });

test("the same voice and id always give the same drawing, another id other colours at most", () => {
  expect(coverSvg({ waveform, seed: "a1" })).toBe(coverSvg({ waveform, seed: "a1" }));
  const seeds = Array.from({ length: 40 }, (_, index) => `seed-${index}`);
  const drawings = new Set(seeds.map((seed) => coverSvg({ waveform, seed })));
  expect(drawings.size).toBe(voicePalettes.length);
  expect(rays(coverSvg({ waveform, seed: "a1" }))).toEqual(
    rays(coverSvg({ waveform, seed: "b2" })),
  );
});

test("ink and ground are AA apart in every palette a cover can have", () => {
  for (const { field, ink } of voicePalettes) {
    const [light = 0, dark = 0] = [luminance(field), luminance(ink)].toSorted((a, b) => b - a);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  }
});

test("sixty rays stand on one circle, inside the picture, longer where the voice is louder", () => {
  const quietThenLoud = Array.from({ length: 240 }, (_, index) => (index < 120 ? 0.2 : 0.9));
  const drawn = rays(coverSvg({ waveform: quietThenLoud, seed: "x" }));
  expect(drawn).toHaveLength(60);
  for (const { from, to } of drawn) {
    expect(Math.abs(from - 800)).toBeLessThan(2);
    expect(to).toBeLessThan(1460);
  }
  expect(drawn[45]?.to ?? 0).toBeGreaterThan((drawn[15]?.to ?? 0) + 400);
});

test("the drawing holds no text, link or script, whatever the id says", () => {
  const points = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 });
  fc.assert(
    fc.property(points, fc.string(), (anyWaveform, seed) => {
      const svg = coverSvg({ waveform: anyWaveform, seed });
      expect(svg).toMatch(/^<svg [^<>]*>(<(rect|circle|path) [^<>]*\/>)+<\/svg>$/);
      expect(svg).not.toMatch(/NaN|Infinity|href|text|script|font/);
    }),
  );
});
