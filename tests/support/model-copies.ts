/** Backups and restores, made by the use cases and in the oracle's account alike. */
import type { ModelSite } from "./model-site.ts";
import { type OracleStory, restored } from "./naive-oracle.ts";
import { AppError } from "#core/errors";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";

export async function makeCopy(site: ModelSite): Promise<void> {
  const name = site.nextCopyName();
  const stories = structuredClone(site.stories);
  await backUp(site.app, site.app.backups, name);
  site.copy = { name, stories };
}

export async function bringCopyBack(site: ModelSite): Promise<void> {
  const { copy } = site;
  if (copy === undefined) return;
  site.stories = copy.stories.map((story) => {
    const now = site.stories.find(({ id }) => id === story.id);
    return now === undefined ? structuredClone(story) : restored(story, now, site.now);
  });
  site.endWhatEnded();
  await restore(site.app, site.app.backups, copy.name);
}

/** Others who come upon a restore that was cut short: it is not theirs to open anything. */
export async function meddle({ app }: ModelSite, stories: readonly OracleStory[]): Promise<void> {
  const meddlers = [
    () => pressAll(app),
    ...stories.map((story) => () => reconcileEpisode(app, story.id)),
  ];
  for (const meddler of meddlers)
    await meddler().catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "restore-unfinished") throw error;
    });
}
