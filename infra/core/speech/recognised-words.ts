import { AppError } from "../errors.ts";
import { buildCues, type TimedTurn, type TimedWord } from "../transcript/cue-builder.ts";
import { splitWords } from "../transcript/text.ts";
import type { Transcript } from "../transcript/transcript.ts";

/** A word as a recogniser gives it, with what follows it and who it thinks speaks. */
export type RecognisedWord = {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** The recogniser's own name for a voice. */
  readonly voice?: string;
};

export type Recognised = {
  /** In order of time. */
  readonly words: readonly RecognisedWord[];
  readonly language: string;
  readonly engine: string;
  readonly durationSeconds: number;
  /** The voices of the story, in order: a recogniser's first voice is the first of them. */
  readonly speakerIds?: readonly string[];
};

/**
 * The same captions as from every other engine, of words with times of their own.
 * Voices are named in the order in which they are first heard; one more than the
 * story has stays nameless, with a warning. Throws `speech-not-understood` for none.
 */
export function transcriptOfWords(recognised: Recognised): Transcript {
  const { words, language, engine, durationSeconds, speakerIds = [] } = recognised;
  const voices = [...new Set(words.flatMap(({ voice }) => voice ?? []))];
  const speakerOf = (voice: string | undefined) =>
    voice === undefined
      ? speakerIds.find((_id, i) => i === 0 && speakerIds.length === 1)
      : speakerIds[voices.indexOf(voice)];
  const turns: { speakerId?: string; words: RecognisedWord[] }[] = [];
  for (const word of words) {
    const speakerId = speakerOf(word.voice);
    const open = turns.at(-1);
    if (open !== undefined && open.speakerId === speakerId) open.words.push(word);
    else turns.push({ ...(speakerId === undefined ? {} : { speakerId }), words: [word] });
  }
  const timed = turns.map((turn): TimedTurn => ({
    ...turn,
    words: withBreaks(turn.words, durationSeconds),
  }));
  const cues = buildCues(
    timed.filter((turn) => turn.words.length > 0),
    language,
    durationSeconds,
  );
  if (cues.length === 0) throw new AppError("speech-not-understood");
  const unknown = voices.slice(Math.max(1, speakerIds.length));
  return {
    language,
    provenance: "machine",
    engine,
    cues,
    warnings: unknown.map((text) => ({ code: "speaker-unknown", text })),
  };
}

/** Where sentences and clauses end is read off the text, as for typed words; times never run backwards or past the end. */
function withBreaks(words: readonly RecognisedWord[], durationSeconds: number): TimedWord[] {
  const read = splitWords(words.map(({ text }) => text).join(" "));
  let last = 0;
  return words.map(({ text, startSeconds, endSeconds }, i) => {
    const start = Math.min(durationSeconds, Math.max(last, startSeconds));
    last = start;
    return {
      text,
      startSeconds: start,
      endSeconds: Math.min(durationSeconds, Math.max(start, endSeconds)),
      breakAfter: (read.length === words.length ? read[i]?.breakAfter : undefined) ?? "none",
    };
  });
}
