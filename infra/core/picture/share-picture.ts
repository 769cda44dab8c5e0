/**
 * The picture that stands for a story, a show or a project where its address is
 * shared: its ring on its colour, and what it is called. Names of people are
 * never drawn: a title is agreed to with the words, a name is a yes of its own.
 */
import { hashOf } from "../hash.ts";
import { type Ray, ringRays } from "./ring.ts";
import { voicePaletteOf } from "./voice-palette.ts";

/** What previews ask for (Open Graph, 1.91 to 1). */
export const shareWidthPx = 1200;
export const shareHeightPx = 630;

const margin = 72;
const ringCentre = { x: 300, y: 315 };
/** Where words stand: right of the ring. */
const words = {
  x: 600,
  widthPx: shareWidthPx - 600 - margin,
  heightPx: shareHeightPx - 2 * margin,
};
const linesMax = 6;
/** Largest first; the first that fits is taken. */
const sizesPx = [84, 72, 62, 54, 47, 41, 36] as const;
const leading = 1.14;

/** Grows when the same subject is drawn otherwise. */
const drawing = 1;

/** Names what is written on a story's picture: one with another title is drawn anew before it is public. */
export const shareDrawing = (title: string): string => hashOf({ drawing, title });

/** A piece of text as outlines: an SVG path that begins at 0 0 on the base line, and how wide it is. */
export type Lettering = { readonly path: string; readonly widthPx: number };

/** Draws text in a face of so many pixels; undefined when the face lacks a letter of it. */
export type Letter = (text: string, sizePx: number) => Lettering | undefined;

export type ShareSubject = {
  /** Values from 0 to 1, as core/audio/waveform makes them. */
  readonly waveform: readonly number[];
  /** An opaque id or a slug: it chooses the colours. */
  readonly seed: string;
  readonly title: string;
};

/**
 * Promise: an SVG of 1200 × 630 without text, fonts, links or scripts; the same
 * subject always gives the same drawing. A title that the face cannot write, or
 * that does not fit at its smallest, is left out, and the ring stands in the middle.
 */
export function sharePictureSvg({ waveform, seed, title }: ShareSubject, letter: Letter): string {
  const { field, ink } = voicePaletteOf(seed);
  const lines = fittingLines(title, letter);
  const centre = lines === undefined ? { x: shareWidthPx / 2, y: ringCentre.y } : ringCentre;
  const rays = ringRays(waveform, { start: 118, shortest: 6, longest: 118 });
  const disc = (radius: number, opacity: number) =>
    `<circle cx="${centre.x}" cy="${centre.y}" r="${radius}" fill="#ffffff" fill-opacity="${opacity}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${shareWidthPx} ${shareHeightPx}" width="${shareWidthPx}" height="${shareHeightPx}">`,
    `<rect width="${shareWidthPx}" height="${shareHeightPx}" fill="${field}"/>`,
    disc(98, 0.26),
    disc(66, 0.3),
    disc(35, 0.42),
    `<path d="${rays.map((ray) => drawRay(ray, centre)).join("")}" fill="none" stroke="${ink}" stroke-width="9" stroke-linecap="round"/>`,
    ...(lines ?? []).map(
      ({ path, x, y }) => `<path transform="translate(${x} ${y})" d="${path}" fill="${ink}"/>`,
    ),
    `</svg>`,
  ].join("");
}

type Line = Lettering & { readonly x: number; readonly y: number };

function fittingLines(title: string, letter: Letter): readonly Line[] | undefined {
  // Spaces that do not break keep their words together.
  const curved = title.replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
  const pieces = curved.split(/[ \t\n]+/).filter((piece) => piece !== "");
  if (pieces.length === 0) return undefined;
  for (const sizePx of sizesPx) {
    const lines = breakLines(pieces, sizePx, letter);
    const heightPx = (lines?.length ?? 0) * sizePx * leading;
    if (lines === undefined || lines.length > linesMax || heightPx > words.heightPx) continue;
    const top = (shareHeightPx - heightPx) / 2;
    return lines.map((line, index) => ({
      ...line,
      x: words.x,
      // The base line stands at about four fifths of a line's height.
      y: Math.round(top + (index + 0.8) * sizePx * leading),
    }));
  }
  return undefined;
}

/** As many pieces on each line as fit; undefined when one alone is too wide, or cannot be written. */
function breakLines(
  pieces: readonly string[],
  sizePx: number,
  letter: Letter,
): readonly Lettering[] | undefined {
  const lines: Lettering[] = [];
  let text = "";
  let current: Lettering | undefined;
  for (const piece of pieces) {
    const longer = text === "" ? piece : `${text} ${piece}`;
    const tried = letter(longer, sizePx);
    if (tried === undefined) return undefined;
    if (tried.widthPx <= words.widthPx) {
      [text, current] = [longer, tried];
      continue;
    }
    const alone = letter(piece, sizePx);
    if (current === undefined || alone === undefined || alone.widthPx > words.widthPx)
      return undefined;
    lines.push(current);
    [text, current] = [piece, alone];
  }
  return current === undefined ? undefined : [...lines, current];
}

function drawRay({ angle, from, to }: Ray, { x, y }: { readonly x: number; readonly y: number }) {
  const at = (radius: number) =>
    `${Math.round(x + Math.sin(angle) * radius)} ${Math.round(y - Math.cos(angle) * radius)}`;
  return `M${at(from)}L${at(to)}`;
}
