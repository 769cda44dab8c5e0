/** What `<head>` says of a page, its addresses and its previews: some thirty tags on every one. */
import { locales } from "#core/press/page-data";
import { feedPath, siteFeedPath } from "#core/press/task";
import { wordsFor } from "./i18n/words-for.ts";
import type { AnyPage } from "./page-of.ts";
import { attribute, escapedText } from "./ready-html.ts";

export type PageMeta = {
  readonly title: string;
  readonly description: string;
  /** What `mediaHtml` says of it; of a page of words alone unless set. */
  readonly media?: string;
  /** Pages that say that something is not there. */
  readonly unlisted?: boolean | undefined;
};

/** What a preview shows and lets hear beside the words. */
export type PageMedia = {
  /** A picture; its address from the root, and what it shows. */
  readonly image?:
    | {
        readonly path: string;
        readonly widthPx: number;
        readonly heightPx: number;
        readonly alt: string;
      }
    | undefined;
  /** Address of the sound, from the root. */
  readonly audio?: { readonly path: string; readonly mimeType: string } | undefined;
  readonly article?: { readonly publishedAt: string; readonly updatedAt: string } | undefined;
};

/** The parts of `<head>` that are a page's own, as HTML. */
export type HeadHtml = {
  readonly title: string;
  readonly addresses: string;
  readonly preview: string;
};

export const headHtml = (page: AnyPage, meta: PageMeta): HeadHtml => ({
  title: titleHtml(page, meta),
  addresses: addressesHtml(page, meta),
  preview: previewHtml(page, meta),
});

/** What the page is called, and what it is about. */
function titleHtml({ kind, site, locale }: AnyPage, meta: PageMeta): string {
  const title =
    kind === "home" ? `${site.name} – ${wordsFor(locale).tagline}` : `${meta.title} – ${site.name}`;
  return `<title>${escapedText(title)}</title><meta name="description"${attribute("content", meta.description)}>`;
}

const property = (name: string, content: string | number) =>
  `<meta property="${name}"${attribute("content", content)}>`;
const feed = (title: string, path: string) =>
  `<link rel="alternate" type="application/rss+xml"${attribute("title", title)}${attribute("href", path)}>`;

/** Where the page is, in every language; or that it is to stand in no list. */
function addressesHtml({ site, path, alternates }: AnyPage, meta: PageMeta): string {
  if (meta.unlisted === true) return '<meta name="robots" content="noindex">';
  const alternate = (language: string, to: string) =>
    `<link rel="alternate" hreflang="${language}"${attribute("href", `${site.origin}${to}`)}>`;
  return (
    `<link rel="canonical"${attribute("href", `${site.origin}${path}`)}>` +
    locales.map((language) => alternate(language, alternates[language])).join("") +
    alternate("x-default", alternates.fr) +
    property("og:url", `${site.origin}${path}`)
  );
}

/** Every feed of the site. */
export function feedsHtml({ site, locale }: AnyPage): string {
  return (
    site.shows.map((show) => feed(show.title, feedPath(show.slug))).join("") +
    feed(wordsFor(locale).allStoriesFeed, siteFeedPath)
  );
}

/** What a preview of the page says. */
function previewHtml({ site, locale }: AnyPage, meta: PageMeta): string {
  const others = meta.unlisted === true ? [] : locales.filter((language) => language !== locale);
  return (
    property("og:site_name", site.name) +
    property("og:title", meta.title) +
    property("og:description", meta.description) +
    property("og:locale", wordsFor(locale).openGraphTag) +
    others.map((other) => property("og:locale:alternate", wordsFor(other).openGraphTag)).join("") +
    (meta.media ?? wordsAlone)
  );
}

/** What a preview of a page shows and lets hear, in whichever language the page is. */
export function mediaHtml(origin: string, { image, audio, article }: PageMedia): string {
  // Wide pictures fill a preview; square ones stand beside its words.
  const isWide = image !== undefined && image.widthPx > image.heightPx;
  return (
    property("og:type", article === undefined ? "website" : "article") +
    (article === undefined
      ? ""
      : property("article:published_time", article.publishedAt) +
        property("article:modified_time", article.updatedAt)) +
    (image === undefined
      ? ""
      : property("og:image", `${origin}${image.path}`) +
        property("og:image:type", "image/jpeg") +
        property("og:image:width", image.widthPx) +
        property("og:image:height", image.heightPx) +
        property("og:image:alt", image.alt)) +
    (audio === undefined
      ? ""
      : property("og:audio", `${origin}${audio.path}`) +
        property("og:audio:type", audio.mimeType)) +
    `<meta name="twitter:card" content="${isWide ? "summary_large_image" : "summary"}">`
  );
}

const wordsAlone = mediaHtml("", {});
