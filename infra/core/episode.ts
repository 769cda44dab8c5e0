import { z } from "zod";
import { SpanSchema, spansMax } from "./audio/spans.ts";
import { EpisodeIdSchema, InstantSchema, SlugSchema } from "./ids.ts";
import { SpeakerSchema } from "./speaker.ts";
import { lineSchema, summaryLengthMax, textSchema, titleLengthMax } from "./text.ts";
import { TranscriptSchema } from "./transcript/transcript.ts";

const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const LoudnessSchema = z.object({ integratedLufs: z.number(), truePeakDbtp: z.number() });

/** A file of the private store, with what is needed to serve it without opening it. */
const StoredFileSchema = z.object({
  key: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256Schema,
});

const RenditionSchema = StoredFileSchema.extend({
  encoding: z.enum(["mp3", "m4a", "opus"]),
  durationSeconds: z.number().positive(),
  loudness: LoudnessSchema,
});
export type Rendition = z.output<typeof RenditionSchema>;

const CoverSchema = StoredFileSchema.extend({ sizePx: z.int().positive() });
export type Cover = z.output<typeof CoverSchema>;

/** What processing makes of an upload; all of it or none of it. */
const ProcessedAudioSchema = z.object({
  durationSeconds: z.number().positive(),
  before: LoudnessSchema,
  renditions: z.array(RenditionSchema).min(1),
  covers: z.array(CoverSchema).min(1),
  /** The picture for previews; `drawing` names what is written on it (core/picture/share-picture). */
  share: StoredFileSchema.extend({ drawing: Sha256Schema }).optional(),
  waveform: z.array(z.number().min(0).max(1)),
});
export type ProcessedAudio = z.output<typeof ProcessedAudioSchema>;

/** An error code with its parameters, for a person to read later in their own language. */
const ProblemSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Problem = z.output<typeof ProblemSchema>;

/** Where a recording stands, from the upload to ready; publication is decided elsewhere. */
const StageSchema = z.discriminatedUnion("name", [
  z.object({ name: z.literal("received") }),
  z.object({ name: z.literal("ready") }),
  /** Nothing is left of it but this record, without a name or a word, so that a withdrawal is still heard. */
  z.object({ name: z.literal("erased") }),
  ProblemSchema.extend({ name: z.literal("failed") }),
]);
export type Stage = z.output<typeof StageSchema>;

export const EpisodeSchema = z.object({
  id: EpisodeIdSchema,
  showSlug: SlugSchema,
  projectSlug: SlugSchema.optional(),
  /** The earlier story that this one follows up. */
  followUpOf: EpisodeIdSchema.optional(),
  /** The story that the other half of a pair told alone: whoever hands a trade on, and whoever learns it. */
  pairedWith: EpisodeIdSchema.optional(),
  title: lineSchema(titleLengthMax),
  summary: textSchema(summaryLengthMax).default(""),
  language: z.string().min(2).max(35),
  speakers: z.array(SpeakerSchema).min(1).max(6),
  themes: z.array(SlugSchema).max(12).default([]),
  trade: lineSchema(120).optional(),
  /** A town or district, never an address. */
  place: lineSchema(120).optional(),
  recordedOn: z.iso.date().optional(),
  createdAt: InstantSchema,
  /** The voice is synthetic and the words invented: every page and feed says so. */
  demonstration: z.boolean().default(false),
  source: StoredFileSchema,
  /** What was said, where someone typed it; by turns. */
  knownText: z
    .array(z.object({ speakerId: z.string().optional(), text: textSchema(20_000) }))
    .optional(),
  /** Of a story that came in from another podcast's feed: its identity there, which apps know, and its date. */
  imported: z
    .object({ guid: z.string().min(1).max(2_000), publishedAt: InstantSchema.optional() })
    .optional(),
  /** Opaque id of the member of the team who took it in. */
  recordedBy: z.string().optional(),
  stage: StageSchema,
  audio: ProcessedAudioSchema.optional(),
  transcript: TranscriptSchema.optional(),
  /** The same words in other languages, each language once. */
  translations: z.array(TranscriptSchema).max(8).optional(),
  /** Passages that were taken out of the recording, in seconds of what it was before: the one list that every rendition is made by. */
  removed: z.array(SpanSchema).max(spansMax).optional(),
  /** Since when recording, words and names are as they are: a form signed earlier was about something else. */
  contentSince: InstantSchema.optional(),
  /** Why there are no timed words although some were given: the sound is fine, a person has to look at the text. */
  transcriptProblem: ProblemSchema.optional(),
  /** Words that are being looked for elsewhere: whom to ask for them, and since when. */
  transcription: z
    .object({ engine: z.string(), id: z.string(), startedAt: InstantSchema })
    .optional(),
  /** Closed until lifted by a person; the date alone opens nothing (consent note, I15). */
  embargoUntil: InstantSchema.optional(),
  /** Grows with every consent decision and every edit; an older one never wins (I18). */
  epoch: z.int().nonnegative(),
});
export type Episode = z.output<typeof EpisodeSchema>;
