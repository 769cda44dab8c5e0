import type { AnyPage } from "./page-of.ts";

/** Pages that no menu leads to, so that no menu marks one of them as the page that is open. */
const offTheMenus: ReadonlySet<AnyPage["kind"]> = new Set(["frame", "month", "facet"]);

/**
 * The name of a part that every page off the menus has alike, for `Kept`; it holds
 * whatever of the site stands in it. Nothing for pages that menus mark.
 */
export function keptFor({ kind, locale, site }: AnyPage, part: string): string | undefined {
  if (!offTheMenus.has(kind)) return undefined;
  return `${part} ${locale} ${site.demonstration} ${site.name}`;
}
