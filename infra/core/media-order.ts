import { z } from "zod";
import { SpanSchema, spansMax } from "./audio/spans.ts";

/**
 * What a machine that only knows sound is asked to do, and what it answers: it
 * gets files, gives files back, and neither sees a record nor opens an address.
 * Files are named, not placed: where they lie is between the two who speak.
 */
const LoudnessSchema = z.object({ integratedLufs: z.number(), truePeakDbtp: z.number() });

const RenditionSchema = z.object({
  encoding: z.enum(["mp3", "m4a", "opus"]),
  file: z.string(),
  bytes: z.number(),
  durationSeconds: z.number(),
  loudness: LoudnessSchema,
});

const TagsSchema = z.object({
  title: z.string(),
  artist: z.string().optional(),
  album: z.string(),
  year: z.number(),
  language: z.string(),
  comment: z.string().optional(),
});

const orderId = z.string().regex(/^[0-9a-f-]{36}$/);

export const MediaOrderSchema = z.discriminatedUnion("task", [
  z.object({ task: z.literal("probe"), orderId }),
  z.object({
    task: z.literal("master"),
    orderId,
    /** Passages that nothing of it may hold. */
    removed: z.array(SpanSchema).max(spansMax).optional(),
  }),
  z.object({ task: z.literal("speech"), orderId }),
  z.object({
    task: z.literal("tag"),
    orderId,
    rendition: RenditionSchema,
    tags: TagsSchema,
  }),
]);
export type MediaOrder = z.output<typeof MediaOrderSchema>;

/** The names of the files that an order brings and takes; a master names its own. */
export const mediaFiles = {
  source: "source",
  cover: "cover.jpg",
  tagged: "tagged",
  speech: "speech.wav",
} as const;

const ProbeSchema = z.object({
  container: z.string(),
  codec: z.string(),
  durationSeconds: z.number(),
  sampleRateHz: z.number(),
  channels: z.number(),
  hasVideo: z.boolean(),
});

const MasterSchema = z.object({
  durationSeconds: z.number(),
  before: LoudnessSchema,
  renditions: z.array(RenditionSchema),
  waveform: z.array(z.number()),
  speechFile: z.string(),
});

/** A refusal is an answer: it is about the file, and the words for it are chosen elsewhere. */
export const MediaAnswerSchema = z.union([
  z.object({ probe: ProbeSchema }),
  z.object({ master: MasterSchema }),
  z.object({ tagged: z.literal(true) }),
  z.object({ speech: z.literal(true) }),
  z.object({
    refusal: z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      field: z.string().optional(),
      retryable: z.boolean(),
    }),
  }),
]);
export type MediaAnswer = z.output<typeof MediaAnswerSchema>;
