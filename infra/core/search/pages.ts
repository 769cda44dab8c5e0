import type { Locale } from "../press/page-data.ts";
import type { Shard } from "./shard.ts";

/** A page of the site itself that a search finds. */
export type FoundPage = {
  readonly path: string;
  readonly kind: "project" | "page";
  readonly title: string;
  readonly summary: string;
};

/** All of one language: a few dozen pages, so that one file holds them; places in the list, four digits long, stand for codes. */
export type PagesIndex = { readonly pages: readonly FoundPage[]; readonly words: Shard };

/** Its address; outside the stories' index, which the press alone writes. */
export const pagesIndexPath = (locale: Locale) => `/search-pages-${locale}.json`;
