import { closingsFolder } from "#core/storage-keys";
import type { Backups } from "#ports/backups";
import { z } from "zod";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";
import { requireNoRestore } from "./restore-mark.ts";

/** What a backup says of itself: when, of which site, and which private files it speaks of. */
export const BackupNotesSchema = z.object({
  format: z.literal("paroles-backup-1"),
  at: z.iso.datetime(),
  origin: z.string(),
  files: z.array(z.object({ key: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type BackupNotes = z.output<typeof BackupNotesSchema>;

/**
 * Copies the records, consistent at one moment, with the list of the private
 * files that belong to them. The files themselves are not copied: they never
 * change under their key, and any tool that copies folders does it; the list lets
 * a restore tell what is missing. Errors: `backup-exists`, `restore-unfinished`.
 */
export async function backUp(app: App, backups: Backups, folder: string): Promise<BackupNotes> {
  await requireNoRestore(app.records);
  const at = app.clock.now();
  const files: BackupNotes["files"] = [];
  for await (const key of everyKey(app.privateStore, "")) {
    // What was closed is never taken from a backup: it would be older than the truth.
    if (key.startsWith(closingsFolder)) continue;
    const head = await app.privateStore.head(key);
    if (head !== undefined) files.push({ key, bytes: head.bytes, sha256: head.etag });
  }
  const notes: BackupNotes = { format: "paroles-backup-1", at, origin: app.origin, files };
  await backups.save(folder, notes);
  app.logger.info("backed-up", { files: files.length });
  return notes;
}
