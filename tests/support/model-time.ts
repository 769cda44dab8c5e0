/** What happens by itself: the clock goes on, work is done, and a restart tidies up. */
import { bringCopyBack } from "./model-copies.ts";
import type { ModelSite } from "./model-site.ts";
import { AppError } from "#core/errors";
import { isRestoring } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { runJob } from "#pipeline/work";

const daySeconds = 86_400;

/** The clock moves by days: forward, and now and then back. */
export async function passDays(site: ModelSite, pick: number): Promise<void> {
  site.advance((pick % 5 === 4 ? -1 : 1) * (1 + (pick % 40)) * daySeconds);
  await sweep(site.app);
  await work(site);
  site.endWhatEnded();
}

/** What a restart does. */
export async function settle(site: ModelSite): Promise<void> {
  if (await isRestoring(site.app.records)) await bringCopyBack(site);
  await sweep(site.app, { thorough: true });
  await work(site);
  site.endWhatEnded();
}

async function work({ app }: ModelSite): Promise<void> {
  const { waiting } = app.queue;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
    await runJob(app, next.job).catch(unlessLost);
}

/** A job for a story that a restore has lost ends among the dead letters. */
function unlessLost(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== "episode-unknown") throw error;
}
