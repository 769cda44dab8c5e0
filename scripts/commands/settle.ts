import type { App } from "#pipeline/app";
import type { EpisodeStatus } from "#pipeline/publication/episode-status";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { workOnce } from "#pipeline/work";

/** A server that runs beside us may have taken the job: look again after this. */
const lookAgainMs = 100;

/**
 * Works on what waits, beside a running server or alone, until `isSettled` says
 * so of the story; whoever does the work, the outcome is the same.
 */
export async function workUntil(
  app: App,
  episodeId: string,
  isSettled: (status: EpisodeStatus) => boolean,
): Promise<EpisodeStatus> {
  for (;;) {
    const status = await episodeStatus(app, episodeId);
    if (isSettled(status)) return status;
    if ((await workOnce(app, 1)) === 0) {
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    }
  }
}
