import type { EpisodeCard } from "../press/catalogue.ts";
import {
  type FeedProject,
  type FeedSite,
  projectChannel,
  showChannel,
  siteChannel,
} from "./channel.ts";
import { subscriptionDocument } from "./document.ts";
import { type FeedEntry, feedEntry } from "./item.ts";
import type { Show } from "../content/show.ts";

/** Entries of the cards that may be in a feed; others, and those of no known show, are passed over. */
export function feedEntries(cards: readonly EpisodeCard[], site: FeedSite): readonly FeedEntry[] {
  return cards.flatMap((card) => {
    const show = showOf(card, site.shows);
    return (show && feedEntry(card, show, site)) ?? [];
  });
}

/** The show of a card, also under one of its former slugs. */
export function showOf(
  card: Pick<EpisodeCard, "showSlug">,
  shows: readonly Show[],
): Show | undefined {
  return (
    shows.find(({ slug }) => slug === card.showSlug) ??
    shows.find(({ formerSlugs }) => formerSlugs?.includes(card.showSlug) === true)
  );
}

/** The feed of one show as text: its own stories among the cards that may be in a feed, newest 300. */
export function showFeed(
  show: Show,
  cards: readonly EpisodeCard[],
  site: FeedSite,
  now: string,
): string {
  const shows = [show, ...site.shows.filter(({ slug }) => slug !== show.slug)];
  const own = cards.filter((card) => showOf(card, shows) === show);
  return subscriptionDocument(showChannel(show, site), feedEntries(own, { ...site, shows }), now)
    .text;
}

/** The feed of the whole site as text. Throws `feed-without-show` on a site without shows. */
export function siteFeed(cards: readonly EpisodeCard[], site: FeedSite, now: string): string {
  return subscriptionDocument(siteChannel(site), feedEntries(cards, site), now).text;
}

/** The feed of the stories linked to a project, as text. Throws `feed-without-show` on a site without shows. */
export function projectFeed(
  project: FeedProject,
  cards: readonly EpisodeCard[],
  site: FeedSite,
  now: string,
): string {
  const own = cards.filter(({ projectSlug }) => projectSlug === project.slug);
  return subscriptionDocument(projectChannel(project, site), feedEntries(own, site), now).text;
}
