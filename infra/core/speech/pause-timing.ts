import { mismatch, type KnownWord, type WordTiming } from "./known-text.ts";
import { alignWordsToStretches } from "./pause-alignment.ts";
import type { Interval, SpeechActivity } from "./activity.ts";
import { spokenSeconds } from "./spoken-phones.ts";
import type { TranscriptWarning } from "../transcript/transcript.ts";

/** Nobody speaks three times as fast or half as fast as the table of sounds: then it is another text. */
const paceMin = 0.4;
const paceMax = 2.4;
const straySecondsMin = 0.7;
/** A stretch this many times longer or shorter than its words should be, and by this much, is doubtful. */
const doubtRatio = 1.7;
const doubtSeconds = 0.8;

type Weighted = KnownWord & { readonly seconds: number };

function placeWords(stretch: Interval, words: readonly Weighted[]): Interval[] {
  const total = words.reduce((sum, word) => sum + word.seconds, 0);
  const scale = (stretch.endSeconds - stretch.startSeconds) / total;
  let at = stretch.startSeconds;
  return words.map(({ seconds }) => {
    const startSeconds = at;
    at += seconds * scale;
    return { startSeconds, endSeconds: at };
  });
}

function doubtsAbout(
  stretch: Interval,
  words: readonly Weighted[],
  pace: number,
): TranscriptWarning[] {
  const spoken = stretch.endSeconds - stretch.startSeconds;
  if (words.length === 0) {
    return spoken < straySecondsMin ? [] : [{ code: "audio-without-text", ...stretch }];
  }
  const expected = words.reduce((sum, word) => sum + word.seconds, 0) * pace;
  const ratio = Math.max(spoken / expected, expected / spoken);
  if (ratio < doubtRatio || Math.abs(spoken - expected) < doubtSeconds) return [];
  return [{ code: "timing-uncertain", ...stretch, text: words.map((word) => word.text).join(" ") }];
}

/**
 * Times the words of a text by the pauses between them, for languages whose
 * sounds are not known: sentences and clauses are shared out over the stretches
 * of speech, words within a stretch by how long their letters take. Passages
 * that do not fit are told as far as lengths show it (`audio-without-text`,
 * `timing-uncertain`); throws `transcript-text-mismatch` when the text is far too
 * long or too short for the recording.
 */
export function timeByPauses(
  activity: SpeechActivity,
  words: readonly KnownWord[],
  language: string,
): WordTiming {
  if (activity.stretches.length === 0) throw mismatch(0);
  const weighted = words.map((word): Weighted => ({
    ...word,
    seconds: spokenSeconds(word.text, language),
  }));
  const { wordsUpTo, pace } = alignWordsToStretches(activity.stretches, weighted);
  if (pace < paceMin || pace > paceMax) throw mismatch(Math.min(pace, 1 / pace) * 100);
  const times: Interval[] = [];
  const warnings: TranscriptWarning[] = [];
  activity.stretches.forEach((stretch, s) => {
    const inside = weighted.slice(wordsUpTo[s - 1] ?? 0, wordsUpTo[s]);
    times.push(...placeWords(stretch, inside));
    warnings.push(...doubtsAbout(stretch, inside, pace));
  });
  return { times, warnings };
}
