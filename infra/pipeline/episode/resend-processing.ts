import { episodePartition, episodeSort } from "#core/record-keys";
import type { App } from "../app.ts";
import { readEpisode, retryOnConflict, unsettledWrite } from "./episode-records.ts";

/** A recording that was taken in and is marked as not processed yet, since an ISO instant. */
export type WaitingRecording = { readonly episodeId: string; readonly markedAt: string };

/** Longer than a recording waits for a worker on most days. */
const processingLostMs = 3_600_000;

/**
 * Sends the jobs of recordings again that were taken in an hour ago and are not
 * processed yet: whoever took them in may have died before sending them. A second
 * job for one that still waits does no harm, and the next one is an hour away.
 * Returns how many were sent. Part of the sweep.
 */
export async function resendProcessing(
  app: App,
  received: readonly WaitingRecording[],
): Promise<number> {
  let sent = 0;
  for (const { episodeId, markedAt } of received) {
    if (Date.parse(app.clock.now()) - Date.parse(markedAt) < processingLostMs) continue;
    if (!(await stillWaits(app, episodeId))) continue;
    await app.queue.send({ kind: "process", episodeId });
    await markAgain(app, episodeId);
    sent += 1;
  }
  return sent;
}

const stillWaits = async (app: App, episodeId: string) =>
  (await readEpisode(app.records, episodeId))?.episode.stage.name === "received";

/** Starts the hour anew, unless it has been processed meanwhile. */
async function markAgain(app: App, episodeId: string): Promise<void> {
  await retryOnConflict(async () => {
    const file = await readEpisode(app.records, episodeId);
    if (file?.episode.stage.name !== "received") return;
    const place = { partition: episodePartition(episodeId), sort: episodeSort };
    await app.records.commit([
      { kind: "check", ...place, expect: { version: file.version } },
      unsettledWrite(file.episode, app.clock.now()),
    ]);
  });
}
