import type { EpisodeCard } from "#core/press/catalogue";
import type { AskedStories, PageData } from "#core/press/page-data";

/** The stories that the page being rendered asked for; none on a page of another kind. */
export function askedStories({ page }: { readonly page: PageData }): AskedStories {
  const nothing: AskedStories = { named: {}, shelves: {} };
  return page.kind === "plain" ? (page.asked ?? nothing) : nothing;
}

/** The cards of a shelf that a page asked for. */
export const askedShelf = (asked: AskedStories, shelf: string): readonly EpisodeCard[] =>
  asked.shelves[shelf] ?? [];
