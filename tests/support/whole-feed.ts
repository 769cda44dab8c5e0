import { archivedMonths, archiveNames, archiveParts, newestFirst } from "#core/feed/archive";
import {
  type FeedChannel,
  type FeedProject,
  type FeedSite,
  projectChannel,
  showChannel,
  siteChannel,
} from "#core/feed/channel";
import { showOfSlug, type Show } from "#core/content/show";
import { assembleArchive, assembleFeed, subscriptionItems } from "#core/feed/document";
import { type FeedEntry, feedEntry, itemOf } from "#core/feed/item";
import { type EpisodeCard, monthOf } from "#core/press/catalogue";

/*
 * Whole feeds out of all cards at once: what the press puts together from shelves,
 * a document at a time, for tests of what stands in the documents.
 */

/** Entries of the cards that may be in a feed; others, and those of no known show, are passed over. */
export function feedEntries(cards: readonly EpisodeCard[], site: FeedSite): readonly FeedEntry[] {
  return cards.flatMap((card) => {
    const show = showOfSlug(card.showSlug, site.shows);
    return (show && feedEntry(card, show, site)) ?? [];
  });
}

/** The feed of one show as text: its own stories among the cards. */
export function showFeed(
  show: Show,
  cards: readonly EpisodeCard[],
  site: FeedSite,
  now: string,
): string {
  const shows = [show, ...site.shows.filter(({ slug }) => slug !== show.slug)];
  const own = cards.filter(({ showSlug }) => showOfSlug(showSlug, shows) === show);
  return subscription(showChannel(show, site), feedEntries(own, { ...site, shows }), now);
}

/** The feed of the whole site as text. Throws `feed-without-show` on a site without shows. */
export function siteFeed(cards: readonly EpisodeCard[], site: FeedSite, now: string): string {
  return subscription(siteChannel(site), feedEntries(cards, site), now);
}

/** The feed of the stories linked to a project, as text. */
export function projectFeed(
  project: FeedProject,
  cards: readonly EpisodeCard[],
  site: FeedSite,
  now: string,
): string {
  const own = cards.filter(({ projectSlug }) => projectSlug === project.slug);
  return subscription(projectChannel(project, site), feedEntries(own, site), now);
}

const subscription = (channel: FeedChannel, entries: readonly FeedEntry[], now: string): string =>
  feedDocuments(channel, entries, now)[0].text;

/** A document as a reader has it. */
export type WholeDocument = { readonly path: string; readonly text: string };

const whole = ({ path, bytes }: ReturnType<typeof assembleFeed>): WholeDocument => ({
  path,
  text: new TextDecoder().decode(bytes),
});

/** Every document of a feed, the one that apps subscribe to first. */
export function feedDocuments(
  channel: FeedChannel,
  entries: readonly FeedEntry[],
  now: string,
): readonly [WholeDocument, ...WholeDocument[]] {
  const shown = entries
    .map(itemOf)
    .filter(({ publishedAt }) => publishedAt <= now)
    .filter(({ closesAt }) => closesAt === undefined || closesAt > now)
    .toSorted(newestFirst);
  const byMonth = Map.groupBy(shown, monthOf);
  const archive = archivedMonths(shown, [...byMonth.keys()]).map((month) => ({
    month,
    parts: archiveParts(byMonth.get(month)?.length ?? 0),
  }));
  const archives = archive.flatMap((month) =>
    archiveNames(month).flatMap(
      (name) => assembleArchive(channel, name, byMonth.get(month.month) ?? [], now, archive) ?? [],
    ),
  );
  const newest = subscriptionItems(entries.map(itemOf), now);
  return [whole(assembleFeed(channel, newest, archive)), ...archives.map(whole)];
}
