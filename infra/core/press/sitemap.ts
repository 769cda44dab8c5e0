import { escapeXml } from "../feed/text.ts";

/** One page for search engines; paths begin with `/`. */
export type SitemapPage = {
  readonly path: string;
  /** ISO instant of its last change; left out for pages that change with every story. */
  readonly updatedAt?: string;
  /** The same page in each language, its own included: BCP 47 language to path. */
  readonly alternates?: Readonly<Record<string, string>>;
};

/** A part of the sitemap, as the index lists it. */
export type SitemapPart = { readonly path: string };

/** sitemaps.org: at most 50,000 addresses (and 50 MB) in one file. */
export const sitemapPagesMax = 50_000;

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** Entries of one page in all its languages, as hreflang asks: each names all of them, itself included. */
export function pagesInEveryLanguage(
  alternates: Readonly<Record<string, string>>,
  updatedAt?: string,
): readonly SitemapPage[] {
  const changed = updatedAt === undefined ? {} : { updatedAt };
  return Object.values(alternates).map((path) => ({ path, alternates, ...changed }));
}

/**
 * One part of the sitemap: pages in order of address, so that the same pages
 * always give the same bytes. A withdrawn story is simply not in it; its address
 * answers 410 and must stay open to crawlers, who forget it when they see that.
 * Throws RangeError past 50,000 pages.
 */
export function sitemapPart(pages: readonly SitemapPage[], origin: string): string {
  if (pages.length > sitemapPagesMax)
    throw new RangeError("a sitemap part has at most 50,000 pages");
  const entries = pages.toSorted(byPath).map((page) => urlEntry(page, origin));
  return `${declaration}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${entries.join("")}</urlset>`;
}

/** The index of all parts, in order of address. */
export function sitemapIndex(parts: readonly SitemapPart[], origin: string): string {
  const entries = parts
    .toSorted(byPath)
    .map(({ path }) => `<sitemap><loc>${address(origin, path)}</loc></sitemap>`);
  return `${declaration}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join("")}</sitemapindex>`;
}

function urlEntry({ path, updatedAt, alternates = {} }: SitemapPage, origin: string): string {
  const languages = Object.entries(alternates).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const link = (language: string, to: string) =>
    `<xhtml:link rel="alternate" hreflang="${escapeXml(language)}" href="${address(origin, to)}"/>`;
  const links = languages.map(([language, to]) => link(language, to));
  // Readers of any other language get the French page, which every page has.
  const fallback = alternates["fr"] === undefined ? "" : link("x-default", alternates["fr"]);
  return `<url><loc>${address(origin, path)}</loc>${lastmod(updatedAt)}${links.join("")}${fallback}</url>`;
}

/** W3C date and time to the second. */
function lastmod(updatedAt: string | undefined): string {
  if (updatedAt === undefined) return "";
  return `<lastmod>${new Date(updatedAt).toISOString().slice(0, 19)}Z</lastmod>`;
}

const address = (origin: string, path: string) => escapeXml(new URL(path, origin).href);

const byPath = (a: { readonly path: string }, b: { readonly path: string }) => {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
};
