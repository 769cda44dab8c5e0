import { type FeedName, feedPath } from "#core/feed/address";
import { documentItemsMax } from "#core/feed/archive";
import type { FeedDocument } from "#core/feed/document";
import {
  FeedEntrySchema,
  type FeedItem,
  type ItemNote,
  ItemNoteSchema,
  itemOf,
} from "#core/feed/item";
import { feedShelf, feedWindowsPartition, shelfPartition, shelfSort } from "#core/record-keys";
import { publicKeyOfPath } from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { shelfOfFeed } from "./feed-shelves.ts";
import { feedItemsOn } from "./read-shelf.ts";

/** Some more than a document holds, so that for a few that are taken back others are known to move up. */
const windowItemsMax = documentItemsMax + 10;

/** Three bytes each, and once more where they are shown with a number: with the rest this fits a record (ports/records, 400 KB). Beyond it a feed is read from its shelf. */
const titleCharactersMax = 50_000;

/**
 * What the press remembers of a feed's subscription document: its newest items
 * without their texts, and where in the document these stand. A change then reads
 * the items that it is about, and takes the texts of all others out of the very
 * document that they are to stand in again, instead of reading three hundred.
 * Derived, like a page, and good for one document only: with any other one at the
 * feed's address, or none, the shelf is read. It goes with the document.
 */
const FeedWindowSchema = z.object({
  /** Of the document that it describes. */
  etag: z.string(),
  /** Whether older items stand on the shelf. */
  hasMore: z.boolean(),
  items: z.array(
    ItemNoteSchema.extend({
      // What nearly all have alike is left out: with each change a window is read and written.
      updatedAt: z.string().optional(),
      reusable: z.boolean().default(false),
      demonstration: z.boolean().default(false),
      /** Its place in the document; absent where it does not stand there. */
      start: z.int().optional(),
      end: z.int().optional(),
      /** Where it is not its own title. */
      shownAs: z.string().optional(),
    }),
  ),
});
type FeedWindow = z.output<typeof FeedWindowSchema>;

/** One of the newest items of a feed; its text only where it is at hand. */
export type NewestItem = ItemNote & { readonly text?: FeedItem["text"] };
/** The newest items of a feed that are not over, newest first. */
export type NewestItems = {
  readonly items: readonly NewestItem[];
  readonly hasMore: boolean;
  /** What was remembered of the document before, where they come out of it. */
  readonly former?: FeedWindow;
};
/** The place that a story has on its shelves, by which it is looked for there. */
export type ShelvedPlace = { readonly id: string; readonly publishedAt: string };

const windowKey = (feed: FeedName) => ({
  partition: feedWindowsPartition,
  sort: shelfOfFeed(feed),
});
const keyOf = (feed: FeedName) => publicKeyOfPath(feedPath(feed));
const sortOf = ({ publishedAt, id }: ShelvedPlace) => shelfSort(publishedAt, id);

/** The newest items of a feed, from its shelf. */
export async function newestOfShelf(app: App, feed: FeedName): Promise<NewestItems> {
  const entries = await feedItemsOn(app, shelfOfFeed(feed), windowItemsMax + 1);
  const items = entries.slice(0, windowItemsMax).map(itemOf);
  return { items, hasMore: entries.length > windowItemsMax };
}

/** The same where nothing but these stories has changed since the document was written: each of them read anew, all others out of the document. */
export async function newestAround(
  app: App,
  feed: FeedName,
  changed: readonly ShelvedPlace[],
): Promise<NewestItems> {
  const window = await readWindow(app, feed);
  const head = window && (await app.publicStore.head(keyOf(feed)));
  if (window === undefined || head?.etag !== window.etag) return newestOfShelf(app, feed);
  const document = await app.publicStore.get(keyOf(feed));
  const touched = new Set(changed.map(({ id }) => id));
  const oldest = window.items.at(-1);
  const isWithin = (item: ShelvedPlace) =>
    !window.hasMore || (oldest !== undefined && sortOf(item) >= sortOf(oldest));
  const places = new Map(changed.map((place) => [sortOf(place), place]));
  const fresh = await Promise.all([...places.values()].map((place) => itemAt(app, feed, place)));
  const now = app.clock.now();
  const items: NewestItem[] = [
    ...window.items.filter(({ id }) => !touched.has(id)).map((item) => outOf(document, item)),
    ...fresh.filter((item) => item !== undefined).filter(isWithin),
  ]
    .filter(({ closesAt }) => closesAt === undefined || closesAt > now)
    .sort((a, b) => (sortOf(a) < sortOf(b) ? 1 : -1));
  if (window.hasMore && items.length <= documentItemsMax) return newestOfShelf(app, feed);
  const hasMore = window.hasMore || items.length > windowItemsMax;
  return { items: items.slice(0, windowItemsMax), hasMore, former: window };
}

