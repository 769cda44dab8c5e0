import { featureDims, type Features } from "./features.ts";
import { createRuler, type Reference, type ReferenceWord } from "./reference.ts";

/**
 * Costs for each frame, in units of the distance to a random sound. Tuned on
 * synthetic voices with known times, hesitations, and passages added and left out.
 */
const cost = {
  /** Saying a sound for longer than the reference, or skipping every other row of it. */
  stay: 0.25,
  skip: 0.35,
  /** Silence between words, cheapest where the text has a mark to pause at. */
  silence: { sentence: 0.2, clause: 0.23, none: 0.27 },
  /** Speech that belongs to no word, and its start, so that no single word floats in a strange passage. */
  stray: 0.82,
  strayStart: 2,
  /** A word said during silence. */
  unvoiced: 0.35,
  /** Leaving words out: once for the passage, and for each row. */
  passage: 6,
  leftOut: 0.2,
} as const;

/** Widest deviation from even speaking that is looked at: ±30 s of reference, or a quarter of it. */
const bandRowsMin = 1500;

export const move = { stay: 0, next: 1, skip: 2, enter: 3 } as const;
/** How a gap was reached, in the lowest two bits, and what else is known of it at that frame, one bit each. */
export const gapMove = { wait: 0, leave: 1, omit: 2, mask: 3 } as const;
export const gapBit = {
  /** Leaving words out goes on from the word before instead of starting here. */
  omitsOn: 4,
  /** Speech without words goes on instead of starting here. */
  straysOn: 8,
  /** The best history of the gap is one with speech in it. */
  isStray: 16,
} as const;

const never = Number.POSITIVE_INFINITY;

type Layout = {
  readonly rows: number;
  readonly firstRow: Int32Array;
  readonly lastRow: Int32Array;
  /** The word that starts at a row, or −1. */
  readonly startsWord: Int32Array;
};

export type Lattice = {
  readonly layout: Layout;
  readonly width: number;
  readonly bandStart: Int32Array;
  readonly rowMoves: Uint8Array;
  readonly gapMoves: Uint8Array;
};

function layOut(words: readonly ReferenceWord[]): Layout {
  const rows = words.reduce((sum, { frames }) => sum + frames, 0);
  const firstRow = new Int32Array(words.length);
  const lastRow = new Int32Array(words.length);
  const startsWord = new Int32Array(rows).fill(-1);
  let at = 0;
  words.forEach(({ frames }, word) => {
    firstRow[word] = at;
    startsWord[at] = word;
    at += frames;
    lastRow[word] = at - 1;
  });
  return { rows, firstRow, lastRow, startsWord };
}

/** The stretch of reference considered at each frame: around an even share-out of the speech. */
function planBand(recording: Features, rows: number): { width: number; bandStart: Int32Array } {
  const half = Math.max(bandRowsMin, Math.ceil(rows / 4));
  const width = Math.min(rows, 2 * half + 1);
  const total = recording.isSpeech.reduce((sum, flag) => sum + flag, 0);
  const bandStart = new Int32Array(recording.frames);
  let heard = 0;
  for (let t = 0; t < recording.frames; t++) {
    heard += recording.isSpeech[t]!;
    const centre = Math.round((rows * heard) / Math.max(1, total));
    bandStart[t] = Math.max(0, Math.min(rows - width, centre - half));
  }
  return { width, bandStart };
}

/** One frame for the rows: the best way to be in row `j` now, given the frame before. */
function stepRows(
  lattice: Lattice,
  t: number,
  distances: Float32Array,
  extra: number,
  before: Float32Array,
  gapsBefore: Float32Array,
  now: Float32Array,
): void {
  const { width, rowMoves } = lattice;
  const { startsWord } = lattice.layout;
  const start = lattice.bandStart[t]!;
  for (let j = 0; j < width; j++) {
    const row = start + j;
    let best = before[row]! + cost.stay;
    let chosen: number = move.stay;
    const word = startsWord[row]!;
    if (word >= 0) {
      if (gapsBefore[word]! < best) {
        best = gapsBefore[word]!;
        chosen = move.enter;
      }
    } else {
      if (before[row - 1]! < best) {
        best = before[row - 1]!;
        chosen = move.next;
      }
      if (startsWord[row - 1]! < 0 && before[row - 2]! + cost.skip < best) {
        best = before[row - 2]! + cost.skip;
        chosen = move.skip;
      }
    }
    now[row] = best + distances[j]! + extra;
    rowMoves[t * width + j] = chosen;
  }
  // Rows that the band has left behind must not be read as neighbours of its first rows.
  for (let row = Math.max(0, start - width); row < start; row++) now[row] = never;
}

