import { buildCues, type TimedTurn } from "../transcript/cue-builder.ts";
import { AppError } from "../errors.ts";
import type { Interval } from "./activity.ts";
import { splitWords, type TextWord } from "../transcript/text.ts";
import type { Transcript, TranscriptWarning } from "../transcript/transcript.ts";

export type KnownTurn = { readonly speakerId?: string; readonly text: string };

/** A word of the typed text, and which turn it belongs to. */
export type KnownWord = TextWord & { readonly turn: number };

/** When each word is heard (undefined: it is not), and what should be looked at. */
export type WordTiming = {
  readonly times: readonly (Interval | undefined)[];
  readonly warnings: readonly TranscriptWarning[];
};

/** Three minutes at 400 words a minute, faster than anyone speaks. */
const wordsMax = 1200;

/**
 * The words of a typed text in order. Throws `transcript-text-missing` for no
 * text, or none with a letter or digit in it, and `transcript-text-too-long` (params
 * `words`, `wordsMax`).
 */
export function readKnownText(turns: readonly KnownTurn[] | undefined): KnownWord[] {
  const words = (turns ?? []).flatMap(({ text }, turn) =>
    splitWords(text).map((word) => ({ ...word, turn })),
  );
  if (!words.some((word) => /[\p{L}\p{N}]/u.test(word.text))) {
    throw new AppError("transcript-text-missing", { field: "text" });
  }
  if (words.length > wordsMax) {
    throw new AppError("transcript-text-too-long", {
      params: { words: words.length, wordsMax },
      field: "text",
    });
  }
  return words;
}

export type KnownTextTranscript = {
  readonly turns: readonly KnownTurn[];
  readonly words: readonly KnownWord[];
  readonly timing: WordTiming;
  readonly language: string;
  readonly engine: string;
  readonly durationSeconds: number;
};

/**
 * The transcript of a typed text that was timed: captions of the words that are heard, one
 * speaker each. Words that are not heard are left out; the timing's warnings
 * name them. Throws `transcript-text-mismatch` when nothing is left.
 */
export function composeTranscript(parts: KnownTextTranscript): Transcript {
  const { turns, words, timing, language, engine, durationSeconds } = parts;
  const timedTurns = turns.map(({ speakerId }, turn): TimedTurn => {
    const timed = words.flatMap((word, i) => {
      const time = timing.times[i];
      return word.turn !== turn || time === undefined ? [] : [{ ...word, ...time }];
    });
    return speakerId === undefined ? { words: timed } : { speakerId, words: timed };
  });
  const cues = buildCues(
    timedTurns.filter((turn) => turn.words.length > 0),
    language,
    durationSeconds,
  );
  if (cues.length === 0) throw mismatch(0);
  return { language, provenance: "typed", engine, cues, warnings: [...timing.warnings] };
}

/** The text belongs to another recording, as far as can be heard. */
export function mismatch(heardPercent: number): AppError {
  return new AppError("transcript-text-mismatch", {
    params: { heardPercent: Math.round(heardPercent) },
    field: "text",
  });
}
