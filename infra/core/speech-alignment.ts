import { featureDims, type Features } from "./speech-features.ts";

/**
 * What should be heard: rows in order, cut into words without gaps between
 * them. Rows that sound the same share a kind, so that a text of 2,000 rows
 * written in thirty sounds costs thirty comparisons a frame.
 */
export type Reference = {
  /** `featureDims` numbers for each kind of row. */
  readonly kinds: Float32Array;
  /** The kind of each row. Where no two rows share one, row `i` has kind `i`. */
  readonly kindOf: Int32Array;
  /** Number of rows of each word, at least one each. */
  readonly wordFrames: readonly number[];
};

/** First and last frame of the recording in which a word is heard; undefined when it is not. */
export type Span = { readonly first: number; readonly last: number } | undefined;

export type SpeechAlignment = {
  readonly spans: readonly Span[];
  /** For each frame of the recording, the row of the reference heard in it, or −1 between words. */
  readonly rowOf: Int32Array;
  /**
   * How far the aligned sounds are from the reference, relative to sounds picked
   * at random: about 0.4 for the right text, 0.8 for any other.
   */
  readonly distance: number;
};

/**
 * Costs for each frame, in units of the distance to a random sound. Tuned on
 * synthetic voices with known times, hesitations, and passages added and left out.
 */
const cost = {
  /** Saying a sound for longer than the reference, or skipping every other row of it. */
  stay: 0.25,
  skip: 0.35,
  /** Between words: silence is cheap, speech that belongs to no word is not. */
  silence: 0.25,
  stray: 0.85,
  /** Starting to speak without words, so that no single word floats in a strange passage. */
  strayStart: 3,
  /** A word said during silence. */
  unvoiced: 0.35,
  /** Leaving words out: once for the passage, and for each row. */
  passage: 6,
  leftOut: 0.2,
} as const;

/** Widest deviation from even speaking that is looked at: ±30 s of reference, or a quarter of it. */
const bandRowsMin = 1500;

const move = { stay: 0, next: 1, skip: 2, enter: 3 } as const;
const gapMove = { wait: 0, leave: 1, omit: 2 } as const;

type Layout = {
  readonly rows: number;
  readonly firstRow: Int32Array;
  readonly lastRow: Int32Array;
  /** The word that starts at a row, or −1. */
  readonly startsWord: Int32Array;
};

type Lattice = {
  readonly layout: Layout;
  readonly width: number;
  readonly bandStart: Int32Array;
  readonly rowMoves: Uint8Array;
  readonly gapMoves: Uint8Array;
  /** 1 where leaving out goes on from the word before instead of starting here. */
  readonly omitMoves: Uint8Array;
};

