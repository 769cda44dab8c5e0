import { feedArchivePath, feedPath } from "./address.ts";
import {
  type ArchiveMonth,
  archiveNames,
  documentItemsMax,
  newestFirst,
  storiesInArchive,
} from "./archive.ts";
import type { FeedChannel } from "./channel.ts";
import { type DocumentPlace, rssChannelOf } from "./channel-rss.ts";
import { bytesUnder, type FeedItem, type ItemNote } from "./item.ts";
import { rssFrame } from "./rss.ts";
import { uniqueTitles } from "./titles.ts";
import { utf8Of } from "../utf8.ts";

/** One file of a feed: its address path, and its bytes (the same input always gives the same ones). */
export type FeedDocument = {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Where in it each item stands, in order, and the title that it shows. */
  readonly items: readonly {
    readonly id: string;
    readonly shownAs: string;
    readonly start: number;
    readonly end: number;
  }[];
};

/**
 * The subscription document of a feed out of the items that it has
 * (`subscriptionItems`). `archive` lists the archived months, newest first, where
 * there are more than 300 stories.
 */
export function assembleFeed(
  channel: FeedChannel,
  shown: readonly FeedItem[],
  archive: readonly ArchiveMonth[] = [],
): FeedDocument {
  const path = feedPath(channel.name);
  const names = archive.flatMap(archiveNames);
  const url = (name: string) => `${channel.origin}${feedArchivePath(channel.name, name)}`;
  const [newest, oldest] = [names[0], names.at(-1)];
  const links =
    newest === undefined || oldest === undefined
      ? []
      : [
          { rel: "first", href: `${channel.origin}${path}` },
          { rel: "next", href: url(newest) },
          { rel: "last", href: url(oldest) },
          { rel: "prev-archive", href: url(newest) },
        ];
  const place = { url: `${channel.origin}${path}`, links, isArchive: false };
  return documentAt(path, channel, shown, place);
}

/**
 * One archive document, named as in `archiveNames`, out of the items of its
 * month; nothing when it has none left. Clients walk from new to old: `next` is
 * for those that know paging (AntennaPod), `prev-archive` for those that know archives.
 */
export function assembleArchive(
  channel: FeedChannel,
  name: string,
  ofMonth: readonly FeedItem[],
  now: string,
  archive: readonly ArchiveMonth[],
): FeedDocument | undefined {
  const shown = storiesInArchive(name, current(ofMonth, now));
  if (shown.length === 0) return undefined;
  const path = feedArchivePath(channel.name, name);
  const subscription = `${channel.origin}${feedPath(channel.name)}`;
  const url = (other: string) => `${channel.origin}${feedArchivePath(channel.name, other)}`;
  const names = archive.flatMap(archiveNames);
  const index = names.indexOf(name);
  const older = index < 0 ? undefined : names[index + 1];
  const newer = names[index - 1];
  const links = [
    { rel: "current", href: subscription },
    { rel: "first", href: subscription },
    { rel: "previous", href: newer === undefined ? subscription : url(newer) },
    ...(newer === undefined ? [] : [{ rel: "next-archive", href: url(newer) }]),
    ...(older === undefined
      ? []
      : [
          { rel: "next", href: url(older) },
          { rel: "prev-archive", href: url(older) },
        ]),
  ];
  const place = { url: `${channel.origin}${path}`, links, isArchive: true };
  return documentAt(path, channel, shown, place);
}

/**
 * Those of a feed's items, given in any order, that its subscription document has
 * at `now` (ISO instant), newest first. Items dated later are left out: apps hide an
 * item from the future or drop its date, so it waits for the next press. Those whose
 * consent has ended by then are left out too.
 */
export const subscriptionItems = <Item extends ItemNote>(
  items: readonly Item[],
  now: string,
): readonly Item[] => current(items, now).slice(0, documentItemsMax);

/** What may be listed at this moment, newest first. */
function current<Item extends ItemNote>(items: readonly Item[], now: string): readonly Item[] {
  const moment = Date.parse(now);
  return items
    .filter(({ publishedAt }) => Date.parse(publishedAt) <= moment)
    .filter(({ closesAt }) => closesAt === undefined || Date.parse(closesAt) > moment)
    .toSorted(newestFirst);
}

function documentAt(
  path: string,
  channel: FeedChannel,
  shown: readonly FeedItem[],
  place: DocumentPlace,
): FeedDocument {
  const { titles } = uniqueTitles(shown);
  const [before, after] = rssFrame(rssChannelOf(channel, shown, place));
  const opening = utf8Of(before);
  const parts = [opening];
  let end = opening.length;
  const items = shown.map((item) => {
    const shownAs = titles.get(item.id) ?? item.title;
    const bytes = bytesUnder(item, shownAs);
    const start = end;
    end += bytes.length;
    parts.push(bytes);
    return { id: item.id, shownAs, start, end };
  });
  return { path, bytes: utf8Of(...parts, after), items };
}
