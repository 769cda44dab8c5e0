import { decidePublication } from "#core/publication";
import type { App } from "./app.ts";
import { readEpisode } from "./episode-records.ts";
import { isShelved } from "./open-story.ts";
import { isPrepared } from "./prepare-publication.ts";
import { breathe, type PressCount, takeTurn } from "./press-shared.ts";
import { type PressedStory, pressStory, putStories } from "./press-story.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";
import { shelvedStory } from "./shelved-story.ts";

/** Stories after which others in this process get a chance to run. */
const storiesPerBreath = 5;

/**
 * Writes the pages of live stories again, each asked of the gate again. A story
 * that needs no more than its pages costs no more than that; one whose card,
 * files, feed item or place at the edge is not as it should be is settled as
 * after any other change, with everything around it. All pages are made first
 * and then written in one turn, so that a withdrawal waits for the writing only.
 */
export async function refreshStories(
  app: App,
  episodeIds: readonly string[],
  count: PressCount,
): Promise<void> {
  const pressed: PressedStory[] = [];
  const unsettled: string[] = [];
  for (const [index, episodeId] of episodeIds.entries()) {
    const story = await freshPages(app, episodeId);
    if (story === undefined) unsettled.push(episodeId);
    else pressed.push(story);
    if (index % storiesPerBreath === 0) await breathe();
  }
  const changed = await takeTurn(app, () => putStories(app, pressed, count));
  for (const episodeId of [...unsettled, ...changed]) await reconcileEpisode(app, episodeId);
}

/** The pages of a story of which nothing else has to change; undefined for any other. */
async function freshPages(app: App, episodeId: string): Promise<PressedStory | undefined> {
  const file = await readEpisode(app.records, episodeId);
  const live = file?.publication.live;
  if (file === undefined || live === undefined) return undefined;
  const decision = decidePublication(file, app.clock.now());
  if (decision.status !== "publishable") return undefined;
  const { episode } = decision;
  const { publication, card } = live;
  const entry = await app.allowList.get(episodeId);
  const isOpen = entry?.state === "allowed" && entry.publication === publication.key;
  if (!isOpen || entry.epoch !== episode.epoch) return undefined;
  const story = shelvedStory(app, episode, publication);
  if (!(await isShelved(app, card, story))) return undefined;
  if (!(await isPrepared(app, episode, publication))) return undefined;
  return pressStory(app, episode, story, file.version);
}
