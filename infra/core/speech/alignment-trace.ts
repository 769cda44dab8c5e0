import { gapBit, gapMove, move, type Lattice } from "./alignment-lattice.ts";

/** First and last frame of the recording in which a word is heard; undefined when it is not. */
export type Span = { readonly first: number; readonly last: number } | undefined;

/** One step back from a gap, without leaving its frame or to the frame before. */
function stepBackFromGap(
  lattice: Lattice,
  t: number,
  words: number,
  gap: number,
  stray: boolean,
): { readonly t: number; readonly gap: number; readonly stray: boolean; readonly row: number } {
  const bitsAt = (place: number): number => lattice.gapMoves[t * (words + 1) + place]!;
  const bits = bitsAt(gap);
  if (stray) return { t: t - 1, gap, stray: (bits & gapBit.straysOn) !== 0, row: -1 };
  const chosen = bits & gapMove.mask;
  if (chosen === gapMove.wait) return { t: t - 1, gap, stray: false, row: -1 };
  if (chosen === gapMove.leave)
    return { t, gap: gap - 1, stray, row: lattice.layout.lastRow[gap - 1]! };
  let from = gap;
  while ((bitsAt(from) & gapBit.omitsOn) !== 0) from -= 1;
  from -= 1;
  return { t, gap: from, stray: (bitsAt(from) & gapBit.isStray) !== 0, row: -1 };
}

/**
 * Follows the cheapest way back from the end of the recording: the frames of
 * each word, and the row of the reference heard in each frame, or −1.
 */
export function traceBack(
  lattice: Lattice,
  frames: number,
  words: number,
): { spans: Span[]; rowOf: Int32Array } {
  const spans = new Array<Span>(words).fill(undefined);
  const rowOf = new Int32Array(frames).fill(-1);
  const isStrayAt = (t: number, gap: number): boolean =>
    t >= 0 && (lattice.gapMoves[t * (words + 1) + gap]! & gapBit.isStray) !== 0;
  let place = { t: frames - 1, gap: words, stray: isStrayAt(frames - 1, words), row: -1 };
  let last = -1;
  while (place.t >= 0) {
    const { t, gap, row } = place;
    if (row < 0) {
      place = stepBackFromGap(lattice, t, words, gap, place.stray);
      if (place.row >= 0) last = place.t;
      continue;
    }
    rowOf[t] = row;
    const chosen = lattice.rowMoves[t * lattice.width + row - lattice.bandStart[t]!];
    if (chosen === move.enter) {
      spans[gap] = { first: t, last };
      place = { t: t - 1, gap, stray: isStrayAt(t - 1, gap), row: -1 };
    } else {
      const back = chosen === move.next ? 1 : chosen === move.skip ? 2 : 0;
      place = { t: t - 1, gap, stray: false, row: row - back };
    }
  }
  return { spans, rowOf };
}
