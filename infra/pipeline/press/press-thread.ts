import type { EpisodeCard } from "#core/press/catalogue";
import { decidePublication } from "#core/publication";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { inGroups } from "../in-groups.ts";
import { type PressCount } from "./press-count.ts";
import { type PressedStory, pressStory, putStories, storiesAtOnce } from "./press-story.ts";
import { othersInThread } from "./read-thread.ts";
import { shelvedCard } from "./shelved-story.ts";

/**
 * Presses the pages of the stories that stand in one line with these, and their
 * own: each page names all others of its line. Only under the press's lease, so
 * that the lines are read after every change that a page must not miss.
 */
export async function pressThreads(
  app: App,
  cards: readonly EpisodeCard[],
  count: PressCount,
): Promise<void> {
  const ids = new Set<string>();
  for (const card of cards) {
    const others = await othersInThread(app, card);
    if (others.length === 0) continue;
    for (const { id } of [card, ...others]) ids.add(id);
  }
  const pages = (await inGroups([...ids], storiesAtOnce, (id) => pagesOf(app, id))).flat();
  // One that has changed meanwhile is left alone: whoever changed it presses after this turn.
  if (pages.length > 0) await putStories(app, pages, count);
}

/** The pages of a story that is public and carries the publication that fits it; nothing for any other. */
async function pagesOf(app: App, episodeId: string): Promise<readonly PressedStory[]> {
  const file = await readEpisode(app.records, episodeId);
  const live = file?.publication.live;
  if (file === undefined || live === undefined) return [];
  const decision = decidePublication(file, app.clock.now());
  if (decision.status !== "publishable") return [];
  const { episode } = decision;
  if (live.publication.fingerprint !== episode.fingerprint) return [];
  const card = shelvedCard(app, episode, live.publication);
  return [await pressStory(app, episode, { card }, file.version)];
}
