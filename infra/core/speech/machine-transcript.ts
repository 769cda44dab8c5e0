import { AppError } from "../errors.ts";
import type { Transcript, TranscriptWarning } from "../transcript/transcript.ts";
import type { SpeechAnalysis } from "./features.ts";
import { believable, type HeardSegment } from "./heard-text.ts";
import { composeTranscript, type KnownWord, readKnownText, type WordTiming } from "./known-text.ts";
import { timeBySound } from "./sound-timing.ts";
import { canSound } from "./spoken-phones.ts";

export type Heard = {
  readonly segments: readonly HeardSegment[];
  readonly analysis: SpeechAnalysis;
  /** That the words are in, as far as the recogniser can tell. */
  readonly language: string;
  /** That the story was said to be in. */
  readonly expectedLanguage: string;
  readonly engine: string;
  readonly durationSeconds: number;
  /** The voices of the story: one alone has said everything; which of several speaks is not heard. */
  readonly speakerIds?: readonly string[];
};

/**
 * A transcript of what a recogniser heard. It is not taken at its word: segments
 * that cannot have been said go first, then the rest is timed by its sounds like a
 * typed text, which leaves out, with a warning, every word that the recording does
 * not hold, and refuses a text that fits no better than chance. In scripts whose
 * sounds are not known here the recogniser's own times stay, with a warning. Throws
 * `speech-not-understood` where nothing is left that one can stand for.
 */
export function machineTranscript(heard: Heard): Transcript {
  const { analysis, language, expectedLanguage, engine, durationSeconds } = heard;
  const segments = believable(heard.segments, analysis.activity.stretches);
  const text = segments.map((segment) => segment.text).join(" ");
  if (!/[\p{L}\p{N}]/u.test(text)) throw new AppError("speech-not-understood");
  const { speakerIds = [] } = heard;
  const [only] = speakerIds.length === 1 ? speakerIds : [];
  const turns = [{ text, ...(only === undefined ? {} : { speakerId: only }) }];
  const words = readKnownText(turns);
  const timing = canSound(text)
    ? bySound(analysis, words, language, durationSeconds)
    : byOwnTimes(words, segments, durationSeconds);
  const transcript = composeTranscript({ turns, words, timing, language, engine, durationSeconds });
  const differs: TranscriptWarning[] =
    baseOf(language) === baseOf(expectedLanguage)
      ? []
      : [{ code: "language-differs", text: language }];
  return {
    ...transcript,
    provenance: "machine",
    warnings: [...differs, ...transcript.warnings],
  };
}

const baseOf = (tag: string): string => tag.toLowerCase().split(/[-_]/u)[0] ?? "";

function bySound(
  analysis: SpeechAnalysis,
  words: readonly KnownWord[],
  language: string,
  durationSeconds: number,
): WordTiming {
  try {
    return timeBySound(analysis, words, language, durationSeconds);
  } catch (error) {
    const isOther = error instanceof AppError && error.code === "transcript-text-mismatch";
    throw isOther ? new AppError("speech-not-understood", { cause: error }) : error;
  }
}

/** The time of each segment shared out by the length of its words. */
function byOwnTimes(
  words: readonly KnownWord[],
  segments: readonly HeardSegment[],
  durationSeconds: number,
): WordTiming {
  const chars = segments.flatMap(({ text, startSeconds, endSeconds }) => {
    const signs = [...text.replace(/\s+/gu, "")];
    const each = (endSeconds - startSeconds) / Math.max(1, signs.length);
    return signs.map((_, i) => startSeconds + i * each);
  });
  let at = 0;
  const times = words.map(({ text }) => {
    const from = chars[Math.min(at, chars.length - 1)] ?? 0;
    at += [...text.replace(/\s+/gu, "")].length;
    const to = Math.min(durationSeconds, chars[Math.min(at, chars.length - 1)] ?? durationSeconds);
    return { startSeconds: from, endSeconds: Math.max(to, from + 0.02) };
  });
  return { times, warnings: [{ code: "timing-uncertain" }] };
}