async function readWindow(app: App, feed: FeedName): Promise<FeedWindow | undefined> {
  const record = await app.records.get(windowKey(feed));
  return record && FeedWindowSchema.parse(record.body);
}

function outOf(document: Uint8Array, item: FeedWindow["items"][number]): NewestItem {
  const { start, end, shownAs = item.title, updatedAt = item.publishedAt, ...rest } = item;
  const note = { ...rest, updatedAt };
  if (start === undefined || end === undefined) return note;
  return { ...note, text: { shownAs, bytes: document.subarray(start, end) } };
}

/** The item of a story as it stands on the shelf now; nothing where it does not. */
async function itemAt(
  app: App,
  feed: FeedName,
  place: ShelvedPlace,
): Promise<FeedItem | undefined> {
  const partition = shelfPartition(feedShelf(shelfOfFeed(feed)));
  const record = await app.records.get({ partition, sort: sortOf(place) });
  return record && itemOf(FeedEntrySchema.parse(record.body));
}

/** Items with their texts; one that has left the shelf meanwhile is left out. */
export async function withTexts(
  app: App,
  feed: FeedName,
  items: readonly NewestItem[],
): Promise<readonly FeedItem[]> {
  const missing = items.filter((item) => !hasText(item));
  const found = await Promise.all(missing.map((item) => itemAt(app, feed, item)));
  const read = new Map(found.flatMap((item) => (item === undefined ? [] : [[item.id, item]])));
  return items.flatMap((item) => (hasText(item) ? item : (read.get(item.id) ?? [])));
}

const hasText = (item: NewestItem): item is FeedItem => item.text !== undefined;

/**
 * Remembers the document that was just written for a feed, or forgets what was
 * known where there is none any more; no write where it is the same. Under the lease only.
 */
export async function windowWrites(
  app: App,
  feed: FeedName,
  newest: NewestItems,
  document: FeedDocument | undefined,
): Promise<readonly RecordWrite[]> {
  const key = windowKey(feed);
  const former = newest.former ?? (await readWindow(app, feed));
  const head = document && (await app.publicStore.head(keyOf(feed)));
  const isKept = head !== undefined && titleCharacters(newest) <= titleCharactersMax;
  if (document === undefined || !isKept)
    return former === undefined ? [] : [{ kind: "delete", ...key, expect: "any" }];
  const body = windowOf(newest, document, head.etag);
  const isSame =
    former?.etag === body.etag &&
    JSON.stringify(former) === JSON.stringify(FeedWindowSchema.parse(body));
  return isSame ? [] : [{ kind: "put", ...key, body, expect: "any" }];
}

const titleCharacters = ({ items }: NewestItems) =>
  items.reduce((sum, { title }) => sum + title.length, 0);

function windowOf(
  { items, hasMore }: NewestItems,
  document: FeedDocument,
  etag: string,
): z.input<typeof FeedWindowSchema> {
  const places = new Map(document.items.map((place) => [place.id, place]));
  return {
    etag,
    hasMore,
    items: items.map(({ text: _text, updatedAt, reusable, demonstration, ...rest }) => {
      const note = {
        ...rest,
        ...(updatedAt === rest.publishedAt ? {} : { updatedAt }),
        ...(reusable ? { reusable } : {}),
        ...(demonstration ? { demonstration } : {}),
      };
      const place = places.get(note.id);
      if (place === undefined) return note;
      const { start, end, shownAs } = place;
      return { ...note, start, end, ...(shownAs === note.title ? {} : { shownAs }) };
    }),
  };
}
