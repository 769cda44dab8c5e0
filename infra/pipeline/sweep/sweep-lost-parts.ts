import { incomingFolder, incomingParts, referenceOfPart } from "#core/storage-keys";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";
import { uploadDaysMax, uploadsOnTheirWay } from "../studio/story-uploads.ts";

/**
 * Deletes parts of recordings whose upload the records have lost, as after a
 * restore, once they are as old as uploads get: they hold a voice, and nothing else
 * knows of them. One part tells for all, since none is older than its upload; what
 * a store knows of a part that a browser has sent may cost it reading the part.
 * Returns of how many recordings parts went. Part of the thorough sweep.
 */
export async function sweepLostParts(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - uploadDaysMax * 86_400_000;
  const { references } = await uploadsOnTheirWay(app);
  const seen = new Set(references);
  let swept = 0;
  for await (const key of everyKey(app.privateStore, incomingParts)) {
    const reference = referenceOfPart(key);
    if (seen.has(reference)) continue;
    seen.add(reference);
    const head = await app.privateStore.head(key);
    if (head === undefined || head.lastModified.getTime() > before) continue;
    await app.privateStore.deletePrefix(incomingFolder(reference));
    swept += 1;
  }
  return swept;
}