function layOut(wordFrames: readonly number[]): Layout {
  const rows = wordFrames.reduce((sum, frames) => sum + frames, 0);
  const firstRow = new Int32Array(wordFrames.length);
  const lastRow = new Int32Array(wordFrames.length);
  const startsWord = new Int32Array(rows).fill(-1);
  let at = 0;
  wordFrames.forEach((frames, word) => {
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

type Ruler = {
  /** Fills `distances` for the rows of the band from `start`, each relative to their mean. */
  readonly measure: (values: Float32Array, at: number, start: number) => void;
  readonly distances: Float32Array;
};

/** Measures frames against kinds of rows, in units of the distance to a random row. */
function createRuler({ kinds, kindOf }: Reference, width: number): Ruler {
  const count = kinds.length / featureDims;
  const eachItsOwn = count === kindOf.length;
  const share = new Float32Array(count);
  for (const kind of kindOf) share[kind] = share[kind]! + 1;
  const ofKind = new Float32Array(count);
  const distances = new Float32Array(width);
  const measure = (values: Float32Array, at: number, start: number): void => {
    const from = eachItsOwn ? start : 0;
    const to = eachItsOwn ? start + width : count;
    let sum = 0;
    let rows = 0;
    for (let kind = from; kind < to; kind++) {
      let squares = 0;
      for (let d = 0; d < featureDims; d++) {
        const difference = values[at + d]! - kinds[kind * featureDims + d]!;
        squares += difference * difference;
      }
      const distance = Math.sqrt(squares);
      ofKind[kind] = distance;
      sum += distance * share[kind]!;
      rows += share[kind]!;
    }
    const scale = rows / Math.max(sum, 1e-9);
    for (let j = 0; j < width; j++) distances[j] = ofKind[kindOf[start + j]!]! * scale;
  };
  return { measure, distances };
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
  for (let row = Math.max(0, start - width); row < start; row++)
    now[row] = Number.POSITIVE_INFINITY;
}

/** One frame for the gaps: waiting in one, arriving from the word before it, or leaving words out. */
function stepGaps(
  lattice: Lattice,
  t: number,
  wait: number,
  wordFrames: readonly number[],
  gapsBefore: Float32Array,
  now: Float32Array,
  gapsNow: Float32Array,
): void {
  const words = wordFrames.length;
  let omitting = Number.POSITIVE_INFINITY;
  for (let gap = 0; gap <= words; gap++) {
    let best = gapsBefore[gap]! + wait;
    let chosen: number = gapMove.wait;
    if (gap > 0) {
      const arrived = now[lattice.layout.lastRow[gap - 1]!]!;
      if (arrived < best) {
        best = arrived;
        chosen = gapMove.leave;
      }
      const started = gapsNow[gap - 1]! + cost.passage;
      const goesOn = omitting < started;
      omitting = (goesOn ? omitting : started) + cost.leftOut * wordFrames[gap - 1]!;
      lattice.omitMoves[t * (words + 1) + gap] = goesOn ? 1 : 0;
      if (omitting < best) {
        best = omitting;
        chosen = gapMove.omit;
      }
    }
    gapsNow[gap] = best;
    lattice.gapMoves[t * (words + 1) + gap] = chosen;
  }
}

function fillLattice(recording: Features, reference: Reference): Lattice {
  const { wordFrames } = reference;
  const layout = layOut(wordFrames);
  const gaps = wordFrames.length + 1;
  const band = planBand(recording, layout.rows);
  const lattice: Lattice = {
    layout,
    ...band,
    rowMoves: new Uint8Array(recording.frames * band.width),
    gapMoves: new Uint8Array(recording.frames * gaps),
    omitMoves: new Uint8Array(recording.frames * gaps),
  };
  let rows = new Float32Array(layout.rows).fill(Number.POSITIVE_INFINITY);
  let rowsNow = new Float32Array(layout.rows).fill(Number.POSITIVE_INFINITY);
  let gap = new Float32Array(gaps).fill(Number.POSITIVE_INFINITY);
  let gapNow = new Float32Array(gaps);
  const ruler = createRuler(reference, band.width);
  gap[0] = 0;
  for (let t = 0; t < recording.frames; t++) {
    const spoken = recording.isSpeech[t] === 1;
    ruler.measure(recording.values, t * featureDims, band.bandStart[t]!);
    stepRows(lattice, t, ruler.distances, spoken ? 0 : cost.unvoiced, rows, gap, rowsNow);
    stepGaps(lattice, t, spoken ? cost.stray : cost.silence, wordFrames, gap, rowsNow, gapNow);
    [rows, rowsNow] = [rowsNow, rows];
    [gap, gapNow] = [gapNow, gap];
  }
  return lattice;
}

function traceBack(
  lattice: Lattice,
  frames: number,
  words: number,
): { spans: Span[]; rowOf: Int32Array } {
  const spans = new Array<Span>(words).fill(undefined);
  const rowOf = new Int32Array(frames).fill(-1);
  let gap = words;
  let row = -1;
  let last = -1;
  for (let t = frames - 1; t >= 0;) {
    if (row < 0) {
      const at = t * (words + 1) + gap;
      if (lattice.gapMoves[at] === gapMove.wait) t -= 1;
      else if (lattice.gapMoves[at] === gapMove.omit) {
        while (lattice.omitMoves[t * (words + 1) + gap] === 1) gap -= 1;
        gap -= 1;
      } else {
        gap -= 1;
        row = lattice.layout.lastRow[gap]!;
        last = t;
      }
      continue;
    }
    rowOf[t] = row;
    const chosen = lattice.rowMoves[t * lattice.width + row - lattice.bandStart[t]!];
    if (chosen === move.enter) {
      spans[gap] = { first: t, last };
      row = -1;
    } else if (chosen === move.next) row -= 1;
    else if (chosen === move.skip) row -= 2;
    t -= 1;
  }
  return { spans, rowOf };
}

/** Mean distance of the spoken frames on the path, each relative to its distance to the reference at large. */
function pathDistance(recording: Features, reference: Reference, rowOf: Int32Array): number {
  const ruler = createRuler(reference, reference.kindOf.length);
  let sum = 0;
  let count = 0;
  // One frame in eight is enough for a mean over thousands.
  for (let t = 0; t < recording.frames; t += 8) {
    if (rowOf[t]! < 0 || recording.isSpeech[t] === 0) continue;
    ruler.measure(recording.values, t * featureDims, 0);
    sum += ruler.distances[rowOf[t]!]!;
    count += 1;
  }
  return count === 0 ? 1 : sum / count;
}

/**
 * Finds where each word of the reference is heard in the recording: dynamic
 * time warping in a band, in which pauses and stray speech may stand between any two
 * words, and words that are not heard may be left out, so that neither is
 * stretched over the other. Time and memory grow with the product of the two lengths up
 * to a minute, and linearly beyond. Needs at least one word and one frame.
 */
export function alignSpeech(recording: Features, reference: Reference): SpeechAlignment {
  if (recording.frames === 0 || reference.wordFrames.length === 0)
    throw new RangeError("Nothing to align.");
  const lattice = fillLattice(recording, reference);
  const { spans, rowOf } = traceBack(lattice, recording.frames, reference.wordFrames.length);
  return { spans, rowOf, distance: pathDistance(recording, reference, rowOf) };
}
