import { featureDims, type Features } from "./features.ts";
import type { Reference } from "./reference.ts";

/** How many frames of a sound must be heard before the speaker's own version weighs as much as the reference's. */
const priorFrames = 15;
/** About as many kinds of sound as a language has; more would learn single words. */
const classCount = 36;
const clusterRounds = 8;

function squaredDistance(
  values: Float32Array,
  row: number,
  centres: Float32Array,
  centre: number,
): number {
  let sum = 0;
  for (let d = 0; d < featureDims; d++) {
    const difference = values[row * featureDims + d]! - centres[centre * featureDims + d]!;
    sum += difference * difference;
  }
  return sum;
}

function nearestCentre(values: Float32Array, row: number, centres: Float32Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre < centres.length / featureDims; centre++) {
    const distance = squaredDistance(values, row, centres, centre);
    if (distance < least) [least, best] = [distance, centre];
  }
  return best;
}

/** Sum of the chosen rows for each class, and how many there are. */
function sumRows(
  values: Float32Array,
  classOfRow: (row: number) => number,
  rows: number,
  classes: number,
): { sums: Float64Array; counts: Float64Array } {
  const sums = new Float64Array(classes * featureDims);
  const counts = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    const kind = classOfRow(row);
    if (kind < 0) continue;
    counts[kind] = counts[kind]! + 1;
    for (let d = 0; d < featureDims; d++) {
      sums[kind * featureDims + d] = sums[kind * featureDims + d]! + values[row * featureDims + d]!;
    }
  }
  return { sums, counts };
}

/**
 * Sorts rows of features into kinds of sound (k-means), for a reference whose
 * sounds have no names. Deterministic: the first centres are rows evenly spread
 * over the reference.
 */
function classifyRows(values: Float32Array): Int32Array {
  const rows = values.length / featureDims;
  const classes = Math.min(classCount, rows);
  const centres = new Float32Array(classes * featureDims);
  for (let kind = 0; kind < classes; kind++) {
    const row = Math.floor((kind * rows) / classes);
    centres.set(values.subarray(row * featureDims, (row + 1) * featureDims), kind * featureDims);
  }
  let classOf = new Int32Array(rows);
  for (let round = 0; round < clusterRounds; round++) {
    classOf = Int32Array.from({ length: rows }, (_, row) => nearestCentre(values, row, centres));
    const { sums, counts } = sumRows(values, (row) => classOf[row]!, rows, classes);
    sums.forEach((sum, i) => {
      const count = counts[Math.floor(i / featureDims)]!;
      if (count > 0) centres[i] = sum / count;
    });
  }
  return classOf;
}

/**
 * A reference in which each row is replaced by the mean of its class: what
 * makes one voice's sound differ from time to time is evened out, and the
 * comparison with a recording gets cheap.
 */
export function simplifyReference({ kinds, kindOf, words }: Reference): Reference {
  const classOf = classifyRows(kinds);
  const classes = classOf.reduce((most, kind) => Math.max(most, kind + 1), 0);
  const { sums, counts } = sumRows(kinds, (row) => classOf[row]!, classOf.length, classes);
  const means = Float32Array.from(
    sums,
    (sum, i) => sum / Math.max(1, counts[Math.floor(i / featureDims)]!),
  );
  return { kinds: means, kindOf: kindOf.map((row) => classOf[row]!), words };
}

/**
 * Moves the sounds of a reference towards how the speaker says them, as heard in
 * an earlier alignment (`rowOf`: the row heard in each frame, or −1). Sounds that
 * were hardly heard stay as they were. The given reference is left as it is.
 */
export function adaptReference(
  recording: Features,
  rowOf: Int32Array,
  reference: Reference,
): Reference {
  const { kinds, kindOf, words } = reference;
  const kindAt = (t: number): number => (rowOf[t]! < 0 ? -1 : kindOf[rowOf[t]!]!);
  const heard = sumRows(recording.values, kindAt, recording.frames, kinds.length / featureDims);
  const moved = kinds.map((value, i) => {
    const count = heard.counts[Math.floor(i / featureDims)]!;
    return (value * priorFrames + heard.sums[i]!) / (priorFrames + count);
  });
  return { kinds: moved, kindOf, words };
}
