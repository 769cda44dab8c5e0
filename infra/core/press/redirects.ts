import { feedRedirects } from "../feed/address.ts";
import { locales } from "./page-data.ts";
import { pathOfTask } from "./task.ts";
import type { Show } from "../content/show.ts";

/** One permanent redirect (301). With `below`, every address under `from` goes to the same place under `to`; both then end in `/`. */
export type Redirect = { readonly from: string; readonly to: string; readonly below: boolean };

/** Where every former address of a show leads, for good: its feeds, their archives, and its pages. */
export function redirectsOf(
  shows: readonly Pick<Show, "slug" | "formerSlugs" | "movedTo">[],
): readonly Redirect[] {
  const inUse = new Set(shows.map(({ slug }) => slug));
  const pages = shows.flatMap(({ slug, formerSlugs = [] }) =>
    formerSlugs
      .filter((former) => !inUse.has(former))
      .flatMap((former) =>
        locales.map((locale) => ({
          from: pathOfTask({ kind: "show", slug: former, locale }),
          to: pathOfTask({ kind: "show", slug, locale }),
          below: true,
        })),
      ),
  );
  return [...feedRedirects(shows), ...pages];
}

/** Where a request path leads now, or nothing when it is where it always was. */
export function redirectOf(redirects: readonly Redirect[], path: string): string | undefined {
  for (const { from, to, below } of redirects) {
    if (below ? path.startsWith(from) : path === from) return `${to}${path.slice(from.length)}`;
    // A page's address without its last slash leads to the same page.
    if (below && path === from.slice(0, -1)) return to;
  }
  return undefined;
}
