import { readTiming } from "./alignment-timing.ts";
import { judgeAlignment } from "./chance-level.ts";
import type { KnownWord, WordTiming } from "./known-text.ts";
import { alignWordsToStretches } from "./pause-alignment.ts";
import { adaptReference, simplifyReference } from "./reference-adaptation.ts";
import { alignSpeech, type SpeechAlignment } from "./alignment.ts";
import type { Reference } from "./reference.ts";
import { featureDims, type Features, type SpeechAnalysis } from "./features.ts";
import { spokenSeconds } from "./spoken-phones.ts";
import type { BreakKind } from "../transcript/text.ts";

type Rows = { readonly first: number; readonly count: number };
/** What one word sounds like, averaged over the synthetic voices: `featureDims` numbers for each row. */
type WordSound = { readonly values: Float32Array; readonly breakAfter: BreakKind };

/** Hearing the speaker twice lets a right text fit clearly better than a wrong one. */
const adaptationRounds = 2;

/** Where each word stands in speech that was made from the text itself, so that pauses and lengths nearly tell. */
function findWords(spoken: SpeechAnalysis, words: readonly KnownWord[], language: string): Rows[] {
  const { stretches } = spoken.activity;
  const weighted = words.map((word) => ({ ...word, seconds: spokenSeconds(word.text, language) }));
  const { wordsUpTo } = alignWordsToStretches(stretches, weighted);
  const { hopSeconds, frames } = spoken.features;
  return stretches.flatMap((stretch, s) => {
    const inside = weighted.slice(wordsUpTo[s - 1] ?? 0, wordsUpTo[s]);
    const total = inside.reduce((sum, word) => sum + word.seconds, 0);
    const first = stretch.startSeconds / hopSeconds;
    const rows = (stretch.endSeconds - stretch.startSeconds) / hopSeconds;
    let before = 0;
    return inside.map(({ seconds }): Rows => {
      const from = Math.min(frames - 1, Math.round(first + (rows * before) / total));
      before += seconds;
      const to = Math.min(frames, Math.round(first + (rows * before) / total));
      return { first: from, count: Math.max(1, to - from) };
    });
  });
}

/** The row of `from` that corresponds to row `i` of `count`, as the same word said a little slower or faster. */
function rowAt(features: Features, from: Rows, i: number, count: number): Float32Array {
  const row = Math.min(
    features.frames - 1,
    from.first + Math.floor(((i + 0.5) * from.count) / count),
  );
  return features.values.subarray(row * featureDims, (row + 1) * featureDims);
}

/** Each word as the mean of how the voices say it, as long as the first voice takes for it. */
function blendVoices(
  voices: readonly SpeechAnalysis[],
  words: readonly KnownWord[],
  language: string,
): WordSound[] {
  const rows = voices.map((voice) => findWords(voice, words, language));
  return words.map(({ breakAfter }, word) => {
    const { count } = rows[0]![word]!;
    const values = new Float32Array(count * featureDims);
    voices.forEach(({ features }, v) => {
      for (let i = 0; i < count; i++) {
        rowAt(features, rows[v]![word]!, i, count).forEach((value, d) => {
          values[i * featureDims + d] = values[i * featureDims + d]! + value / voices.length;
        });
      }
    });
    return { values, breakAfter };
  });
}

function toReference(sounds: readonly WordSound[]): Reference {
  const words = sounds.map(({ values, breakAfter }) => ({
    frames: values.length / featureDims,
    breakAfter,
  }));
  const kinds = new Float32Array(sounds.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of sounds) {
    kinds.set(values, at);
    at += values.length;
  }
  const kindOf = Int32Array.from({ length: kinds.length / featureDims }, (_, i) => i);
  return simplifyReference({ kinds, kindOf, words });
}

/** Aligns with the synthetic sounds first, then with the speaker's own as they were heard. */
function alignAdapted(recording: Features, sounds: readonly WordSound[]): SpeechAlignment {
  let reference = toReference(sounds);
  let alignment = alignSpeech(recording, reference);
  for (let round = 0; round < adaptationRounds; round++) {
    reference = adaptReference(recording, alignment.rowOf, reference);
    alignment = alignSpeech(recording, reference);
  }
  return alignment;
}

/**
 * Times the words of a text by speech that a synthesiser made of it. Each of
 * `voices` is the whole text, sentence after sentence, in one voice; where words
 * stand in it is found by its pauses. Throws `transcript-text-mismatch` when the
 * recording says something else. Needs at least one voice.
 */
export function timeByReference(
  analysis: SpeechAnalysis,
  voices: readonly SpeechAnalysis[],
  words: readonly KnownWord[],
  language: string,
  durationSeconds: number,
): WordTiming {
  const sounds = blendVoices(voices, words, language);
  const align = (order: readonly WordSound[]): SpeechAlignment =>
    alignAdapted(analysis.features, order);
  const alignment = align(sounds);
  const doubts = judgeAlignment(analysis.features, sounds, alignment, align);
  const timing = readTiming(alignment, analysis, words, durationSeconds);
  return { times: timing.times, warnings: [...doubts, ...timing.warnings] };
}
