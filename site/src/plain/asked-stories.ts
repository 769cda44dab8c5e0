import type { EpisodeCard } from "#core/press/catalogue";
import type { AskedStories } from "#core/press/page-data";
import type { AnyPage } from "../page-of.ts";

/** The stories that the page being rendered asked for; none on a page of another kind. */
export function askedStories({ page }: { readonly page: AnyPage }): AskedStories {
  const nothing: AskedStories = { named: {}, shelves: {} };
  return page.kind === "plain" ? (page.asked ?? nothing) : nothing;
}

/** The cards of a shelf that a page asked for. */
export const askedShelf = (asked: AskedStories, shelf: string): readonly EpisodeCard[] =>
  asked.shelves[shelf] ?? [];
