import { type EpisodeCard, monthOf } from "./catalogue.ts";
import { feedPath as feedAddress } from "./feed-address.ts";
import { type Locale, locales } from "./page-data.ts";

/** One thing that the press can make; its address follows from it alone. */
export type PressTask =
  | { readonly kind: "home"; readonly locale: Locale }
  | { readonly kind: "show"; readonly slug: string; readonly locale: Locale }
  | { readonly kind: "months"; readonly locale: Locale }
  | { readonly kind: "month"; readonly month: string; readonly locale: Locale }
  | { readonly kind: "plain"; readonly path: string; readonly locale: Locale }
  | { readonly kind: "feed"; readonly show: string }
  | { readonly kind: "site-feed" }
  | { readonly kind: "sitemap-part"; readonly month: string }
  | { readonly kind: "sitemap-site" }
  | { readonly kind: "sitemap" }
  | { readonly kind: "robots" };

const prefixOf = (locale: Locale) => (locale === "fr" ? "/" : `/${locale}/`);

/** The address of a shared page or file (those of a story are its card's). */
export function pathOfTask(task: PressTask): string {
  switch (task.kind) {
    case "home":
      return prefixOf(task.locale);
    case "show":
      return `${prefixOf(task.locale)}series/${task.slug}/`;
    case "months":
      return `${prefixOf(task.locale)}archives/`;
    case "month":
      return `${prefixOf(task.locale)}archives/${task.month}/`;
    case "plain":
      return task.path;
    case "feed":
      return feedPath(task.show);
    case "site-feed":
      return siteFeedPath;
    case "sitemap-part":
      return `/sitemaps/${task.month}.xml`;
    case "sitemap-site":
      return "/sitemaps/site.xml";
    case "sitemap":
      return "/sitemap.xml";
    case "robots":
      return "/robots.txt";
  }
}

/** The address of a show's feed. */
export const feedPath = (slug: string) => feedAddress({ kind: "show", slug });
export const siteFeedPath = feedAddress({ kind: "site" });

/** The page of a story in each language; everything of it stays in its folder. */
export const storyPath = (card: Pick<EpisodeCard, "path">, locale: Locale) =>
  locale === "fr" ? card.path : `${card.path}${locale}/`;

const inEveryLocale = <Task>(make: (locale: Locale) => Task): Task[] => locales.map(make);

/**
 * The shared addresses that a story's coming, going or changing touches: the
 * same few on a site of ten and of ten thousand (promise 3). The month it first
 * came out in decides its archive page, so no other story ever moves.
 */
export function planStoryChange(
  before: EpisodeCard | undefined,
  after: EpisodeCard | undefined,
): readonly PressTask[] {
  const cards = [before, after].filter((card) => card !== undefined);
  const months = [...new Set(cards.map(monthOf))].sort();
  const shows = [...new Set(cards.map((card) => card.showSlug))].sort();
  if (cards.length === 0) return [];
  return [
    ...inEveryLocale((locale) => ({ kind: "home" as const, locale })),
    ...shows.flatMap((slug) =>
      inEveryLocale((locale) => ({ kind: "show" as const, slug, locale })),
    ),
    ...months.flatMap((month) =>
      inEveryLocale((locale) => ({ kind: "month" as const, month, locale })),
    ),
    ...inEveryLocale((locale) => ({ kind: "months" as const, locale })),
    ...shows.map((show) => ({ kind: "feed" as const, show })),
    { kind: "site-feed" },
    ...months.map((month) => ({ kind: "sitemap-part" as const, month })),
    { kind: "sitemap" },
  ];
}

/** Every shared address of the site, for a new version of it. */
export function planSharedPages(site: {
  readonly shows: readonly string[];
  readonly months: readonly string[];
  readonly plainPaths: readonly string[];
}): readonly PressTask[] {
  return [
    ...inEveryLocale((locale) => ({ kind: "home" as const, locale })),
    ...site.shows.flatMap((slug) =>
      inEveryLocale((locale) => ({ kind: "show" as const, slug, locale })),
    ),
    ...inEveryLocale((locale) => ({ kind: "months" as const, locale })),
    ...site.months.flatMap((month) =>
      inEveryLocale((locale) => ({ kind: "month" as const, month, locale })),
    ),
    ...site.plainPaths.map((path) => ({
      kind: "plain" as const,
      path,
      locale: path.startsWith("/en/") ? ("en" as const) : ("fr" as const),
    })),
    ...site.shows.map((show) => ({ kind: "feed" as const, show })),
    { kind: "site-feed" },
    ...site.months.map((month) => ({ kind: "sitemap-part" as const, month })),
    { kind: "sitemap-site" },
    { kind: "sitemap" },
    { kind: "robots" },
  ];
}
