import { type EpisodeCard, type EpisodeView, viewOf } from "#core/press/catalogue";
import { decidePublication } from "#core/publication";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";

/** A live story in full, asked of the gate again; undefined when it may not be shown any more. */
export async function viewOfLive(app: App, card: EpisodeCard): Promise<EpisodeView | undefined> {
  const file = await readEpisode(app.records, card.id);
  const live = file?.publication.live;
  if (file === undefined || live === undefined) return undefined;
  const decision = decidePublication(file, app.clock.now());
  return decision.status === "publishable" ? viewOf(decision.episode, live.publication) : undefined;
}
