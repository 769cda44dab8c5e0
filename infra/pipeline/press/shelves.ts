import { type EpisodeCard, feedShelvesOf, shelvesOf } from "#core/press/catalogue";
import { yearOf } from "#core/search/address";
import {
  closingListing,
  episodePartition,
  feedShelf,
  publicationSort,
  searchPartition,
  shelfPartition,
  shelfSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import {
  type EpisodeFile,
  type Leaving,
  type Live,
  type PublicationRecord,
  PublicationRecordSchema,
} from "../episode/episode-records.ts";
import type { ShelvedEntry, ShelvedStory } from "./shelved-story.ts";

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
    expect: asRead(publicationVersion),
    ...(closesAt === undefined
      ? {}
      : { listing: { list: closingListing, order: `${closesAt}#${episode.id}` } }),
  };
}

/** Puts a story on its shelves and takes its former self off those where it no longer belongs. */
export function ontoTheShelves(
  before: EpisodeCard | undefined,
  { card, entry, terms }: ShelvedStory,
): RecordWrite[] {
  const kept = [
    { place: searchPlace(card), body: terms },
    ...shelvesOf(card).map((shelf) => ({ place: placeOf(shelf, card), body: card })),
    ...(entry === undefined ? [] : feedPlaces(card, entry)),
  ];
  // Also off the feeds that it stood in a moment ago, where it may no longer be in any.
  const former = before === undefined ? placesOf(card) : [...placesOf(card), ...placesOf(before)];
  const taken = new Set(kept.map(({ place }) => nameOf(place)));
  const left = former.filter((place) => !taken.has(nameOf(place)));
  return [
    ...kept.map(({ place, body }): RecordWrite => ({ kind: "put", ...place, body, expect: "any" })),
    ...offPlaces(left),
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
    publicationWrite(file, { ...rest, leaving: [...leaving, leavingNow(file, live)] }),
    ...offPlaces(placesOf(live.card)),
  ];
}

/** A live story as leaving from now on, by the write that replaces the record that was read. */
export function leavingNow(
  { publicationVersion }: Pick<EpisodeFile, "publicationVersion">,
  { card, index }: Live,
): Leaving {
  return { card, shards: index?.shards ?? [], since: publicationVersion ?? 0 };
}

/** The last shelf that a story is put on: whether it stands on all of those that there are today shows there. */
export const lastPlace = (card: EpisodeCard): Place =>
  placeOf(shelvesOf(card).at(-1) ?? "all", card);

/** Where a story stands on the shelf of everything. */
export const siteShelfPlace = (card: EpisodeCard): Place => placeOf("all", card);

export type Place = { readonly partition: string; readonly sort: string };

/** Where the item of a story stands in the feed of everything; whether it does shows there. */
export const siteFeedPlace = (card: EpisodeCard): Place => placeOf(feedShelf("all"), card);

const feedShelves = (card: EpisodeCard) => feedShelvesOf(card).map(feedShelf);

const feedPlaces = (card: EpisodeCard, entry: ShelvedEntry) =>
  feedShelves(card).map((shelf) => ({ place: placeOf(shelf, card), body: entry }));

const placesOf = (card: EpisodeCard): readonly Place[] => [
  searchPlace(card),
  ...[...shelvesOf(card), ...feedShelves(card)].map((shelf) => placeOf(shelf, card)),
];

/** Where the terms of a story stand; by its id, since the index asks by that. */
const searchPlace = (card: EpisodeCard): Place => ({
  partition: searchPartition(yearOf(card)),
  sort: card.id,
});

const placeOf = (shelf: string, card: EpisodeCard): Place => ({
  partition: shelfPartition(shelf),
  sort: shelfSort(card.publishedAt, card.id),
});

const nameOf = ({ partition, sort }: Place) => `${partition} ${sort}`;

/** Each place once: a commit takes no key twice. */
const offPlaces = (places: readonly Place[]): RecordWrite[] =>
  [...new Map(places.map((place) => [nameOf(place), place])).values()].map((place) => ({
    kind: "delete",
    ...place,
    expect: "any",
  }));
