import type { Episode } from "#core/episode";
import { renditionKey } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import {
  episodeWrite,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "#pipeline/episode/episode-records";

export type EditedPart = "title" | "audio";

/**
 * Changes a part of a story for which there is no use case by itself, to something
 * that names `text`: a higher epoch, and a mark for the sweep. It leaves the yeses
 * alone, so that it is the gate that has to see that they were about something else.
 */
export async function editStory(
  app: App,
  id: string,
  part: EditedPart,
  text: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const { episode, version } = await requireEpisode(app.records, id);
    const changed = await edited(app, episode, part, text);
    const epoch = episode.epoch + 1;
    const now = app.clock.now();
    const next = { ...changed, epoch, contentSince: now };
    await app.records.commit([episodeWrite(next, version), unsettledWrite(next, now)]);
  });
}

async function edited(
  app: App,
  episode: Episode,
  part: EditedPart,
  text: string,
): Promise<Episode> {
  if (part === "title") return { ...episode, title: text };
  if (episode.audio === undefined) return episode;
  const renditions = [];
  for (const rendition of episode.audio.renditions) {
    const key = renditionKey(episode.id, text, `audio.${rendition.encoding}`);
    await app.privateStore.put(
      key,
      new TextEncoder().encode(`file /scratch/${text}-${rendition.encoding}`),
    );
    const sha256 = (await app.privateStore.head(key))?.etag ?? "";
    renditions.push({ ...rendition, key, sha256 });
  }
  return { ...episode, audio: { ...episode.audio, renditions } };
}
