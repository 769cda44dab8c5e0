import { readTiming } from "./alignment-timing.ts";
import { judgeAlignment } from "./chance-level.ts";
import type { KnownWord, WordTiming } from "./known-text.ts";
import { alignBySound } from "./sound-alignment.ts";
import type { SpeechAnalysis } from "./features.ts";

/**
 * Times the words of a text by what their letters sound like. Throws
 * `transcript-text-mismatch` when the recording says something else.
 */
export function timeBySound(
  analysis: SpeechAnalysis,
  words: readonly KnownWord[],
  language: string,
  durationSeconds: number,
): WordTiming {
  const align = (order: readonly KnownWord[]) => alignBySound(analysis.features, order, language);
  const alignment = align(words);
  const doubts = judgeAlignment(analysis.features, words, alignment, align);
  const timing = readTiming(alignment, analysis, words, durationSeconds);
  return { times: timing.times, warnings: [...doubts, ...timing.warnings] };
}
