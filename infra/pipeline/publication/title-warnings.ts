import type { EpisodeCard } from "#core/press/catalogue";
import { documentItemsMax } from "#core/feed/archive";
import { uniqueTitles } from "#core/feed/titles";
import type { Problem } from "#core/episode";
import type { App } from "../app.ts";
import { feedItemsOn } from "../press/read-shelf.ts";

/**
 * What podcast apps would take for another story: a published story whose title
 * another one of the same day has. Feeds number the later one by themselves; a
 * person may find a better title. Nothing for a story that is in no feed.
 */
export async function titleWarnings(app: App, card: EpisodeCard): Promise<readonly Problem[]> {
  if (!card.onPlatforms) return [];
  const found = new Map<string, Problem>();
  for (const shelf of ["all", `show#${card.showSlug}`]) {
    const { warnings } = uniqueTitles(await feedItemsOn(app, shelf, documentItemsMax));
    for (const { id, title, becomes } of warnings) {
      if (id !== card.id) continue;
      found.set(becomes, { code: "title-repeated", params: { title, becomes } });
    }
  }
  return [...found.values()];
}
