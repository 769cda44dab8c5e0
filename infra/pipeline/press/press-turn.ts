import { type FeedItem, itemOf } from "#core/feed/item";
import type { FeedName } from "#core/feed/address";
import type { FeedDocument } from "#core/feed/document";
import { type EpisodeCard, feedShelvesOf } from "#core/press/catalogue";
import {
  type Facet,
  type FacetCount,
  facetNames,
  facetShelf,
  facetsListedMax,
} from "#core/press/facets";
import { commitWritesMax, type RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import {
  countFacet,
  facetStoriesMax,
  facetWrites,
  inOrder,
  readFacet,
  readRanking,
} from "./facet-accounts.ts";
import { feedOfShelf, shelfOfFeed } from "./feed-shelves.ts";
import {
  newestAround,
  type NewestItems,
  newestOfShelf,
  type ShelvedPlace,
  windowWrites,
} from "./feed-window.ts";
import { feedItemsOn, storiesOn } from "./read-shelf.ts";
import {
  isSameAccount,
  monthStoriesMax,
  monthsWrite,
  readMonths,
  recount,
  type ShelfMonths,
  type ShelfReader,
} from "./shelf-months.ts";

/**
 * One turn of the press, under its lease: what it reads of a shelf it reads
 * once, as the shelf stood during this turn. Whoever changes a shelf later waits
 * for the next turn and presses the same pages again.
 */
export type PressTurn = ShelfReader & {
  readonly app: App;
  months(shelf: string): Promise<ShelfMonths>;
  /** Counts these months of a shelf again. */
  count(shelf: string, months: Iterable<string>): Promise<void>;
  /** Looks at the shelf of a facet again. */
  countFacet(facet: Facet): Promise<void>;
  /** The facets of each kind with the most stories, at least as many as are listed, in the order of their shelves. */
  facets(): Promise<readonly FacetCount[]>;
  /** Replaces the account of a shelf. */
  replaceMonths(shelf: string, months: ShelfMonths): void;
  /** Says which subscription document is written for a feed in this turn, or that it has none. */
  wrote(feed: FeedName, document?: FeedDocument): void;
  /** Writes what was counted and what is known of feeds; last, so that a turn that died is done again in full. */
  end(): Promise<void>;
};

/**
 * Begins a turn; only under the press's lease. `changed` are the only stories for
 * which it presses, where it does not press for everything: feeds then read these alone.
 */
export function createTurn(app: App, changed?: readonly ShelvedPlace[]): PressTurn {
  const cards = remembering<readonly EpisodeCard[]>();
  const items = remembering<readonly FeedItem[]>();
  const newest = remembering<NewestItems>();
  const written = new Map<string, { readonly feed: FeedName; readonly document?: FeedDocument }>();
  const accounts = remembering<ShelfMonths>();
  const rankings = remembering<ReadonlyMap<string, FacetCount>>();
  const recounted = new Map<string, ShelfMonths>();
  const facetsChanged = new Map<string, FacetCount | undefined>();
  const months = async (shelf: string) =>
    recounted.get(shelf) ?? accounts(shelf, () => readMonths(app, shelf));
  const reader: ShelfReader = {
    stories: (shelf, max, month) =>
      cards(`${shelf} ${max} ${month}`, () => storiesOn(app, shelf, max, month)),
    newest: (shelf) =>
      newest(shelf, () => {
        const feed = feedOfShelf(shelf);
        return changed === undefined ? newestOfShelf(app, feed) : newestAround(app, feed, changed);
      }),
    items: (shelf, month) =>
      items(`${shelf} ${month}`, async () => {
        const cards = shelf === "all" ? [] : await reader.stories("all", monthStoriesMax, month);
        if (cards.length === 0 || cards.length === monthStoriesMax)
          return (await feedItemsOn(app, shelf, monthStoriesMax, month)).map(itemOf);
        // Whatever stands in the feed of a show or a project stands in the site's too, which archives the month as well.
        const own = cards.filter((card) => feedShelvesOf(card).includes(shelf));
        const ids = new Set(own.map(({ id }) => id));
        return (await reader.items("all", month)).filter(({ id }) => ids.has(id));
      }),
  };
  return {
    app,
    ...reader,
    months,
    async count(shelf, touched) {
      const known = await months(shelf);
      const counted = await recount(reader, shelf, known, touched);
      if (!isSameAccount(counted, known)) recounted.set(shelf, counted);
    },
    async countFacet(facet) {
      const newest = await reader.stories(facetShelf(facet), facetStoriesMax + 1);
      facetsChanged.set(facetShelf(facet), countFacet(facet, newest));
    },
    async facets() {
      // As many more as have changed in this turn, each of which may drop out.
      const max = facetsListedMax + facetsChanged.size;
      const known = new Map<string, FacetCount | undefined>();
      for (const name of facetNames) {
        const ranking = await rankings(`${name} ${max}`, () => readRanking(app, name, max));
        for (const [shelf, facet] of ranking) known.set(shelf, facet);
      }
      for (const [shelf, count] of facetsChanged) known.set(shelf, count);
      return inOrder([...known.values()].filter((count) => count !== undefined));
    },
    wrote: (feed, document) =>
      void written.set(shelfOfFeed(feed), { feed, ...(document && { document }) }),
    replaceMonths: (shelf, account) => void recounted.set(shelf, account),
    async end() {
      const months = [...recounted].map(([shelf, account]) => [monthsWrite(shelf, account)]);
      const counts: (readonly RecordWrite[])[] = [];
      for (const [shelf, count] of facetsChanged)
        counts.push(facetWrites(shelf, await readFacet(app, shelf), count));
      const windows: (readonly RecordWrite[])[] = [];
      for (const { feed, document } of written.values())
        windows.push(
          await windowWrites(app, feed, await reader.newest(shelfOfFeed(feed)), document),
        );
      for (const writes of inCommits([...months, ...counts, ...windows]))
        await app.records.commit(writes);
    },
  };
}

/** What belongs together stays together, in as few commits as can be. */
function inCommits(groups: readonly (readonly RecordWrite[])[]): readonly RecordWrite[][] {
  const commits: RecordWrite[][] = [];
  for (const group of groups) {
    const open = commits.at(-1);
    if (open !== undefined && open.length + group.length <= commitWritesMax) open.push(...group);
    else if (group.length > 0) commits.push([...group]);
  }
  return commits;
}

/** Reads what it is asked for once. */
function remembering<T>() {
  const known = new Map<string, Promise<T>>();
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const value = known.get(key) ?? read();
    known.set(key, value);
    return value;
  };
}
