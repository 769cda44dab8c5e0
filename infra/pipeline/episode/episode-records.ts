import { AppError } from "#core/errors";
import { EpisodeCardSchema, PublicationSchema } from "#core/press/catalogue";
import { type Consent, ConsentSchema } from "#core/consent/consent";
import { type Episode, EpisodeSchema } from "#core/episode";
import { type LedgerLeaf, LedgerLeafSchema } from "#core/consent/ledger";
import type { Dossier } from "#core/publication";
import { SealSchema } from "#core/publication-seal";
import {
  allEpisodesListing,
  consentPrefix,
  episodePartition,
  episodeSort,
  leafPrefix,
  publicationSort,
  unsettledListing,
  unsettledSort,
} from "#core/record-keys";
import { ConflictError, type Records, type RecordWrite, type StoredRecord } from "#ports/records";
import { z } from "zod";
import { everyPage } from "../every-page.ts";

/**
 * A card whose story left its shelves, or changed. `since` is the version of the
 * record that the card was put here from, so that whoever pressed away an earlier
 * leaving never takes this one for it.
 */
const LeavingSchema = z.object({
  card: EpisodeCardSchema,
  /** Shards of the search index that held its words. */
  shards: z.array(z.int()).default([]),
  since: z.int(),
});
export type Leaving = z.output<typeof LeavingSchema>;

const LiveSchema = z.object({
  publication: PublicationSchema,
  card: EpisodeCardSchema,
  /** The shards of the search index that hold its words, and the format that these were made in; absent when they were never indexed. */
  index: z.object({ format: z.int(), shards: z.array(z.int()) }).optional(),
  /** The decision that it rests on; absent where it was published before there were any. */
  seal: SealSchema.optional(),
});
export type Live = z.output<typeof LiveSchema>;

/** The publication as recorded: with its card, so that a withdrawal knows what to take off the shelves. */
export const PublicationRecordSchema = z.object({
  /** Absent while the story is closed. */
  live: LiveSchema.optional(),
  /** Cards taken off the shelves whose traces on shared pages are still to be pressed away. */
  leaving: z.array(LeavingSchema).default([]),
  /** The date in feeds and archives, kept over withdrawals and new grants. */
  firstPublishedAt: z.iso.datetime().optional(),
  /** Of an imported story: the identity in feeds under which it first came out, kept like the date. */
  guid: z.string().optional(),
  /** Every address that ever answered for this story: what a probe must find closed. */
  addresses: z.array(z.string()),
});
export type PublicationRecord = z.output<typeof PublicationRecordSchema>;

/** All that is known of one episode, with the versions that a conditional write needs. */
export type EpisodeFile = Dossier & {
  readonly version: number;
  readonly publication: PublicationRecord;
  readonly publicationVersion: number | undefined;
  readonly consentVersions: ReadonlyMap<string, number>;
  readonly lastLeaf: LedgerLeaf | undefined;
};

/** Reads everything of one episode; undefined when there is no such episode. A record that does not parse is a fault, never an open door. */
export async function readEpisode(
  records: Records,
  episodeId: string,
): Promise<EpisodeFile | undefined> {
  const partition = episodePartition(episodeId);
  // The episode's own version comes first: every decision changes it, so a write that expects this version
  // fails if anything read after it has changed meanwhile. The other way round an old yes could be paired with a new version.
  const episode = await records.get({ partition, sort: episodeSort });
  if (episode === undefined) return undefined;
  const [consents, publication, leaves] = await Promise.all([
    queryAll(records, partition, consentPrefix),
    records.get({ partition, sort: publicationSort }),
    records.query(partition, { sortPrefix: leafPrefix, descending: true, limit: 1 }),
  ]);
  const lastLeaf = leaves.records[0];
  return {
    episode: EpisodeSchema.parse(episode.body),
    version: episode.version,
    consents: consents.map((record): Consent => ConsentSchema.parse(record.body)),
    consentVersions: new Map(consents.map((record) => [record.sort, record.version])),
    publication: publication
      ? PublicationRecordSchema.parse(publication.body)
      : { leaving: [], addresses: [] },
    publicationVersion: publication?.version,
    lastLeaf: lastLeaf && LedgerLeafSchema.parse(lastLeaf.body),
  };
}

/** As `readEpisode`; throws AppError `episode-unknown` when there is none. */
export async function requireEpisode(records: Records, episodeId: string): Promise<EpisodeFile> {
  const file = await readEpisode(records, episodeId);
  if (file === undefined) throw new AppError("episode-unknown", { params: { id: episodeId } });
  return file;
}

/** Every record of a partition whose sort starts with a prefix, over all pages. */
export async function queryAll(
  records: Records,
  partition: string,
  sortPrefix: string,
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  for await (const page of everyPage((from) => records.query(partition, { sortPrefix, ...from }))) {
    found.push(...page.records);
  }
  return found;
}

/** The write that replaces the episode's own record, if it is still the version that was read. */
export function episodeWrite(episode: Episode, version: number | "absent"): RecordWrite {
  return {
    kind: "put",
    partition: episodePartition(episode.id),
    sort: episodeSort,
    body: EpisodeSchema.parse(episode),
    expect: version === "absent" ? "absent" : { version },
    listing: { list: allEpisodesListing, order: `${episode.createdAt}#${episode.id}` },
  };
}

/** A mark on an episode whose public state, or whose processing, must be looked at again. */
export const UnsettledSchema = z.object({
  epoch: z.int(),
  /** When it was set; absent in older ones. */
  at: z.iso.datetime().optional(),
  /** The job that it was set with, where that is not to reconcile. */
  job: z.literal("process").optional(),
});

/**
 * Marks the episode as one whose public state must be looked at again; part of
 * every commit that could change it. One that was only taken in is marked as
 * waiting to be processed: its job is sent after the commit, and the sweep sends
 * it where nobody has. `at` is an ISO instant.
 */
export function unsettledWrite(
  { id, epoch, stage }: Pick<Episode, "id" | "epoch" | "stage">,
  at: string,
): RecordWrite {
  const job = stage.name === "received" ? { job: "process" } : {};
  return {
    kind: "put",
    partition: episodePartition(id),
    sort: unsettledSort,
    body: UnsettledSchema.parse({ epoch, at, ...job }),
    expect: "any",
    listing: { list: unsettledListing, order: `${at}#${id}` },
  };
}

/** Tries again from a fresh read when someone else wrote first; gives up (retryable) after many rounds. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConflictError) || round >= 20) throw error;
    }
  }
}
