import type { AnyPage } from "./page-of.ts";

/** Parts that all pages have alike but for the mark of the page that is open. */
type Part = "wordmark" | "menu" | "footer";

/** The pages that a part leads to, and so marks one of. */
const markedIn: Readonly<Record<Part, ReadonlySet<AnyPage["kind"]>>> = {
  wordmark: new Set(["home"]),
  menu: new Set(["stories", "search", "plain"]),
  footer: new Set(["search", "subscribe", "plain"]),
};

/**
 * The name of a part for `Kept` on a page that it marks nothing of; it holds whatever
 * of the site stands in the part. Nothing where the page may be marked.
 */
export function keptFor({ kind, locale, site }: AnyPage, part: Part): string | undefined {
  if (markedIn[part].has(kind)) return undefined;
  return `${part} ${locale} ${site.demonstration} ${site.name}`;
}
