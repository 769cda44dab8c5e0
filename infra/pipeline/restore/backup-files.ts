import { episodeOfPrivateKey, isPassingPrivateKey } from "#core/storage-keys";
import { ObjectNotFoundError, type ObjectStore } from "#ports/object-store";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { everyKey } from "../every-page.ts";

/** A private file as a backup remembers it. */
export type BackedUpFile = {
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** The private files that a backup speaks of: all but what is on its way, and what says what was closed. */
export async function listPrivateFiles(app: App): Promise<BackedUpFile[]> {
  const files: BackedUpFile[] = [];
  for await (const key of everyKey(app.privateStore, "")) {
    if (isPassingPrivateKey(key)) continue;
    const head = await app.privateStore.head(key);
    if (head !== undefined) files.push({ key, bytes: head.bytes, sha256: head.etag });
  }
  return files;
}

/**
 * Copies the private files to a backup, each compared with its original by its
 * hash; what lies there already is not copied again, so that a copy that was cut
 * short goes on. What is erased meanwhile is left out. Returns how many were copied.
 */
export async function copyPrivateFiles(
  app: App,
  target: ObjectStore,
  files: readonly BackedUpFile[],
): Promise<number> {
  let copied = 0;
  for (const file of files) {
    if ((await target.head(file.key))?.etag === file.sha256) continue;
    try {
      await copyOne(app, app.privateStore, target, file);
      copied += 1;
    } catch (error) {
      if (!(error instanceof ObjectNotFoundError)) throw error;
    }
  }
  return copied;
}

export type FilesBroughtBack = {
  readonly filesRestored: number;
  /** In the backup with another content than when it was made: left there. */
  readonly filesDamaged: number;
};

/**
 * Brings private files back that are gone, and only those of stories that the
 * records know and that were not erased: to be called when the tombstones are
 * applied. What is there is left as it is. Safe to repeat.
 */
export async function bringFilesBack(
  app: App,
  copy: ObjectStore,
  files: readonly BackedUpFile[],
): Promise<FilesBroughtBack> {
  const stays = new Map<string, boolean>();
  const mayStay = async (episodeId: string) => {
    const known = stays.get(episodeId);
    if (known !== undefined) return known;
    const file = await readEpisode(app.records, episodeId);
    const may = file !== undefined && file.episode.stage.name !== "erased";
    stays.set(episodeId, may);
    return may;
  };
  let filesRestored = 0;
  let filesDamaged = 0;
  for (const file of files) {
    const episodeId = episodeOfPrivateKey(file.key);
    if (episodeId !== undefined && !(await mayStay(episodeId))) continue;
    if ((await app.privateStore.head(file.key)) !== undefined) continue;
    const kept = await copy.head(file.key);
    if (kept === undefined) continue;
    const isWhole = await copyOne(app, copy, app.privateStore, file);
    if (isWhole) filesRestored += 1;
    else filesDamaged += 1;
  }
  return { filesRestored, filesDamaged };
}

/** Says whether what arrived is what was meant; what is not does not stay. */
async function copyOne(
  app: App,
  from: ObjectStore,
  to: ObjectStore,
  { key, sha256 }: BackedUpFile,
): Promise<boolean> {
  await app.workspace.withFolder(async (folder) => {
    const path = `${folder}/file`;
    await from.download(key, path);
    await to.put(key, { path });
  });
  if ((await to.head(key))?.etag === sha256) return true;
  await to.delete(key);
  return false;
}
