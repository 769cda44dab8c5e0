import { featureDims } from "./features.ts";
import type { BreakKind } from "../transcript/text.ts";

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
  readonly words: readonly ReferenceWord[];
};

export type ReferenceWord = {
  /** Number of its rows, at least one. */
  readonly frames: number;
  readonly breakAfter: BreakKind;
};

export type Ruler = {
  /** Fills `distances` for the rows of the band from `start`, each relative to their mean. */
  readonly measure: (values: Float32Array, at: number, start: number) => void;
  readonly distances: Float32Array;
};

/** Measures frames against kinds of rows, in units of the distance to a random row. */
export function createRuler({ kinds, kindOf }: Reference, width: number): Ruler {
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
