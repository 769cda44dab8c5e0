/** A page in bytes, with holes: what thousands of pages have alike is encoded once and copied. */
import { holeMark, type Parts } from "../src/hole.ts";

export type Frame = {
  /** What comes before each hole. */
  readonly pieces: readonly { readonly before: Uint8Array; readonly hole: string }[];
  readonly end: Uint8Array;
  readonly bytes: number;
};

const encoder = new TextEncoder();

/**
 * Cuts a page at its holes. Throws when a hole has no part of its name, or a part no
 * hole: something would be missing on every page that is made of it.
 */
export function cutFrame(html: string, names: readonly string[]): Frame {
  const cuts = html.split(holeMark);
  const holes = cuts.filter((_, index) => index % 2 === 1);
  const amiss = [
    ...holes.filter((name) => !names.includes(name)),
    ...names.filter((name) => !holes.includes(name)),
  ];
  if (amiss.length > 0 || cuts.length % 2 === 0)
    throw new Error(`holes and parts of a page differ: ${amiss.join(", ")}`);
  const encoded = cuts.map((text) => encoder.encode(text));
  const [end = new Uint8Array()] = encoded.slice(-1);
  const pieces = holes.map((hole, index) => ({
    before: encoded[2 * index] ?? new Uint8Array(),
    hole,
  }));
  const bytes = pieces.reduce((sum, { before }) => sum + before.length, end.length);
  return { pieces, end, bytes };
}

/** UTF-8 has at most three bytes for each unit of UTF-16. */
const bytesOfUnitMax = 3;

/** Where pages are put together, one after the other: a page takes no more room than it has bytes. */
let bench = new Uint8Array(256 * 1_024);

/** The page with its own parts in their holes. */
export function fillFrame({ pieces, end, bytes }: Frame, parts: Parts): Uint8Array {
  const units = pieces.reduce((sum, { hole }) => sum + (parts[hole] ?? "").length, 0);
  const room = bytes + units * bytesOfUnitMax;
  if (bench.length < room) bench = new Uint8Array(room);
  let at = 0;
  for (const { before, hole } of pieces) {
    bench.set(before, at);
    at += before.length;
    at += encoder.encodeInto(parts[hole] ?? "", bench.subarray(at)).written;
  }
  bench.set(end, at);
  return bench.slice(0, at + end.length);
}
