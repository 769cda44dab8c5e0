/**
 * The cover of a story: its minute as a ring of sixty rays around a calm light,
 * beginning at twelve o'clock and running clockwise, each ray as long as the
 * voice was loud. No words: names and titles can change or be withdrawn, and a
 * picture is copied everywhere.
 */
import { voicePaletteOf } from "./voice-palette.ts";

/** Drawn in these units; how many pixels they become is the artist's business. */
const side = 3000;
const centre = side / 2;
/** One for each second of a minute, and still 3 px wide on the smallest cover (160 px). */
const rays = 60;
const rayWidth = 56;
const rayStart = 800;
const rayShortest = 24;
const rayLongest = 540;
/** The light in the middle: white of this opacity over the ground, one disc upon the other. */
const discs = [
  { radius: 1385, opacity: 0.12 },
  { radius: 672, opacity: 0.26 },
  { radius: 452, opacity: 0.3 },
  { radius: 240, opacity: 0.42 },
] as const;

export type CoverSubject = {
  /** Values from 0 to 1, as core/audio/waveform makes them. */
  readonly waveform: readonly number[];
  /** An opaque id: it chooses the colours, always the same ones, and says nothing about anyone. */
  readonly seed: string;
};

/**
 * Promise: a square SVG without text, fonts, links or scripts; the same subject
 * always gives the same drawing. The rays' ink stands at 7:1 or more on the
 * ground (voice-palette), and white beneath them only adds to it.
 */
export function coverSvg({ waveform, seed }: CoverSubject): string {
  const { field, ink } = voicePaletteOf(seed);
  const ring = rayLevels(waveform).map(drawRay).join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}">`,
    `<rect width="${side}" height="${side}" fill="${field}"/>`,
    ...discs.map(
      ({ radius, opacity }) =>
        `<circle cx="${centre}" cy="${centre}" r="${radius}" fill="#ffffff" fill-opacity="${opacity}"/>`,
    ),
    `<path d="${ring}" fill="none" stroke="${ink}" stroke-width="${rayWidth}" stroke-linecap="round"/>`,
    `</svg>`,
  ].join("");
}

/**
 * One level a ray: its slice's mean power, softened by its neighbours, spread
 * so that the quietest is 0 and the loudest 1. A voice that never changes (or a
 * waveform of zeros) becomes an even ring at half length.
 */
function rayLevels(waveform: readonly number[]): readonly number[] {
  const powers = Array.from({ length: rays }, (_, index) => meanPower(waveform, index));
  const soft = powers.map((power, index) => {
    const before = powers.at(index - 1) ?? power;
    const after = powers[(index + 1) % rays] ?? power;
    return 0.2 * before + 0.6 * power + 0.2 * after;
  });
  const lowest = Math.min(...soft);
  const range = Math.max(...soft) - lowest;
  return soft.map((level) => (range === 0 ? 0.5 : (level - lowest) / range));
}

function meanPower(waveform: readonly number[], index: number): number {
  const from = Math.floor((index * waveform.length) / rays);
  const to = Math.max(from + 1, Math.floor(((index + 1) * waveform.length) / rays));
  const slice = waveform.slice(from, to);
  return Math.sqrt(
    slice.reduce((sum, value) => sum + value * value, 0) / Math.max(1, slice.length),
  );
}

/** Half a step past twelve, so that the beginning and the end stand on either side of it. */
function drawRay(level: number, index: number): string {
  const angle = ((index + 0.5) / rays) * 2 * Math.PI;
  const end = rayStart + rayShortest + level * (rayLongest - rayShortest);
  return `M${pointAt(angle, rayStart)}L${pointAt(angle, end)}`;
}

const pointAt = (angle: number, radius: number): string =>
  `${Math.round(centre + Math.sin(angle) * radius)} ${Math.round(centre - Math.cos(angle) * radius)}`;