/** Cost of the best history that ends in each gap: in silence since the last word, with speech in it, or either. */
type Gaps = {
  readonly quiet: Float32Array;
  readonly stray: Float32Array;
  readonly best: Float32Array;
};

function createGaps(count: number): Gaps {
  const make = (): Float32Array => new Float32Array(count).fill(never);
  return { quiet: make(), stray: make(), best: make() };
}

/** One frame for the gaps: waiting in one, arriving from the word before it, or leaving words out. */
function stepGaps(
  lattice: Lattice,
  t: number,
  spoken: boolean,
  words: readonly ReferenceWord[],
  rowsNow: Float32Array,
  gaps: Gaps,
): void {
  const count = words.length + 1;
  const { quiet, stray, best } = gaps;
  let omitting = never;
  for (let gap = 0; gap < count; gap++) {
    const silence = cost.silence[words[gap - 1]?.breakAfter ?? "sentence"];
    const begins = quiet[gap]! + cost.strayStart;
    const straysOn = stray[gap]! <= begins;
    stray[gap] = (straysOn ? stray[gap]! : begins) + (spoken ? cost.stray : silence);
    let least = spoken ? never : quiet[gap]! + silence;
    let bits: number = gapMove.wait | (straysOn ? gapBit.straysOn : 0);
    if (gap > 0) {
      const arrived = rowsNow[lattice.layout.lastRow[gap - 1]!]!;
      const started = best[gap - 1]! + cost.passage;
      if (omitting < started) bits |= gapBit.omitsOn;
      omitting = Math.min(omitting, started) + cost.leftOut * words[gap - 1]!.frames;
      if (arrived < least) bits |= gapMove.leave;
      least = Math.min(least, arrived);
      if (omitting < least) bits = (bits & ~gapMove.mask) | gapMove.omit;
      least = Math.min(least, omitting);
    }
    quiet[gap] = least;
    if (stray[gap]! < least) bits |= gapBit.isStray;
    best[gap] = Math.min(least, stray[gap]!);
    lattice.gapMoves[t * count + gap] = bits;
  }
}

/**
 * Fills in, frame by frame, the cheapest way to have come to each row and gap.
 * What is returned are the ways, not the costs: `traceBack` follows them.
 */
export function fillLattice(recording: Features, reference: Reference): Lattice {
  const { words } = reference;
  const layout = layOut(words);
  const band = planBand(recording, layout.rows);
  const count = words.length + 1;
  const lattice: Lattice = {
    layout,
    ...band,
    rowMoves: new Uint8Array(recording.frames * band.width),
    gapMoves: new Uint8Array(recording.frames * count),
  };
  let rows = new Float32Array(layout.rows).fill(never);
  let rowsNow = new Float32Array(layout.rows).fill(never);
  const gaps = createGaps(count);
  const ruler = createRuler(reference, band.width);
  gaps.quiet[0] = gaps.best[0] = 0;
  for (let t = 0; t < recording.frames; t++) {
    const spoken = recording.isSpeech[t] === 1;
    ruler.measure(recording.values, t * featureDims, band.bandStart[t]!);
    stepRows(lattice, t, ruler.distances, spoken ? 0 : cost.unvoiced, rows, gaps.best, rowsNow);
    stepGaps(lattice, t, spoken, words, rowsNow, gaps);
    [rows, rowsNow] = [rowsNow, rows];
  }
  return lattice;
}
