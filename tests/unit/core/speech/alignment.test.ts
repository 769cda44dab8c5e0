import { expect, test } from "vitest";

import { alignSpeech } from "#core/speech/alignment";
import { featureDims, type Features } from "#core/speech/features";
import type { Reference } from "#core/speech/reference";

import { createRandom } from "../../../../scripts/bench-speech-synth.ts";

type Word = { readonly rows: readonly (readonly number[])[] };

const random = createRandom(11);
const sound = (): number[] => Array.from({ length: featureDims }, () => 1.7 * random());
/** A word of some sounds, each a few rows long. */
const makeWord = (sounds = 4): Word => ({
  rows: Array.from({ length: sounds }, sound).flatMap((values) =>
    new Array<number[]>(4).fill(values),
  ),
});
const makeWords = (count: number): Word[] => Array.from({ length: count }, () => makeWord());

function referenceOf(words: readonly Word[]): Reference {
  const rows = words.flatMap((word) => word.rows);
  return {
    kinds: Float32Array.from(rows.flat()),
    kindOf: Int32Array.from(rows.keys()),
    words: words.map((word) => ({ frames: word.rows.length, breakAfter: "none" })),
  };
}

/** The same, with each sound written down once. */
function sharedReferenceOf(words: readonly Word[]): Reference {
  const rows = words.flatMap((word) => word.rows);
  const distinct = [...new Map(rows.map((row) => [row.join(), row])).values()];
  const kindOfRow = new Map(distinct.map((row, kind) => [row.join(), kind]));
  return {
    kinds: Float32Array.from(distinct.flat()),
    kindOf: Int32Array.from(rows.map((row) => kindOfRow.get(row.join())!)),
    words: referenceOf(words).words,
  };
}

type Part = {
  readonly words?: readonly Word[];
  readonly silentFrames?: number;
  readonly stretch?: number;
};

/** Frames in which the words are heard, with a little noise, and the first frame of each. */
function record(parts: readonly Part[]): { features: Features; starts: number[] } {
  const frames: number[][] = [];
  const isSpeech: number[] = [];
  const starts: number[] = [];
  for (const { words = [], silentFrames = 0, stretch = 1 } of parts) {
    for (const word of words) {
      starts.push(frames.length);
      for (let i = 0; i < Math.round(word.rows.length * stretch); i++) {
        const row = word.rows[Math.min(word.rows.length - 1, Math.floor(i / stretch))]!;
        frames.push(row.map((value) => value + 0.3 * random()));
        isSpeech.push(1);
      }
    }
    for (let i = 0; i < silentFrames; i++) {
      frames.push(new Array<number>(featureDims).fill(0).map(() => 0.1 * random()));
      isSpeech.push(0);
    }
  }
  const values = Float32Array.from(frames.flat());
  const features = {
    hopSeconds: 0.02,
    frames: frames.length,
    values,
    isSpeech: Uint8Array.from(isSpeech),
  };
  return { features, starts };
}

const firsts = (spans: readonly ({ first: number } | undefined)[]) =>
  spans.map((span) => span?.first);
const close = (found: readonly (number | undefined)[], truth: readonly number[], frames = 2) =>
  truth.forEach((start, i) =>
    expect(Math.abs((found[i] ?? Number.NaN) - start)).toBeLessThanOrEqual(frames),
  );

test("words are found where they are said, slower, faster and after silences", () => {
  const words = makeWords(12);
  const { features, starts } = record([
    { silentFrames: 25 },
    { words: words.slice(0, 4), silentFrames: 40 },
    { words: words.slice(4, 8), stretch: 1.5 },
    { words: words.slice(8), stretch: 0.7, silentFrames: 25 },
  ]);
  const { spans, distance } = alignSpeech(features, referenceOf(words));
  close(firsts(spans), starts);
  expect(distance).toBeLessThan(0.4);
});

test("words that are not said have no span, and the others keep theirs", () => {
  const words = makeWords(14);
  const said = [...words.slice(0, 5), ...words.slice(9)];
  const { features, starts } = record([{ silentFrames: 10 }, { words: said, silentFrames: 10 }]);
  const { spans } = alignSpeech(features, referenceOf(words));
  expect(firsts(spans).slice(5, 9)).toEqual([undefined, undefined, undefined, undefined]);
  close(firsts([...spans.slice(0, 5), ...spans.slice(9)]), starts);
});

test("speech that is not in the text belongs to no row", () => {
  const words = makeWords(10);
  const { features, starts } = record([
    { words: words.slice(0, 5), silentFrames: 10 },
    { words: makeWords(6), silentFrames: 10 },
    { words: words.slice(5), silentFrames: 10 },
  ]);
  const { spans, rowOf } = alignSpeech(features, referenceOf(words));
  close(firsts(spans), [...starts.slice(0, 5), ...starts.slice(11)]);
  const strange = Array.from(rowOf.subarray(starts[5]!, starts[11]!)).filter((row) => row < 0);
  expect(strange.length / (starts[11]! - starts[5]!)).toBeGreaterThan(0.9);
});

test("missing at the very start and strange at the very end are no exception", () => {
  const words = makeWords(12);
  const { features, starts } = record([
    { words: words.slice(4), silentFrames: 5 },
    { words: makeWords(5) },
  ]);
  const { spans, rowOf } = alignSpeech(features, referenceOf(words));
  expect(firsts(spans).slice(0, 4)).toEqual([undefined, undefined, undefined, undefined]);
  close(firsts(spans.slice(4)), starts.slice(0, 8));
  expect(rowOf.at(-1)).toBe(-1);
});

test("a recording of minutes is searched in a band and gives the same answer", () => {
  const sounds = Array.from({ length: 40 }, sound);
  const words = Array.from({ length: 260 }, (_, i): Word => ({
    rows: [0, 1, 2, 3].flatMap((k) =>
      new Array<number[]>(4).fill(sounds[(i * 7 + k * k * 11) % 40]!),
    ),
  }));
  const { features, starts } = record([
    { silentFrames: 25 },
    { words: words.slice(0, 100), silentFrames: 200 },
    { words: words.slice(100), stretch: 1.1, silentFrames: 25 },
  ]);
  const reference = sharedReferenceOf(words);
  expect(reference.kindOf.length).toBeGreaterThan(4000);
  close(firsts(alignSpeech(features, reference).spans), starts, 3);
});

test("rows that share a kind give the same answer as rows of their own", () => {
  const words = makeWords(8);
  const { features } = record([{ silentFrames: 10 }, { words, silentFrames: 10 }]);
  const { spans } = alignSpeech(features, sharedReferenceOf(words));
  expect(spans).toEqual(alignSpeech(features, referenceOf(words)).spans);
});

test("nothing cannot be aligned", () => {
  const { features } = record([{ silentFrames: 10 }]);
  expect(() => alignSpeech(features, referenceOf([]))).toThrow(RangeError);
  const empty = { ...features, frames: 0 };
  expect(() => alignSpeech(empty, referenceOf(makeWords(1)))).toThrow(RangeError);
});
