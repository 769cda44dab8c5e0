import { planSharedPages } from "#core/press/plan";
import { pathOfTask, type PressTask, storyPath } from "#core/press/task";
import { pagesInEveryLanguage, type SitemapPage, type SitemapPart } from "#core/press/sitemap";
import type { App } from "../app.ts";
import type { PressTurn } from "./press-turn.ts";
import { monthNames, monthStoriesMax } from "./shelf-months.ts";

/** The pages of the stories that came out in a month, in every language. */
export async function storyPages(turn: PressTurn, month: string): Promise<readonly SitemapPage[]> {
  const cards = await turn.stories("all", monthStoriesMax, month);
  return cards.flatMap((card) =>
    pagesInEveryLanguage({ fr: storyPath(card, "fr"), en: storyPath(card, "en") }, card.updatedAt),
  );
}

/** Pages that do not depend on any one story. */
export function sharedPages(app: App): readonly SitemapPage[] {
  const tasks = planSharedPages({
    shows: app.content.shows.map(({ slug }) => slug),
    projects: [],
    months: [],
    facets: [],
    plainPaths: app.renderer.plainPaths.filter((path) => path.endsWith("/")),
  });
  const isPage = (task: PressTask) => "locale" in task && task.kind !== "found-pages";
  return tasks.filter(isPage).map((task) => ({ path: pathOfTask(task) }));
}

/** The parts of the sitemap, one a month. They carry no date: it would make every part's cost everyone's. */
export async function sitemapParts(turn: PressTurn): Promise<readonly SitemapPart[]> {
  const months = monthNames((await turn.months("all")).stories);
  return [
    { path: pathOfTask({ kind: "sitemap-site" }) },
    ...months.map((month) => ({ path: pathOfTask({ kind: "sitemap-part", month }) })),
  ];
}
