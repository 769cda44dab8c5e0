import { mismatch } from "./known-text.ts";
import type { SpeechAlignment } from "./speech-alignment.ts";
import type { TranscriptWarning } from "./transcript.ts";

/** Clearly the right text: no need to compare. Right texts measured 0.34 to 0.78, wrong ones 0.73 to 0.89. */
const surelyRight = 0.5;
/** Distance over that of the same words out of order: right texts measured 0.42 to 0.91, wrong ones 0.93 to 1.05. */
const hopelessRatio = 0.94;
const doubtfulRatio = 0.88;

/** The same words in two orders that keep no two neighbours together. */
function outOfOrder<T>(words: readonly T[]): (readonly T[])[] {
  const odd = words.filter((_, i) => i % 2 === 1);
  const even = words.filter((_, i) => i % 2 === 0);
  return [words.toReversed(), [...odd, ...even]];
}

/**
 * Asks whether a text fits a recording better than chance would. The chance
 * level depends on voice and noise, so it is measured: the same words in another
 * order, aligned the same way. Throws `transcript-text-mismatch`, or warns
 * `timing-uncertain` where the difference is small.
 */
export function judgeAlignment<T>(
  words: readonly T[],
  alignment: SpeechAlignment,
  align: (words: readonly T[]) => SpeechAlignment,
): TranscriptWarning[] {
  if (alignment.distance < surelyRight) return [];
  const chance = outOfOrder(words).map((shuffled) => align(shuffled).distance);
  const ratio =
    (alignment.distance * chance.length) / chance.reduce((sum, distance) => sum + distance, 0);
  if (ratio > hopelessRatio) throw mismatch(0);
  return ratio > doubtfulRatio ? [{ code: "timing-uncertain" }] : [];
}
