import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { episodeWrite, requireEpisode, retryOnConflict } from "./episode-records.ts";

/**
 * Works on a recording once more, from the original: one that was refused, or
 * whose work was lost. What is ready stays as it is. Errors: `episode-unknown`,
 * `episode-not-failed`.
 */
export async function retryProcessing(app: App, episodeId: string): Promise<void> {
  await retryOnConflict(async () => {
    const { episode, version } = await requireEpisode(app.records, episodeId);
    if (episode.stage.name === "received") return;
    if (episode.stage.name !== "failed") throw new AppError("episode-not-failed");
    const next = { ...episode, stage: { name: "received" as const }, epoch: episode.epoch + 1 };
    await app.records.commit([episodeWrite(next, version)]);
  });
  await app.queue.send({ kind: "process", episodeId });
}
