import type { EpisodeCard } from "#core/press/catalogue";
import { type Facet, facetShelf } from "#core/press/facets";
import { type Locale, type PageContent, type PageData } from "#core/press/page-data";
import { pathOfTask, type PressTask } from "#core/press/task";
import { noProjectChanges } from "#core/content/project-changes";
import { changedPages } from "#core/search/changed-pages";
import { robotsText } from "#core/press/robots";
import type { Show } from "#core/content/show";
import { withoutLocale } from "#core/press/locale-paths";
import { sitemapIndex, sitemapPart } from "#core/press/sitemap";
import { utf8Of } from "#core/utf8";
import type { App } from "../app.ts";
import { countFacet, facetStoriesMax } from "./facet-accounts.ts";
import { archiveContent, feedContent } from "./feed-content.ts";
import type { PressTurn } from "./press-turn.ts";
import { liveCard } from "./read-thread.ts";
import { monthNames, monthStoriesMax } from "./shelf-months.ts";
import { siteOf } from "./site-data.ts";
import { sharedPages, sitemapParts, storyPages } from "./sitemap-pages.ts";
import { viewOfLive } from "./view-of-live.ts";

/** How many stories the home page and a show's page hold; older ones are in the month archives. */
const latestMax = 12;
const showStoriesMax = 24;
const projectStoriesMax = 24;

/**
 * The bytes of one shared page or file, from the shelves as they stand in this
 * turn; undefined when there is nothing (left) to show at that address.
 */
export async function contentOfTask(
  turn: PressTurn,
  task: PressTask,
): Promise<Uint8Array | undefined> {
  const { app } = turn;
  switch (task.kind) {
    case "home":
      return page(app, task, task.locale, await homeContent(turn));
    case "show":
      return pageOf(app, task, task.locale, await showContent(turn, task.slug));
    case "stories":
      return page(app, task, task.locale, await storiesContent(turn));
    case "facet":
      return pageOf(app, task, task.locale, await facetContent(turn, task.facet));
    case "months":
      return page(app, task, task.locale, await monthsContent(turn));
    case "month":
      return pageOf(app, task, task.locale, await monthContent(turn, task.month));
    case "subscribe":
      return page(app, task, task.locale, subscribeContent(app, task));
    case "search":
      return page(app, task, task.locale, await searchContent(turn));
    case "plain":
      return pageOf(app, task, task.locale, await plainContent(turn, task.path));
    case "project":
      return pageOf(app, task, task.locale, await projectContent(turn, task));
    case "found-pages":
      return foundPages(app, task.locale);
    case "feed":
      return feedContent(turn, task.feed);
    case "feed-archive":
      return archiveContent(turn, task.feed, task.archive);
    case "sitemap-part": {
      const pages = await storyPages(turn, task.month);
      return pages.length === 0 ? undefined : utf8Of(sitemapPart(pages, app.origin));
    }
    case "sitemap-site":
      return utf8Of(sitemapPart(sharedPages(app), app.origin));
    case "sitemap":
      return utf8Of(sitemapIndex(await sitemapParts(turn), app.origin));
    case "robots":
      return utf8Of(robotsText(app.origin));
  }
}

const showOf = (app: App, wanted: string): Show | undefined =>
  app.content.shows.find(({ slug }) => slug === wanted);

async function pageOf(
  app: App,
  task: PressTask,
  locale: Locale,
  content: PageContent | undefined,
): Promise<Uint8Array | undefined> {
  return content && page(app, task, locale, content);
}

async function page(
  app: App,
  task: PressTask,
  locale: Locale,
  content: PageContent,
): Promise<Uint8Array> {
  const path = pathOfTask(task);
  const inLocale = (other: Locale) =>
    "locale" in task && task.kind !== "plain" ? pathOfTask({ ...task, locale: other }) : path;
  const alternates = { fr: inLocale("fr"), en: inLocale("en") };
  const data: PageData = { site: siteOf(app), locale, path, alternates, ...content };
  return (await app.renderer.render(path, data)).body;
}

