/**
 * The cover of a story: its minute as a ring of sixty rays around a calm light,
 * beginning at twelve o'clock and running clockwise, each ray as long as the
 * voice was loud. No words: names and titles can change or be withdrawn, and a
 * picture is copied everywhere.
 */
import { type Ray, ringRays } from "./ring.ts";
import { voicePaletteOf } from "./voice-palette.ts";

/** Drawn in these units; how many pixels they become is the artist's business. */
const side = 3000;
const centre = side / 2;
/** Still 3 px wide on the smallest cover (160 px). */
const rayWidth = 56;
const measures = { start: 800, shortest: 24, longest: 540 };
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
  const ring = ringRays(waveform, measures).map(drawRay).join("");
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

function drawRay({ angle, from, to }: Ray): string {
  return `M${pointAt(angle, from)}L${pointAt(angle, to)}`;
}

const pointAt = (angle: number, radius: number): string =>
  `${Math.round(centre + Math.sin(angle) * radius)} ${Math.round(centre - Math.cos(angle) * radius)}`;
