import { z } from "zod";
import type { EpisodeCard } from "./press/catalogue.ts";
import type { PermittedWords, PublishableEpisode } from "./publication.ts";
import { type Transcript, TranscriptSchema } from "./transcript/transcript.ts";

/** Grows when the gate lets through other words of the same records, or stories stand on other shelves: then all are decided on again. */
export const sealFormat = 1;

/** A story with more words than this is decided on each time: beside its card they must fit one record (ports/records, 400 KB). */
const sealedCharactersMax = 100_000;

/**
 * What the gate let through of a story's words, kept with the publication that
 * came of it, and what that decision rests on: a press of everything then reads
 * one record of a story instead of all of its records.
 */
export const SealSchema = z.object({
  format: z.int(),
  /** The version of the episode's record: every change to what the gate asks about changes it. */
  version: z.int(),
  epoch: z.int(),
  /** The project that it was recorded for; a project's own list may name one instead. */
  projectSlug: z.string().optional(),
  /** What its item in the feeds was made of; nothing where it is in none. */
  feedSource: z.string().optional(),
  transcript: TranscriptSchema,
  translations: z.array(TranscriptSchema),
});
export type Seal = z.output<typeof SealSchema>;

/** Seals a decision that rests on this version of the episode's record; nothing for a story with too many words to keep twice. */
export function sealOf(
  { epoch, projectSlug, transcript, translations }: PublishableEpisode,
  version: number,
  feedSource: string | undefined,
): Seal | undefined {
  if (charactersOf([transcript, ...translations]) > sealedCharactersMax) return undefined;
  return {
    format: sealFormat,
    version,
    epoch,
    ...(projectSlug === undefined ? {} : { projectSlug }),
    ...(feedSource === undefined ? {} : { feedSource }),
    transcript,
    translations: [...translations],
  };
}

/**
 * The words that the gate let through, while it would let the very same through
 * at `now` (ISO instant); else undefined, and it is asked again. The decision is
 * a function of the story's records and the moment, and the clock only closes
 * (I15): for the same records it says the same until the first consent that it
 * rests on ends. Whoever writes them out checks, in the same turn, that the
 * episode's record still has the seal's version.
 */
export function wordsStillPermitted(
  seal: Seal,
  { id, showSlug, closesAt }: Pick<EpisodeCard, "id" | "showSlug" | "closesAt">,
  now: string,
): PermittedWords | undefined {
  if (seal.format !== sealFormat) return undefined;
  const isBefore = closesAt === undefined || Date.parse(now) < Date.parse(closesAt);
  if (!isBefore || Number.isNaN(Date.parse(now))) return undefined;
  const { transcript, translations } = seal;
  const words = { id, showSlug, transcript, translations };
  return words as typeof words & PermittedWords;
}

const charactersOf = (words: readonly Transcript[]): number =>
  words.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
