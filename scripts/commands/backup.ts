import { AppError } from "#core/errors";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";

export type BackupOptions = { readonly withFiles?: boolean };

/** `backup`: a consistent copy of the records, while the server runs or not. */
export async function backup(
  { app, backups }: Installation,
  folder: string,
  { withFiles = false }: BackupOptions,
  output: Output,
): Promise<void> {
  const { at, files } = await backUp(app, backups, folder, { withFiles });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const size = `${files.length} private files (${Math.ceil(bytes / 1e6)} MB)`;
  output.result({ folder, at, files: files.length, bytes, withFiles }, [
    `backed up to ${folder}`,
    withFiles
      ? `  with ${size}, each compared with its original`
      : `  ${size} belong to it: take them along with --with-files, or copy the folder “private” of the data as well`,
    "  and keep its folder “closings” somewhere else, always up to date: it says what was withdrawn since",
  ]);
}

/** `restore`: brings a backup back. Run again, it finishes what was cut short. */
export async function restoreBackup(
  { app, backups, servedAt }: Installation,
  folder: string,
  output: Output,
): Promise<void> {
  const url = await servedAt();
  if (url !== undefined) throw new AppError("server-running", { params: { url } });
  output.progress(
    "closing this site, and waiting for what is under way (on AWS a quarter of an hour)",
  );
  const restored = await restore(app, backups, folder);
  output.result(restored, [
    `restored the backup of ${restored.at}: ${restored.stories} stories, ${restored.opened} of them open`,
    `  ${restored.yesesClosed} yeses of the backup no longer stood: ask these people again`,
    `  ${restored.storiesHeld} stories held back by an embargo until a person lifts it (paroles embargo)`,
    `  ${restored.storiesErased} erased since, ${restored.storiesLost} taken in since and lost`,
    `  ${restored.filesRestored} private files brought back, ${restored.filesDamaged} damaged in the backup, ${restored.filesMissing} missing`,
    ...(restored.storiesLost === 0
      ? []
      : ["  what those have left in the private store, and what to do with it: paroles lost"]),
    "  links and codes from before only see and withdraw: give new ones out",
  ]);
}
