import type { Backups } from "#ports/backups";
import { isForeignKeyAllowed } from "#ports/object-store-rules";
import { z } from "zod";
import type { App } from "../app.ts";
import { copyPrivateFiles, listPrivateFiles } from "./backup-files.ts";
import { requireNoRestore } from "../restore-mark.ts";

/** What a backup says of itself: when, of which site, and which private files it speaks of. */
export const BackupNotesSchema = z.object({
  format: z.literal("paroles-backup-1"),
  at: z.iso.datetime(),
  origin: z.string(),
  files: z.array(
    z.object({ key: z.string().refine(isForeignKeyAllowed), bytes: z.int(), sha256: z.string() }),
  ),
  /** Whether the files are in the copy as well. */
  withFiles: z.boolean().default(false),
});
export type BackupNotes = z.output<typeof BackupNotesSchema>;

/**
 * Copies the records, consistent at one moment, with the list of the private
 * files that belong to them: a restore tells what is missing. With `withFiles`
 * the files are copied first, compared by their hashes; run again into the same
 * folder, a copy that was cut short goes on. Errors: `backup-exists`,
 * `restore-unfinished`, `store-full` (retryable).
 */
export async function backUp(
  app: App,
  backups: Backups,
  folder: string,
  { withFiles = false }: { readonly withFiles?: boolean } = {},
): Promise<BackupNotes> {
  await requireNoRestore(app.records);
  await backups.begin(folder);
  if (withFiles) await copyPrivateFiles(app, backups.files(folder), await listPrivateFiles(app));
  const at = app.clock.now();
  const files = await listPrivateFiles(app);
  // What came while the many were copied: few, so that records and files are of nearly one moment.
  if (withFiles) await copyPrivateFiles(app, backups.files(folder), files);
  const notes: BackupNotes = {
    format: "paroles-backup-1",
    at,
    origin: app.origin,
    files,
    withFiles,
  };
  await backups.save(folder, notes);
  app.logger.info("backed-up", { files: files.length, withFiles });
  return notes;
}
