import { type EpisodeCard, shelvesOf } from "#core/catalogue";
import {
  closingListing,
  episodePartition,
  publicationSort,
  shelfPartition,
  shelfSort,
} from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import {
  type EpisodeFile,
  type Leaving,
  type PublicationRecord,
  PublicationRecordSchema,
} from "./episode-records.ts";

/**
 * The record of a publication, written if it is still the version that was
 * read. While the story is live it is listed by the moment at which it must
 * close, so that the sweep finds it.
 */
export function publicationWrite(
  { episode, publicationVersion }: Pick<EpisodeFile, "episode" | "publicationVersion">,
  record: PublicationRecord,
): RecordWrite {
  const closesAt = record.live?.card.closesAt;
  return {
    kind: "put",
    partition: episodePartition(episode.id),
    sort: publicationSort,
    body: PublicationRecordSchema.parse(record),
    expect: publicationVersion === undefined ? "absent" : { version: publicationVersion },
    ...(closesAt === undefined
      ? {}
      : { listing: { list: closingListing, order: `${closesAt}#${episode.id}` } }),
  };
}

/** Puts a card on its shelves and takes its former self off those where it no longer belongs. */
export function ontoTheShelves(before: EpisodeCard | undefined, card: EpisodeCard): RecordWrite[] {
  const kept = shelvesOf(card).map((shelf) => placeOf(shelf, card));
  const former =
    before === undefined ? [] : shelvesOf(before).map((shelf) => placeOf(shelf, before));
  const isKept = (place: Place) =>
    kept.some(({ partition, sort }) => partition === place.partition && sort === place.sort);
  return [
    ...kept.map((place): RecordWrite => ({ kind: "put", ...place, body: card, expect: "any" })),
    ...former
      .filter((place) => !isKept(place))
      .map((place): RecordWrite => ({ kind: "delete", ...place, expect: "any" })),
  ];
}

/**
 * Takes a live story off its shelves and records that it is live no more. Its
 * addresses stay known, and its card stays among the leaving ones until its
 * traces are gone from the shared pages. Nothing to do for a story that is not live.
 */
export function offTheShelves(file: EpisodeFile): RecordWrite[] {
  const { live, leaving, ...rest } = file.publication;
  if (live === undefined) return [];
  return [
    publicationWrite(file, { ...rest, leaving: [...leaving, leavingNow(file, live.card)] }),
    ...shelvesOf(live.card).map((shelf): RecordWrite => ({
      kind: "delete",
      ...placeOf(shelf, live.card),
      expect: "any",
    })),
  ];
}

/** A card as leaving from now on, by the write that replaces the record that was read. */
export function leavingNow(
  { publicationVersion }: Pick<EpisodeFile, "publicationVersion">,
  card: EpisodeCard,
): Leaving {
  return { card, since: publicationVersion ?? 0 };
}

type Place = { readonly partition: string; readonly sort: string };

const placeOf = (shelf: string, card: EpisodeCard): Place => ({
  partition: shelfPartition(shelf),
  sort: shelfSort(card.publishedAt, card.id),
});
