import { AppError } from "#core/errors";
import { encodeId, publicationKeyLength } from "#core/ids";
import { evidenceKey } from "#core/storage-keys";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";

/**
 * Keeps a file (a scan, a spoken yes) as evidence in a story's private folder, and
 * returns its key. An erasure that was recorded meanwhile may have emptied that
 * folder already, so the story is looked at once more when the file lies there:
 * either whoever erases finds the file, or it is seen here. Nothing is kept then.
 * Errors: `scan-empty` (names `field`), `consent-erased`, `episode-unknown`.
 */
export async function keepEvidence(
  app: App,
  episodeId: string,
  file: { readonly path: string },
  field: string,
): Promise<string> {
  const key = evidenceKey(episodeId, encodeId(app.randomness.bytes(publicationKeyLength)));
  await app.privateStore.put(key, file);
  try {
    if (((await app.privateStore.head(key))?.bytes ?? 0) === 0)
      throw new AppError("scan-empty", { field });
    const { episode } = await requireEpisode(app.records, episodeId);
    if (episode.stage.name === "erased") throw new AppError("consent-erased");
    return key;
  } catch (error) {
    await app.privateStore.delete(key);
    throw error;
  }
}
