import { cardOf, type EpisodeCard, type Publication } from "#core/catalogue";
import { AppError } from "#core/errors";
import { showOf } from "#core/feed";
import { type FeedEntry, feedEntry } from "#core/feed-item";
import type { PublishableEpisode } from "#core/publication";
import type { Show } from "#core/show";
import type { App } from "./app.ts";

/** What stands on the shelves for a published story: its card, and its item where it may be in feeds. */
export type ShelvedStory = { readonly card: EpisodeCard; readonly entry?: FeedEntry };

/**
 * The show that a story belongs to; one that was renamed since is found under
 * its new name. Throws `show-unknown`.
 */
export function requireShow(app: App, showSlug: string): Show {
  const { shows } = app.content;
  const show = showOf({ showSlug }, shows);
  if (show !== undefined) return show;
  const known = shows.map(({ slug }) => slug).join(", ");
  throw new AppError("show-unknown", { params: { show: showSlug, known } });
}

/** Card and feed item of a story that the gate let through, under the present name of its show. */
export function shelvedStory(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): ShelvedStory {
  const show = requireShow(app, episode.showSlug);
  const card = { ...cardOf(episode, publication), showSlug: show.slug };
  const entry = feedEntry(card, show, app);
  return entry === undefined ? { card } : { card, entry };
}
