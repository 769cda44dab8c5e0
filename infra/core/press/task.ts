import type { Facet, FacetName } from "./facets.ts";
import type { EpisodeCard } from "./catalogue.ts";
import { feedArchivePath, type FeedName, feedPath as feedAddress } from "../feed/address.ts";
import { localeFolder } from "./locale-paths.ts";
import { embedPath, oembedPath } from "./oembed.ts";
import { type Locale, locales } from "./page-data.ts";
import { foundPath } from "../search/address.ts";
import { pagesIndexPath } from "../search/pages.ts";

/** One thing that the press can make; its address follows from it alone. */
export type PressTask =
  | { readonly kind: "home"; readonly locale: Locale }
  | { readonly kind: "show"; readonly slug: string; readonly locale: Locale }
  /** All ways into the stories. */
  | { readonly kind: "stories"; readonly locale: Locale }
  | { readonly kind: "facet"; readonly facet: Facet; readonly locale: Locale }
  | { readonly kind: "months"; readonly locale: Locale }
  | { readonly kind: "month"; readonly month: string; readonly locale: Locale }
  | { readonly kind: "plain"; readonly path: string; readonly locale: Locale }
  /** The page of a project, with the stories that belong to it. */
  | { readonly kind: "project"; readonly slug: string; readonly locale: Locale }
  /** How to follow each feed in an app. */
  | { readonly kind: "subscribe"; readonly locale: Locale }
  /** The page to search from. */
  | { readonly kind: "search"; readonly locale: Locale }
  /** What a search finds of the site's own pages. */
  | { readonly kind: "found-pages"; readonly locale: Locale }
  | { readonly kind: "feed"; readonly feed: FeedName }
  /** One document of the older stories of a feed (core/feed/archive.ts names them). */
  | { readonly kind: "feed-archive"; readonly feed: FeedName; readonly archive: string }
  | { readonly kind: "sitemap-part"; readonly month: string }
  | { readonly kind: "sitemap-site" }
  | { readonly kind: "sitemap" }
  | { readonly kind: "robots" };

/** Facets as addresses name them. */
const facetFolders: Readonly<Record<FacetName, string>> = {
  theme: "theme",
  trade: "metier",
  place: "lieu",
  role: "role",
};

const prefixOf = (locale: Locale) => `${localeFolder(locale)}/`;

/** The address of a shared page or file (those of a story are its card's). */
export function pathOfTask(task: PressTask): string {
  switch (task.kind) {
    case "home":
      return prefixOf(task.locale);
    case "show":
      return `${prefixOf(task.locale)}series/${task.slug}/`;
    case "stories":
      return `${prefixOf(task.locale)}histoires/`;
    case "facet": {
      const { name, key } = task.facet;
      return `${prefixOf(task.locale)}histoires/${facetFolders[name]}/${key}/`;
    }
    case "months":
      return `${prefixOf(task.locale)}archives/`;
    case "month":
      return `${prefixOf(task.locale)}archives/${task.month}/`;
    case "plain":
      return task.path;
    case "project":
      return `${prefixOf(task.locale)}projets/${task.slug}/`;
    case "subscribe":
      return task.locale === "fr" ? "/s-abonner/" : `/${task.locale}/subscribe/`;
    case "search":
      return task.locale === "fr" ? "/recherche/" : `/${task.locale}/search/`;
    case "found-pages":
      return pagesIndexPath(task.locale);
    case "feed":
      return feedAddress(task.feed);
    case "feed-archive":
      return feedArchivePath(task.feed, task.archive);
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

/** Everything that the press writes into a story's folder beside its published files: pages, then what others embed and what a search shows. */
export const storyAddresses = (card: Pick<EpisodeCard, "path">): readonly string[] => [
  ...locales.map((locale) => storyPath(card, locale)),
  embedPath(card),
  oembedPath(card, "json"),
  oembedPath(card, "xml"),
  foundPath(card),
];
