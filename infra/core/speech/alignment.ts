import { fillLattice } from "./alignment-lattice.ts";
import { traceBack, type Span } from "./alignment-trace.ts";
import { featureDims, type Features } from "./features.ts";
import { createRuler, type Reference } from "./reference.ts";

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
  if (recording.frames === 0 || reference.words.length === 0)
    throw new RangeError("Nothing to align.");
  const lattice = fillLattice(recording, reference);
  const { spans, rowOf } = traceBack(lattice, recording.frames, reference.words.length);
  return { spans, rowOf, distance: pathDistance(recording, reference, rowOf) };
}
