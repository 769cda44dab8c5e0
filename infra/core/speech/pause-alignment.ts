import type { Interval } from "./activity.ts";
import type { BreakKind } from "../transcript/text.ts";

export type ExpectedWord = {
  /** Guess of how long it takes to say; only proportions matter. */
  readonly seconds: number;
  readonly breakAfter: BreakKind;
};

/**
 * Which words fall into which stretch of speech: `wordsUpTo[s]` words are said
 * by the end of stretch `s`. A stretch that says no words repeats the number before.
 */
export type PauseAlignment = { readonly wordsUpTo: readonly number[]; readonly pace: number };

/**
 * The costs below are negative log-likelihoods, so they add up. They describe
 * read and spoken stories: a sentence nearly always ends in a pause of a third
 * of a second or more, a comma often in a shorter one, and a pause elsewhere is a
 * hesitation. Tuned on synthetic voices with known times, not on the demo recordings.
 */
const noPauseCost: Readonly<Record<BreakKind, number>> = { sentence: 2.5, clause: 0.7, none: 0 };

function pauseCost(kind: BreakKind, seconds: number): number {
  if (kind === "sentence") return 0.1 + 4 * Math.max(0, 0.35 - seconds);
  if (kind === "clause") return 0.4 + 1.5 * Math.max(0, seconds - 0.5);
  return 2 + 2 * Math.min(1, Math.max(0, seconds - 0.12));
}

/** Pace varies from clause to clause by about a sixth, and short stretches by more. */
function lengthCost(expectedSeconds: number, actualSeconds: number): number {
  const spread = 0.07 + 0.09 * Math.max(expectedSeconds, actualSeconds);
  const z = Math.abs(expectedSeconds - actualSeconds) / spread;
  return z < 3 ? 0.5 * z * z : 4.5 + 3 * (z - 3);
}

/** A stretch without words is a breath, a laugh or a knock, and short. */
function strayCost(seconds: number): number {
  return 3 + 8 * seconds;
}

type Sums = { readonly seconds: Float64Array; readonly silentBreaks: Float64Array };

/** Running totals over the words, so that any run of words costs one subtraction. */
function sumWords(words: readonly ExpectedWord[], pace: number): Sums {
  const seconds = new Float64Array(words.length + 1);
  const silentBreaks = new Float64Array(words.length + 1);
  words.forEach((word, i) => {
    seconds[i + 1] = seconds[i]! + word.seconds * pace;
    silentBreaks[i + 1] = silentBreaks[i]! + noPauseCost[word.breakAfter];
  });
  return { seconds, silentBreaks };
}

/** Speech time in the recording for one second of guessed speech. */
function measurePace(stretches: readonly Interval[], words: readonly ExpectedWord[]): number {
  const spoken = stretches.reduce(
    (sum, stretch) => sum + stretch.endSeconds - stretch.startSeconds,
    0,
  );
  const expected = words.reduce((sum, word) => sum + word.seconds, 0);
  return spoken / Math.max(expected, 1e-9);
}

type Table = { readonly cost: Float64Array; readonly from: Int32Array };

function fillRow(
  s: number,
  stretches: readonly Interval[],
  words: readonly ExpectedWord[],
  sums: Sums,
  before: Float64Array,
): Table {
  const stretch = stretches[s]!;
  const next = stretches[s + 1];
  const actual = stretch.endSeconds - stretch.startSeconds;
  const pause =
    next === undefined ? Number.POSITIVE_INFINITY : next.startSeconds - stretch.endSeconds;
  const cost = new Float64Array(words.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(words.length + 1);
  for (let k = 0; k <= words.length; k++) {
    let best = before[k]! + strayCost(actual);
    let origin = k;
    // The break after word k is heard as this pause; at the end of the recording it is free.
    const ending =
      k === 0 || next === undefined
        ? 0
        : pauseCost(words[k - 1]!.breakAfter, pause) - noPauseCost[words[k - 1]!.breakAfter];
    for (let j = k - 1; j >= 0; j--) {
      const expected = sums.seconds[k]! - sums.seconds[j]!;
      if (expected > 3 * actual + 1) break;
      const total =
        before[j]! +
        lengthCost(expected, actual) +
        sums.silentBreaks[k]! -
        sums.silentBreaks[j]! +
        ending;
      if (total < best) [best, origin] = [total, j];
    }
    cost[k] = best;
    from[k] = origin;
  }
  return { cost, from };
}

/**
 * Shares words out over the stretches of speech between pauses so that lengths
 * fit and pauses fall where the text breaks: the cheapest assignment overall,
 * by dynamic programming. Every word is placed. Needs at least one stretch and one word,
 * otherwise RangeError.
 */
export function alignWordsToStretches(
  stretches: readonly Interval[],
  words: readonly ExpectedWord[],
): PauseAlignment {
  if (stretches.length === 0 || words.length === 0) throw new RangeError("Nothing to align.");
  const pace = measurePace(stretches, words);
  const sums = sumWords(words, pace);
  let row: Float64Array = new Float64Array(words.length + 1).fill(Number.POSITIVE_INFINITY);
  row[0] = 0;
  const origins: Int32Array[] = [];
  for (let s = 0; s < stretches.length; s++) {
    const { cost, from } = fillRow(s, stretches, words, sums, row);
    origins.push(from);
    row = cost;
  }
  const wordsUpTo = new Array<number>(stretches.length).fill(0);
  let k = words.length;
  for (let s = stretches.length - 1; s >= 0; s--) {
    wordsUpTo[s] = k;
    k = origins[s]![k]!;
  }
  return { wordsUpTo, pace };
}
