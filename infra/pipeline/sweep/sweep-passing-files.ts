import { incomingParts, mediaOrders } from "#core/storage-keys";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";
import { uploadDaysMax } from "../studio/story-uploads.ts";

/** By folder: files that are older than this are on their way nowhere, whatever the records say. */
const passing = [
  // An order takes minutes: whatever the machine that fills it is, a function ends after a quarter of an hour.
  { folder: mediaOrders, keptMs: 3_600_000 },
  // A part is never older than its upload, which is forgotten then.
  { folder: incomingParts, keptMs: uploadDaysMax * 86_400_000 },
] as const;

/**
 * Deletes what was on its way and has been left behind: files of an order for
 * sound whose giver was killed or could not delete them (a second try is another
 * order), and parts of a recording whose upload the records have lost, as after a
 * restore. They hold a voice, and nothing else knows of them: no erasure finds
 * them. Returns how many files went. Part of the thorough sweep.
 */
export async function sweepPassingFiles(app: App): Promise<number> {
  let swept = 0;
  for (const { folder, keptMs } of passing) {
    const before = Date.parse(app.clock.now()) - keptMs;
    for await (const key of everyKey(app.privateStore, folder)) {
      const head = await app.privateStore.head(key);
      if (head === undefined || head.lastModified.getTime() > before) continue;
      await app.privateStore.delete(key);
      swept += 1;
    }
  }
  return swept;
}
