import { z } from "zod";
import { InstantSchema } from "../ids.ts";

/** Seconds from the start of the trimmed recording. */
const SecondsSchema = z.number().min(0).max(86_400);

const WordSchema = z.object({
  text: z.string().min(1),
  startSeconds: SecondsSchema,
  endSeconds: SecondsSchema,
});
export type Word = z.output<typeof WordSchema>;

/** One caption: WebVTT practice asks for 1–7 s and at most two lines. */
export const CueSchema = z
  .object({
    startSeconds: SecondsSchema,
    endSeconds: SecondsSchema,
    /** Who speaks: the id of a speaker of the episode; names are added only where the name scope allows. */
    speakerId: z.string().optional(),
    /** One line of plain text: each format breaks it into lines of its own. */
    text: z
      .string()
      .min(1)
      .max(500)
      .regex(/^[^\r\n]*$/, "one line"),
    words: z.array(WordSchema).optional(),
  })
  .refine((cue) => cue.endSeconds > cue.startSeconds, {
    path: ["endSeconds"],
    error: "a cue ends after it starts",
  });
export type Cue = z.output<typeof CueSchema>;

/** Where the words come from; kept for good and shown to readers. */
export const ProvenanceSchema = z.enum(["typed", "machine", "corrected", "imported"]);
export type Provenance = z.output<typeof ProvenanceSchema>;

/** More cues than any story of three minutes has. */
export const cuesMax = 400;

/**
 * What a warning can be about: `text-without-audio` (words of the text that are
 * not heard: they are left out of the cues), `audio-without-text` (someone
 * speaks, and the text has no words for it), `timing-uncertain` (the times of
 * this passage, or of everything, deserve an ear), `speaker-unknown` (an
 * imported file names a voice that the episode does not have).
 */
const TranscriptWarningSchema = z.object({
  code: z.string(),
  startSeconds: SecondsSchema.optional(),
  endSeconds: SecondsSchema.optional(),
  text: z.string().optional(),
});
export type TranscriptWarning = z.output<typeof TranscriptWarningSchema>;

export const TranscriptSchema = z.object({
  language: z.string().min(2).max(35),
  provenance: ProvenanceSchema,
  /** The engine that made the times, for the record: `aligned-sounds`, `aligned-espeak`, `aligned-pauses`, `whisper`, … */
  engine: z.string(),
  cues: z.array(CueSchema).min(1).max(cuesMax),
  /** Passages where text and audio disagree, for the person who corrects. */
  warnings: z.array(TranscriptWarningSchema).default([]),
  /** When a person has read words that no person wrote, and the opaque id of who. */
  reviewed: z.object({ at: InstantSchema, by: z.string().max(80) }).optional(),
  /** What an engine that is paid for took. */
  cost: z.object({ usd: z.number().min(0), billedSeconds: z.number().min(0) }).optional(),
});
export type Transcript = z.output<typeof TranscriptSchema>;

/**
 * The names that may be shown, by speaker id. A speaker who is not in it stays
 * nameless in every format; where several voices would become one, hand in a
 * neutral label (`Voix 2`) so that readers still see who speaks.
 */
export type SpeakerNames = ReadonlyMap<string, string>;
