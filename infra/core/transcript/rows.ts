import { z } from "zod";
import { joinedSpans, type Span, timeWithout } from "../audio/spans.ts";
import { correctedFrom } from "./corrected.ts";
import { cleanText } from "../text.ts";
import { flattenText } from "./line-wrapping.ts";
import type { WordsRow } from "./row-edits.ts";
import { type Cue, cuesMax, type Transcript, TranscriptSchema } from "./transcript.ts";

/** Characters of one caption while it is worked on: far more than a cue may hold in the end, so that a paste is told and not cut. */
const rowCharsMax = 40_000;

/** One caption on its way to be corrected. */
const WordsRowSchema = z
  .object({
    startSeconds: z.number().min(0).max(86_400),
    endSeconds: z.number().min(0).max(86_400),
    speakerId: z.string().max(40).optional(),
    text: z
      .string()
      .max(rowCharsMax)
      .transform((text) => flattenText(cleanText(text))),
    /** To be taken out of sound and words together. */
    removed: z.boolean().default(false),
  })
  .refine((row) => row.endSeconds > row.startSeconds, { path: ["endSeconds"] })
  .transform(({ speakerId, ...row }): WordsRow =>
    speakerId === undefined ? row : { ...row, speakerId },
  );
export const WordsRowsSchema = z.array(WordsRowSchema).min(1).max(cuesMax);

/** The captions of a transcript, to be corrected. */
export const rowsOf = ({ cues }: Pick<Transcript, "cues">): readonly WordsRow[] =>
  cues.map(({ startSeconds, endSeconds, speakerId, text }) => ({
    startSeconds,
    endSeconds,
    ...(speakerId === undefined ? {} : { speakerId }),
    text,
    removed: false,
  }));

/** The passages that captions are marked to be taken out with, in seconds of the recording as it is. */
export const spansOf = (rows: readonly WordsRow[]): readonly Span[] =>
  joinedSpans(rows.filter(({ removed }) => removed));

/**
 * The words as somebody corrected them, at the times that they will be heard at
 * once the marked passages are gone. Captions without words are left out; nothing
 * at all is left when all are. A caption whose text and time stay keeps the times
 * of its words.
 */
export function correctedRows(
  rows: readonly WordsRow[],
  before: Transcript,
): Transcript | undefined {
  const spans = spansOf(rows);
  const kept = rows.filter(({ removed, text }) => !removed && text !== "");
  const cues = kept.map(({ removed: _marked, ...cue }): Cue => cue);
  if (cues.length === 0) return undefined;
  const corrected = correctedFrom(before, { ...before, cues });
  const { reviewed: _read, ...rest } = corrected;
  const shifted = spans.length === 0 ? rest : { ...rest, cues: shiftedCues(rest.cues, spans) };
  return TranscriptSchema.parse({ ...shifted, warnings: [] });
}

/** Captions as they are heard once passages are gone; one that is inside a passage goes with it. */
function shiftedCues(cues: readonly Cue[], removed: readonly Span[]): Cue[] {
  const at = (seconds: number) => Math.round(timeWithout(removed, seconds) * 1000) / 1000;
  return cues.flatMap((cue): Cue[] => {
    const startSeconds = at(cue.startSeconds);
    const endSeconds = at(cue.endSeconds);
    if (endSeconds <= startSeconds) return [];
    const { words, ...rest } = cue;
    const moved = words?.map((word) => ({
      ...word,
      startSeconds: at(word.startSeconds),
      endSeconds: at(word.endSeconds),
    }));
    return [
      { ...rest, startSeconds, endSeconds, ...(moved === undefined ? {} : { words: moved }) },
    ];
  });
}

/** How much of a caption may touch a passage that goes, in seconds: rounding, not a word. */
const touchSeconds = 0.1;

/** Words in another language once passages are gone: what was said in one is not left in a caption that touched it. */
export function translationWithout(
  words: Transcript,
  removed: readonly Span[],
): Transcript | undefined {
  const untouched = words.cues.filter((cue) =>
    removed.every(
      (span) =>
        Math.min(cue.endSeconds, span.endSeconds) - Math.max(cue.startSeconds, span.startSeconds) <=
        touchSeconds,
    ),
  );
  const cues = shiftedCues(untouched, removed);
  return cues.length === 0 ? undefined : { ...words, cues };
}
