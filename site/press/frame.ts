/** A page in bytes, with holes: what thousands of pages have alike is encoded once and copied. */
import { Buffer } from "node:buffer";
import { holeMark, type Parts } from "../src/hole.ts";

export type Frame = {
  /** What comes before each hole. */
  readonly pieces: readonly { readonly before: Uint8Array; readonly hole: string }[];
  readonly end: Uint8Array;
  readonly bytes: number;
};

/**
 * Cuts a page at its holes. Throws when a hole has no part of its name, or a part no
 * hole: something would be missing on every page that is made of it.
 */
export function cutFrame(page: Uint8Array, names: readonly string[]): Frame {
  const cuts = cutAtMarks(page);
  const holes = cuts.filter((_, index) => index % 2 === 1).map((name) => name.toString());
  const amiss = [
    ...holes.filter((name) => !names.includes(name)),
    ...names.filter((name) => !holes.includes(name)),
  ];
  if (amiss.length > 0 || cuts.length % 2 === 0)
    throw new Error(`holes and parts of a page differ: ${amiss.join(", ")}`);
  const around = cuts.filter((_, index) => index % 2 === 0);
  const bytes = around.reduce((sum, { length }) => sum + length, 0);
  const [end = nothing] = around.splice(-1);
  const pieces = around.map((before, index) => ({ before, hole: holes[index] ?? "" }));
  return { pieces, end, bytes };
}

const nothing = Buffer.alloc(0);
const markBytes = Buffer.from(holeMark);

/** What stands between the marks: a piece of the page, the name of a hole, and so on. */
function cutAtMarks({ buffer, byteOffset, length }: Uint8Array): Buffer[] {
  const page = Buffer.from(buffer, byteOffset, length);
  const cuts: Buffer[] = [];
  let from = 0;
  for (let at = page.indexOf(markBytes); at >= 0; at = page.indexOf(markBytes, from)) {
    cuts.push(page.subarray(from, at));
    from = at + markBytes.length;
  }
  return [...cuts, page.subarray(from)];
}

const encoder = new TextEncoder();
/** UTF-8 has at most three bytes for each unit of UTF-16. */
const bytesOfUnitMax = 3;

/** Where pages are put together, one after the other: a page takes no more room than it has bytes. */
const bench = new Uint8Array(512 * 1_024);

/** The page with its own parts in their holes. */
export function fillFrame({ pieces, end, bytes }: Frame, parts: Parts): Uint8Array {
  const room =
    bytes + pieces.reduce((sum, { hole }) => sum + unitsOf(parts[hole]), 0) * bytesOfUnitMax;
  // A month of a thousand stories has room of its own, which nobody keeps.
  const into = room <= bench.length ? bench : new Uint8Array(room);
  let at = 0;
  for (const { before, hole } of pieces) {
    into.set(before, at);
    at += before.length;
    const part = parts[hole] ?? "";
    for (const text of typeof part === "string" ? [part] : part)
      at += encoder.encodeInto(text, into.subarray(at)).written;
  }
  into.set(end, at);
  return into.slice(0, at + end.length);
}

function unitsOf(part: Parts[string] = ""): number {
  if (typeof part === "string") return part.length;
  return part.reduce((sum, { length }) => sum + length, 0);
}