async function homeContent(turn: PressTurn): Promise<PageContent> {
  const latest = await turn.stories("all", latestMax);
  const [newest] = latest;
  const featured = newest && (await viewOfLive(turn.app, newest));
  return { kind: "home", latest, ...(featured === undefined ? {} : { featured }) };
}

/** Nothing for a show that is gone, or has another name now. */
async function showContent(turn: PressTurn, slug: string): Promise<PageContent | undefined> {
  const show = showOf(turn.app, slug);
  if (show === undefined) return undefined;
  const shelf = `show#${slug}`;
  const episodes = await turn.stories(shelf, showStoriesMax);
  return { kind: "show", show, episodes, months: monthNames((await turn.months(shelf)).stories) };
}

/** Nothing for a project that the site has no page for: its card is gone, or does not hold. */
async function projectContent(
  turn: PressTurn,
  task: Extract<PressTask, { kind: "project" }>,
): Promise<PageContent | undefined> {
  if (!turn.app.renderer.plainPaths.includes(pathOfTask(task))) return undefined;
  const stories = await turn.stories(`project#${task.slug}`, projectStoriesMax);
  return { kind: "plain", stories };
}

/** Facets are put in order, and cut where there are too many, by the page. */
async function storiesContent(turn: PressTurn): Promise<PageContent> {
  const latest = await turn.stories("all", latestMax);
  return { kind: "stories", latest, facets: await turn.facets() };
}

async function facetContent(turn: PressTurn, facet: Facet): Promise<PageContent | undefined> {
  const newest = await turn.stories(facetShelf(facet), facetStoriesMax + 1);
  const counted = countFacet(facet, newest);
  return counted && { kind: "facet", facet: counted, episodes: newest.slice(0, facetStoriesMax) };
}

/** A page of prose with the stories that it asks for and that are public. */
async function plainContent(turn: PressTurn, path: string): Promise<PageContent | undefined> {
  // A filter that no project is under any more.
  const isOfProjects = withoutLocale(path).startsWith("/projets/");
  if (isOfProjects && !turn.app.renderer.plainPaths.includes(path)) return undefined;
  const needs = turn.app.renderer.needs.find((page) => page.path === path);
  if (needs === undefined) return { kind: "plain" };
  const named: Record<string, EpisodeCard> = {};
  for (const id of needs.stories) {
    const card = await liveCard(turn.app, id);
    if (card !== undefined) named[id] = card;
  }
  const shelves: Record<string, readonly EpisodeCard[]> = {};
  for (const shelf of needs.shelves) shelves[shelf] = await turn.stories(shelf, latestMax);
  return { kind: "plain", asked: { named, shelves } };
}

function subscribeContent(app: App, task: Extract<PressTask, { kind: "subscribe" }>): PageContent {
  const slugs = ["all", ...app.content.shows.map(({ slug }) => slug)];
  const address = `${app.origin}${pathOfTask(task)}`;
  const qr = (slug: string) => app.consent.qrCodes.matrix(`${address}#${slug}`);
  return { kind: "subscribe", feeds: slugs.map((slug) => ({ slug, qr: qr(slug) })) };
}

/** Nothing where the site has no such index: then nobody asks for it. */
async function foundPages(app: App, locale: Locale): Promise<Uint8Array | undefined> {
  const built = await app.renderer.foundPages(locale);
  const { projectChanges = noProjectChanges } = app.content;
  return built && utf8Of(JSON.stringify(changedPages(built, projectChanges, locale)));
}

async function searchContent(turn: PressTurn): Promise<PageContent> {
  const months = monthNames((await turn.months("all")).stories);
  return { kind: "search", years: [...new Set(months.map((month) => month.slice(0, 4)))] };
}

async function monthsContent(turn: PressTurn): Promise<PageContent> {
  const { stories } = await turn.months("all");
  const months = monthNames(stories).map((month) => ({ month, count: stories[month] ?? 0 }));
  return { kind: "months", months };
}

/** A month's page leads to all months rather than to its neighbours, so that no other page changes when a story comes or goes. */
async function monthContent(turn: PressTurn, month: string): Promise<PageContent | undefined> {
  const episodes = await turn.stories("all", monthStoriesMax, month);
  return episodes.length === 0 ? undefined : { kind: "month", month, episodes };
}
