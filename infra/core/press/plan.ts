import { type EpisodeCard, monthOf, shelvesOf } from "./catalogue.ts";
import { type Facet, facetShelf, facetsOf } from "./facets.ts";
import type { FeedName } from "../feed/address.ts";
import { type ArchiveMonth, archiveNames, monthOfArchive } from "../feed/archive.ts";
import { localeOfPath, withoutLocale } from "./locale-paths.ts";
import { type Locale, locales, type PageNeeds } from "./page-data.ts";
import type { PressTask } from "./task.ts";
import { type IndexTask, yearOf } from "../search/address.ts";
import { groupOf } from "../search/shard.ts";

/** Tasks that differ by their language alone. */
type WholePage<Task> = Task extends { readonly locale: Locale }
  ? Exclude<keyof Task, "kind" | "locale"> extends never
    ? Task
    : never
  : never;
type SitePage = WholePage<PressTask>["kind"];

/** The pages of which a site has one in each language, and what they show: with stories on it, a page is pressed again whenever one comes or goes. */
const sitePages: Readonly<Record<SitePage, "stories" | "no stories">> = {
  home: "stories",
  stories: "stories",
  months: "stories",
  search: "stories",
  subscribe: "no stories",
  "found-pages": "no stories",
};

/** Every feed that a site with these shows and projects may have; one of a project only comes with its first story. */
export const feedsOfSite = (
  shows: readonly string[],
  projects: readonly string[],
): readonly FeedName[] => [
  ...shows.map((slug) => ({ kind: "show" as const, slug })),
  ...projects.map((slug) => ({ kind: "project" as const, slug })),
  { kind: "site" },
];

const inEveryLocale = <Task>(make: (locale: Locale) => Task): Task[] => locales.map(make);

function pagesOfSite({ withStories }: { readonly withStories: boolean }): readonly PressTask[] {
  return Object.entries(sitePages)
    .filter(([, shown]) => !withStories || shown === "stories")
    .flatMap(([kind]) => inEveryLocale((locale) => ({ kind: kind as SitePage, locale })));
}

/**
 * The shared addresses that a story's coming, going or changing touches: the
 * same few on a site of ten and of ten thousand (promise 3). The month it first
 * came out in decides its archive page, so no other story ever moves. `needs`
 * tells which written pages show stories. (What a story follows up, and what
 * follows it up, are other stories' own pages: pipeline/press/press-thread.ts.)
 */
export function planStoryChange(
  before: EpisodeCard | undefined,
  after: EpisodeCard | undefined,
  needs: readonly PageNeeds[] = [],
): readonly PressTask[] {
  const cards = [before, after].filter((card) => card !== undefined);
  const months = [...new Set(cards.map(monthOf))].sort();
  const [shows, projects] = [showsOf(cards), projectsOf(cards)];
  if (cards.length === 0) return [];
  return [
    ...pagesOfSite({ withStories: true }),
    ...shows.flatMap((slug) =>
      inEveryLocale((locale) => ({ kind: "show" as const, slug, locale })),
    ),
    ...projects.flatMap((slug) =>
      inEveryLocale((locale) => ({ kind: "project" as const, slug, locale })),
    ),
    ...months.flatMap((month) =>
      inEveryLocale((locale) => ({ kind: "month" as const, month, locale })),
    ),
    ...planFacets(facetsTouched(cards)),
    ...pagesShowing(cards, needs).map((path) => plainTask(path, [])),
    ...feedsTouched(cards).map((feed) => ({ kind: "feed" as const, feed })),
    ...months.map((month) => ({ kind: "sitemap-part" as const, month })),
    { kind: "sitemap" },
  ];
}

/**
 * The files of the search index that a story's coming or going touches: the
 * shards that its words fall to, and the list of ids that its own is in. Their
 * number grows with what is said in a minute, and with nothing else.
 */
export function planIndexChange({
  card,
  shards,
}: {
  readonly card: Pick<EpisodeCard, "id" | "publishedAt">;
  readonly shards: readonly number[];
}): readonly IndexTask[] {
  const year = yearOf(card);
  return [
    ...shards.map((shard) => ({ kind: "words" as const, year, shard })),
    { kind: "stories", year, group: groupOf(card.id) },
  ];
}

/** The feeds that any of these stories stands in, or stood in, each once. */
export function feedsTouched(cards: readonly Belonging[]): readonly FeedName[] {
  return cards.length === 0 ? [] : feedsOfSite(showsOf(cards), projectsOf(cards));
}

