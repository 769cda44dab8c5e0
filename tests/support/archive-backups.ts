import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { type ArchiveBackupsMeans, createArchiveBackups } from "#pipeline/move/archive-backups";
import type { Place } from "./moving.ts";
import { aFolder } from "./store-folder.ts";

/** Backups of a place by way of its archive, as the composition on AWS makes them, in a folder of the test's. */
export function backupsOf(
  { app, archive }: Pick<Place, "app" | "archive">,
  changes: Partial<ArchiveBackupsMeans> = {},
) {
  const root = aFolder();
  return createArchiveBackups({
    archive,
    records: app.records,
    openFolder: (path) => createDiskObjectStore({ root: join(root, path), durable: false }),
    quiet: async () => undefined,
    ...changes,
  });
}
