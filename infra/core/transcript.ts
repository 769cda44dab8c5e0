import { z } from "zod";

/** Seconds from the start of the trimmed recording. */
const SecondsSchema = z.number().min(0).max(86_400);

export const WordSchema = z.object({
  text: z.string().min(1),
  startSeconds: SecondsSchema,
  endSeconds: SecondsSchema,
});

/** One caption: WebVTT practice asks for 1–7 s and at most two lines. */
export const CueSchema = z.object({
  startSeconds: SecondsSchema,
  endSeconds: SecondsSchema,
  /** Who speaks: the id of a speaker of the episode; names are added only where the name scope allows. */
  speakerId: z.string().optional(),
  text: z.string().min(1).max(500),
  words: z.array(WordSchema).optional(),
});
export type Cue = z.output<typeof CueSchema>;

/** Where the words come from; kept for good and shown to readers. */
export const ProvenanceSchema = z.enum(["typed", "machine", "corrected", "imported"]);

export const TranscriptSchema = z.object({
  language: z.string().min(2).max(35),
  provenance: ProvenanceSchema,
  /** The engine that made the times, for the record: `aligned-espeak`, `aligned-pauses`, `whisper`, … */
  engine: z.string(),
  cues: z.array(CueSchema).min(1).max(400),
  /** Passages where text and audio disagree, for the person who corrects. */
  warnings: z
    .array(
      z.object({
        code: z.string(),
        startSeconds: SecondsSchema.optional(),
        endSeconds: SecondsSchema.optional(),
        text: z.string().optional(),
      }),
    )
    .default([]),
});
export type Transcript = z.output<typeof TranscriptSchema>;
