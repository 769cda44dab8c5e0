import { privatePrefixes } from "#core/storage-keys";
import type { App } from "../app.ts";

/** Deletes every version of everything private of one story: originals, recordings, evidence. Safe to repeat. */
export async function dropPrivateFiles(app: App, episodeId: string): Promise<void> {
  for (const prefix of privatePrefixes(episodeId)) await app.privateStore.deletePrefix(prefix);
}
