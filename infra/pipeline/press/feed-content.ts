import { type FeedName, feedPath } from "#core/feed/address";
import { archiveNames, monthOfArchive } from "#core/feed/archive";
import {
  type FeedChannel,
  projectChannel,
  showChannel,
  siteChannel,
  type FeedSite,
} from "#core/feed/channel";
import {
  assembleArchive,
  assembleFeed,
  type FeedDocument,
  subscriptionItems,
} from "#core/feed/document";
import { pathOfTask } from "#core/press/task";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "../app.ts";
import { shelfOfFeed } from "./feed-shelves.ts";
import { withTexts } from "./feed-window.ts";
import type { PressTurn } from "./press-turn.ts";
import { siteOf } from "./site-data.ts";

function channelOf({ app }: PressTurn, feed: FeedName): FeedChannel | undefined {
  const hub = app.hub === undefined ? {} : { hubUrl: app.hub.url };
  const site = { ...siteOf(app), ...hub };
  if (feed.kind === "site") return siteChannel(site);
  if (feed.kind === "project") return channelOfProject(app, feed.slug, site);
  const show = app.content.shows.find(({ slug }) => slug === feed.slug);
  return show && showChannel(show, site);
}

/** In French, as the cards are; nothing for a project that is gone. */
function channelOfProject(app: App, wanted: string, site: FeedSite): FeedChannel | undefined {
  const project = app.content.projects.find(({ slug }) => slug === wanted);
  if (project === undefined) return undefined;
  const { slug, title, summary } = project;
  const pagePath = pathOfTask({ kind: "project", slug, locale: "fr" });
  const words = { title: title.fr, description: summary.fr, language: "fr" };
  return projectChannel({ slug, pagePath, ...words }, site);
}

/** The subscription document of a feed, from its shelf or around what changed; undefined where it has none. */
export async function feedContent(
  turn: PressTurn,
  feed: FeedName,
): Promise<Uint8Array | undefined> {
  const document = await feedDocument(turn, feed);
  turn.wrote(feed, document);
  return document?.bytes;
}

async function feedDocument(turn: PressTurn, feed: FeedName): Promise<FeedDocument | undefined> {
  const channel = channelOf(turn, feed);
  if (channel === undefined) return undefined;
  const shelf = shelfOfFeed(feed);
  const { items } = await turn.newest(shelf);
  if (items.length === 0 && !(await isKept(turn, feed))) return undefined;
  const shown = subscriptionItems(items, turn.app.clock.now());
  const { archive } = await turn.months(shelf);
  return assembleFeed(channel, await withTexts(turn.app, feed, shown), archive);
}

/**
 * Whether a feed is there without a story in it: that of a show or of the site
 * always, that of a project once somebody may have subscribed to it. An app that
 * finds it empty drops what was taken back; one that finds nothing keeps it.
 */
async function isKept({ app }: PressTurn, feed: FeedName): Promise<boolean> {
  if (feed.kind !== "project") return true;
  return (await app.publicStore.head(publicKeyOfPath(feedPath(feed)))) !== undefined;
}

/** One archive document of a feed; undefined where it is no longer named, or has no story left. */
export async function archiveContent(
  turn: PressTurn,
  feed: FeedName,
  name: string,
): Promise<Uint8Array | undefined> {
  const shelf = shelfOfFeed(feed);
  const { archive } = await turn.months(shelf);
  const channel = channelOf(turn, feed);
  if (channel === undefined || !archive.flatMap(archiveNames).includes(name)) return undefined;
  const items = await turn.items(shelf, monthOfArchive(name));
  return assembleArchive(channel, name, items, turn.app.clock.now(), archive)?.bytes;
}