/** The facets that any of these stories has, each once. */
export function facetsTouched(cards: readonly EpisodeCard[]): readonly Facet[] {
  const facets = cards.flatMap(facetsOf);
  return [...new Map(facets.map((facet) => [facetShelf(facet), facet])).values()];
}

const planFacets = (facets: readonly Facet[]): readonly PressTask[] =>
  facets.flatMap((facet) => inEveryLocale((locale) => ({ kind: "facet" as const, facet, locale })));

/** The addresses of written pages that show one of these stories, or would. */
function pagesShowing(cards: readonly EpisodeCard[], needs: readonly PageNeeds[]): string[] {
  const ids = new Set(cards.map(({ id }) => id));
  const shelves = new Set(cards.flatMap(shelvesOf));
  const isTouched = (page: PageNeeds) =>
    page.stories.some((id) => ids.has(id)) || page.shelves.some((shelf) => shelves.has(shelf));
  return needs.filter(isTouched).map(({ path }) => path);
}

/** What a story belongs to. */
type Belonging = Pick<EpisodeCard, "showSlug" | "projectSlug">;

const showsOf = (cards: readonly Belonging[]) =>
  [...new Set(cards.map((card) => card.showSlug))].sort();
const projectsOf = (cards: readonly Belonging[]) =>
  [...new Set(cards.flatMap(({ projectSlug }) => projectSlug ?? []))].sort();

/**
 * The archive documents of a feed that a change touches, out of the archive as
 * it was last pressed and as it should be now (both newest first): those of the
 * months that stories came to or left, those that came, went or have another
 * number of parts, and the documents beside them, which link to them. All others
 * keep their bytes. Documents that are no longer named are in it too: they have
 * nothing left and are deleted.
 */
export function planFeedArchive(
  feed: FeedName,
  before: readonly ArchiveMonth[],
  after: readonly ArchiveMonth[],
  monthsTouched: readonly string[],
): readonly PressTask[] {
  const [names, former] = [after.flatMap(archiveNames), before.flatMap(archiveNames)];
  const neighbours = (all: readonly string[], name: string) => {
    const at = all.indexOf(name);
    return at < 0 ? undefined : `${all[at - 1] ?? ""} ${all[at + 1] ?? ""}`;
  };
  const isTouched = (name: string) =>
    monthsTouched.includes(monthOfArchive(name)) ||
    neighbours(names, name) !== neighbours(former, name);
  const due = [...new Set([...names, ...former])].filter(isTouched);
  return due.map((archive) => ({ kind: "feed-archive", feed, archive }));
}

/**
 * The same tasks with those that show one month of the shelves one after the
 * other, newest month first, and all others after them: a turn of the press reads a
 * month once, for its pages, its part of the sitemap and the archives of every feed.
 */
export function monthByMonth(tasks: readonly PressTask[]): readonly PressTask[] {
  const months = Map.groupBy(tasks, monthOfTask);
  const names = [...months.keys()].sort().reverse();
  return names.flatMap((month) => months.get(month) ?? []);
}

function monthOfTask(task: PressTask): string {
  if (task.kind === "feed-archive") return monthOfArchive(task.archive);
  return task.kind === "month" || task.kind === "sitemap-part" ? task.month : "";
}

/** Every shared address of the site, for a new version of it. */
export function planSharedPages(site: {
  readonly shows: readonly string[];
  readonly projects: readonly string[];
  readonly months: readonly string[];
  readonly facets: readonly Facet[];
  readonly plainPaths: readonly string[];
}): readonly PressTask[] {
  return [
    ...pagesOfSite({ withStories: false }),
    ...site.shows.flatMap((slug) =>
      inEveryLocale((locale) => ({ kind: "show" as const, slug, locale })),
    ),
    ...site.months.flatMap((month) =>
      inEveryLocale((locale) => ({ kind: "month" as const, month, locale })),
    ),
    ...planFacets(site.facets),
    ...site.plainPaths.map((path) => plainTask(path, site.projects)),
    ...feedsOfSite(site.shows, site.projects).map((feed) => ({ kind: "feed" as const, feed })),
    ...site.months.map((month) => ({ kind: "sitemap-part" as const, month })),
    { kind: "sitemap-site" },
    { kind: "sitemap" },
    { kind: "robots" },
  ];
}

/** The page at a path that the site itself names: a project's has stories on it, all others need no records. */
function plainTask(path: string, projects: readonly string[]): PressTask {
  const locale = localeOfPath(path);
  const slug = /^\/projets\/([^/]+)\/$/.exec(withoutLocale(path))?.[1];
  return slug !== undefined && projects.includes(slug)
    ? { kind: "project", slug, locale }
    : { kind: "plain", path, locale };
}
