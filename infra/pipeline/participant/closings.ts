import { isOpenState } from "#core/consent/states";
import { closingsFolder, closingsKey, closingsOf, consentSort } from "#core/storage-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { type EpisodeFile } from "../episode-records.ts";
import { everyPage } from "../every-page.ts";

/**
 * What a story's consents are at one epoch, kept beside the records in the
 * private store: random record ids and whether each is open, nothing else. When
 * records come back from a backup, a yes that is not in here as open, by the very
 * same record, has been closed or changed since (I21).
 */
export const ClosingsSchema = z.object({
  episodeId: z.string(),
  epoch: z.int().nonnegative(),
  erased: z.boolean(),
  /** Record ids of the yeses that stand, by consent. */
  open: z.record(z.string(), z.string()),
});
export type Closings = z.output<typeof ClosingsSchema>;

/** Keeps the standing of a story at its present epoch; part of settling, so that no mark is forgotten before it. */
export async function keepClosings(
  app: App,
  { episode, consents }: Pick<EpisodeFile, "episode" | "consents">,
): Promise<void> {
  if (consents.length === 0 && episode.stage.name !== "erased") return;
  const closings: Closings = {
    episodeId: episode.id,
    epoch: episode.epoch,
    erased: episode.stage.name === "erased",
    open: Object.fromEntries(
      consents
        .filter(({ state }) => isOpenState(state))
        .map(({ speakerId, signatoryId, scope, recordId }) => [
          consentSort(speakerId, signatoryId, scope),
          recordId,
        ]),
    ),
  };
  const key = closingsKey(episode.id, episode.epoch);
  await app.privateStore.put(key, new TextEncoder().encode(JSON.stringify(closings)));
}

/** The newest standing that is kept of each story, by its id. */
export async function newestClosings(app: App): Promise<ReadonlyMap<string, Closings>> {
  const newest = new Map<string, string>();
  const pages = everyPage(async ({ cursor }) => {
    const { keys, after } = await app.privateStore.list(
      closingsFolder,
      cursor === undefined ? {} : { after: cursor },
    );
    return after === undefined ? { keys } : { keys, cursor: after };
  });
  for await (const { keys } of pages) {
    // Keys come in order, so the last one of a story has its highest epoch.
    for (const key of keys) newest.set(key.slice(closingsFolder.length).split("/")[0] ?? "", key);
  }
  const found = new Map<string, Closings>();
  for (const [episodeId, key] of newest) {
    const bytes = await app.privateStore.get(key);
    found.set(episodeId, ClosingsSchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
  }
  return found;
}

/** Forgets the earlier standings of an erased story; the last one says only that it was erased. */
export async function forgetEarlierClosings(
  app: App,
  episodeId: string,
  epoch: number,
): Promise<void> {
  const last = closingsKey(episodeId, epoch);
  const { keys } = await app.privateStore.list(closingsOf(episodeId));
  for (const key of keys) if (key < last) await app.privateStore.delete(key);
}
