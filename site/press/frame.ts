/** A page in bytes, with holes: what thousands of pages have alike is encoded once and copied. */
import { Buffer } from "node:buffer";
import { utf8Of } from "#core/utf8";
import { holeMark, type Parts } from "../src/hole.ts";

export type Frame = {
  /** What comes before each hole. */
  readonly pieces: readonly { readonly before: Uint8Array; readonly hole: string }[];
  readonly end: Uint8Array;
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
  const [end = nothing] = around.splice(-1);
  const pieces = around.map((before, index) => ({ before, hole: holes[index] ?? "" }));
  return { pieces, end };
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

/** The page with its own parts in their holes. */
export function fillFrame({ pieces, end }: Frame, parts: Parts): Uint8Array {
  // One list for the whole page, and none for each of its parts: to make those took a twentieth of the page.
  const filled: (string | Uint8Array)[] = [];
  for (const { before, hole } of pieces) {
    const part = parts[hole] ?? "";
    filled.push(before);
    if (typeof part === "string") filled.push(part);
    else filled.push(...part);
  }
  return utf8Of(...filled, end);
}
