import { showFeed, siteFeed } from "#core/feed";
import { documentItemsMax } from "#core/feed-archive";
import { AppError } from "#core/errors";
import { type Locale, type PageContent, type PageData } from "#core/page-data";
import { pathOfTask, type PressTask } from "#core/press-plan";
import { robotsText } from "#core/robots";
import { sitemapIndex, sitemapPart } from "#core/sitemap";
import type { App } from "./app.ts";
import { monthsOn, storiesOn } from "./read-shelf.ts";
import { siteOf } from "./site-data.ts";
import { sharedPages, sitemapParts, storyPages } from "./sitemap-pages.ts";
import { viewOfLive } from "./view-of-live.ts";

/** How many stories the home page and a show's page hold; older ones are in the month archives. */
const latestMax = 12;
const showStoriesMax = 24;
/** A month with more stories than this would be a page that no phone can open. */
const monthStoriesMax = 2_000;

/**
 * The bytes of one shared page or file, from the shelves as they stand now;
 * undefined when there is nothing (left) to show at that address.
 */
export async function contentOfTask(app: App, task: PressTask): Promise<Uint8Array | undefined> {
  switch (task.kind) {
    case "home":
      return page(app, task, task.locale, await homeContent(app));
    case "show":
      return page(app, task, task.locale, await showContent(app, task.slug));
    case "months":
      return page(app, task, task.locale, await monthsContent(app));
    case "month": {
      const content = await monthContent(app, task.month);
      return content && page(app, task, task.locale, content);
    }
    case "plain":
      return page(app, task, task.locale, { kind: "plain" });
    case "feed": {
      const stories = await storiesOn(app, `show#${task.show}`, documentItemsMax);
      return text(showFeed(showOf(app, task.show), stories, siteOf(app), app.clock.now()));
    }
    case "site-feed": {
      const stories = await storiesOn(app, "all", documentItemsMax);
      return text(siteFeed(stories, siteOf(app), app.clock.now()));
    }
    case "sitemap-part": {
      const pages = await storyPages(app, task.month);
      return pages.length === 0 ? undefined : text(sitemapPart(pages, app.origin));
    }
    case "sitemap-site":
      return text(sitemapPart(sharedPages(app), app.origin));
    case "sitemap":
      return text(sitemapIndex(await sitemapParts(app), app.origin));
    case "robots":
      return text(robotsText(app.origin));
  }
}

const text = (content: string) => new TextEncoder().encode(content);

function showOf(app: App, slug: string) {
  const show = app.content.shows.find((candidate) => candidate.slug === slug);
  if (show !== undefined) return show;
  const known = app.content.shows.map((candidate) => candidate.slug).join(", ");
  throw new AppError("show-unknown", { params: { show: slug, known } });
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

async function homeContent(app: App): Promise<PageContent> {
  const latest = await storiesOn(app, "all", latestMax);
  const [newest] = latest;
  const featured = newest && (await viewOfLive(app, newest));
  return { kind: "home", latest, ...(featured === undefined ? {} : { featured }) };
}

async function showContent(app: App, slug: string): Promise<PageContent> {
  const shelf = `show#${slug}`;
  const [episodes, months] = await Promise.all([
    storiesOn(app, shelf, showStoriesMax),
    monthsOn(app, shelf),
  ]);
  return { kind: "show", show: showOf(app, slug), episodes, months };
}

async function monthsContent(app: App): Promise<PageContent> {
  const names = await monthsOn(app, "all");
  const months = await Promise.all(
    names.map(async (month) => ({
      month,
      count: (await storiesOn(app, "all", monthStoriesMax, month)).length,
    })),
  );
  return { kind: "months", months };
}

/** A month's page leads to its neighbours in the calendar, so that no other page changes when a story comes or goes. */
async function monthContent(app: App, month: string): Promise<PageContent | undefined> {
  const episodes = await storiesOn(app, "all", monthStoriesMax, month);
  if (episodes.length === 0) return undefined;
  return { kind: "month", month, episodes };
}
