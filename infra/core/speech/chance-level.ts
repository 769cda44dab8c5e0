import { mismatch } from "./known-text.ts";
import type { SpeechAlignment } from "./alignment.ts";
import type { Features } from "./features.ts";
import type { TranscriptWarning } from "../transcript/transcript.ts";

/** Clearly the right text: no need to compare. Right texts measured 0.15 to 0.79, wrong ones 0.73 to 0.92. */
const surelyRight = 0.5;
/**
 * Distance over chance, plus half of what found no counterpart. Measured on 29
 * recordings with the right text, 0.19 to 0.90, and on 102 pairs with a wrong one, 1.02 to 1.1.
 */
const hopelessScore = 0.96;
const doubtfulScore = 0.92;
const unmatchedWeight = 0.5;

/** The same words in two orders that keep no two neighbours together. */
function outOfOrder<T>(words: readonly T[]): (readonly T[])[] {
  const odd = words.filter((_, i) => i % 2 === 1);
  const even = words.filter((_, i) => i % 2 === 0);
  return [words.toReversed(), [...odd, ...even]];
}

/** Share of the speech that no word covers, and of the words that are not heard. */
function unmatchedShare({ isSpeech }: Features, { rowOf, spans }: SpeechAlignment): number {
  const spoken = isSpeech.reduce((sum, flag) => sum + flag, 0);
  const stray = isSpeech.reduce((sum, flag, t) => sum + (rowOf[t]! < 0 ? flag : 0), 0);
  const missing = spans.filter((span) => span === undefined).length;
  return stray / Math.max(1, spoken) + missing / spans.length;
}

/**
 * Asks whether a text fits a recording better than chance would. The chance
 * level depends on voice and noise, so it is measured: the same words in another
 * order, aligned the same way. Throws `transcript-text-mismatch`, or warns
 * `timing-uncertain` where the difference is small.
 */
export function judgeAlignment<T>(
  recording: Features,
  words: readonly T[],
  alignment: SpeechAlignment,
  align: (words: readonly T[]) => SpeechAlignment,
): TranscriptWarning[] {
  if (alignment.distance < surelyRight) return [];
  const chance = outOfOrder(words).map((shuffled) => align(shuffled).distance);
  const ratio =
    (alignment.distance * chance.length) / chance.reduce((sum, distance) => sum + distance, 0);
  const score = ratio + unmatchedWeight * unmatchedShare(recording, alignment);
  if (score > hopelessScore) throw mismatch(0);
  return score > doubtfulScore ? [{ code: "timing-uncertain" }] : [];
}
