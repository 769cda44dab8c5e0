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
import { type FeedEntry, retitled } from "./item.ts";
import { rssDocument } from "./rss.ts";
import { uniqueTitles } from "./titles.ts";

/** One file of a feed: its address path, and its text in parts (the same input always gives the same bytes). */
export type FeedDocument = { readonly path: string; readonly parts: readonly string[] };

/**
 * The subscription document of a feed out of entries made before (`feedEntry`),
 * in any order. Entries dated after `now` (ISO instant) are left out: apps hide
 * an item from the future or drop its date, so it waits for the next press.
 * Those whose consent has ended by then are left out too. `archive` lists the
 * archived months, newest first, where there are more than 300 stories.
 */
export function assembleFeed(
  channel: FeedChannel,
  entries: readonly FeedEntry[],
  now: string,
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
  const shown = current(entries, now).slice(0, documentItemsMax);
  return {
    path,
    parts: documentParts(channel, shown, {
      url: `${channel.origin}${path}`,
      links,
      isArchive: false,
    }),
  };
}

/**
 * One archive document, named as in `archiveNames`, out of the entries of its
 * month; nothing when it has none left. Clients walk from new to old: `next` is
 * for those that know paging (AntennaPod), `prev-archive` for those that know archives.
 */
export function assembleArchive(
  channel: FeedChannel,
  name: string,
  ofMonth: readonly FeedEntry[],
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
  return {
    path,
    parts: documentParts(channel, shown, {
      url: `${channel.origin}${path}`,
      links,
      isArchive: true,
    }),
  };
}

/** What may be listed at this moment, newest first. */
function current(entries: readonly FeedEntry[], now: string): readonly FeedEntry[] {
  const moment = Date.parse(now);
  return entries
    .filter(({ publishedAt }) => Date.parse(publishedAt) <= moment)
    .filter(({ closesAt }) => closesAt === undefined || Date.parse(closesAt) > moment)
    .toSorted(newestFirst);
}

function documentParts(
  channel: FeedChannel,
  entries: readonly FeedEntry[],
  place: DocumentPlace,
): readonly string[] {
  const { titles } = uniqueTitles(entries);
  const items = entries.map((entry) => retitled(entry, titles.get(entry.id) ?? entry.title));
  return rssDocument(rssChannelOf(channel, entries, place), items);
}
