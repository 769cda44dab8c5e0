import { AppError } from "#core/errors";
import type { Backups } from "#ports/backups";
import type { ObjectStore } from "#ports/object-store";
import type { RecordArchive } from "#ports/record-archive";
import type { Records } from "#ports/records";
import { z } from "zod";
import { bringRecords, readPart, writeRecords } from "./carried-records.ts";
import { jsonOf, MoveNotesSchema } from "./move-notes.ts";

const notesKey = "backup.json";
const CopySchema = z.object({ records: MoveNotesSchema.shape.records, notes: z.unknown() });

export type ArchiveBackupsMeans = {
  readonly archive: RecordArchive;
  readonly records: Records;
  /** A folder on the machine of whoever asks, by its path. */
  readonly openFolder: (path: string) => ObjectStore;
  /** As `MovingMeans.quietSince`, from now on. */
  quiet(): Promise<void>;
};

/**
 * Copies of an engine's records that makes none of itself in one act, as a move
 * writes them: lines of a neutral folder, of one moment, each part with its hash.
 * They come back in many acts, after everybody has ended who began before the mark;
 * the mark stays to the end, and whoever is cut short runs it again.
 */
export function createArchiveBackups(means: ArchiveBackupsMeans): Backups {
  const { archive, records, openFolder } = means;
  const begin = async (path: string) => {
    if ((await openFolder(path).head(notesKey)) !== undefined)
      throw new AppError("backup-exists", { field: "folder", params: { folder: path } });
  };
  return {
    name: "archive-backups",
    begin,
    files: (path) => openFolder(`${path}/private`),
    async save(path, notes) {
      await begin(path);
      const folder = openFolder(path);
      const written = await writeRecords({ archive, folder });
      if (written === undefined) throw new AppError("backup-unsettled", { retryable: true });
      const text = JSON.stringify({ records: written, notes }, null, 1);
      await folder.put(notesKey, new TextEncoder().encode(text));
    },
    check: async (path) => (await readWhole(openFolder(path), path)).notes,
    async load(path, mark) {
      const folder = openFolder(path);
      const copy = await readWhole(folder, path);
      await records.commit([mark]);
      await means.quiet();
      await bringRecords(records, { archive, folder }, copy.records);
    },
  };
}

/** The notes of a copy of which every part is as it was written. */
async function readWhole(folder: ObjectStore, path: string) {
  const damaged = (problem: string, cause?: unknown) =>
    new AppError("backup-damaged", { field: "folder", params: { folder: path, problem }, cause });
  const isThere = (await folder.head(notesKey)) !== undefined;
  const text = isThere ? new TextDecoder().decode(await folder.get(notesKey)) : "";
  const parsed = CopySchema.safeParse(jsonOf(text));
  if (!parsed.success) throw damaged(notesKey);
  for (const part of parsed.data.records.parts.keys()) {
    try {
      await readPart({ folder }, parsed.data.records, part);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "move-damaged") throw error;
      throw damaged(String(error.params["problem"]), error);
    }
  }
  return parsed.data;
}
