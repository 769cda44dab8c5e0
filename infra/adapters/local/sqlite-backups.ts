import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "#core/errors";
import type { Backups } from "#ports/backups";
import type { ObjectStore } from "#ports/object-store";
import { encodeBody } from "#ports/records-rules";
import { openSqliteDatabase, type SqliteDatabase } from "./sqlite-database.ts";

const recordsFile = "records.sqlite";
const notesFile = "backup.json";
const filesFolder = "private";

/** Copies of the machine's database. What waits in the queue and stands on the edge's list is in the file too, and is not brought back. */
export function createSqliteBackups(config: {
  readonly database: SqliteDatabase;
  /** The store of files in a folder. */
  readonly openFiles: (root: string) => ObjectStore;
}): Backups {
  const { database, openFiles } = config;
  const begin = (folder: string) => {
    if (existsSync(join(folder, notesFile)))
      throw new AppError("backup-exists", { field: "folder", params: { folder } });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  };
  return {
    name: "sqlite-backups",
    async begin(folder) {
      begin(folder);
    },
    files: (folder) => openFiles(join(folder, filesFolder)),
    async save(folder, notes) {
      begin(folder);
      const file = join(folder, recordsFile);
      // Without notes it is of a copy that was cut short.
      rmSync(file, { force: true });
      await database.copyTo(file);
      const text = JSON.stringify({ records: { sha256: sha256OfFile(file) }, notes }, null, 1);
      writeFileSync(join(folder, notesFile), text, { mode: 0o600, flush: true });
    },
    check: async (folder) => readNotes(folder).notes,
    async load(folder, mark) {
      readNotes(folder);
      // A copy of the copy: it may have to take steps to the tables of this version, and a backup stays as it is.
      const path = join(dirname(database.path), "restoring.sqlite");
      const remove = () => {
        for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
      };
      remove();
      try {
        copyFileSync(join(folder, recordsFile), path);
        openSqliteDatabase({ path }).close();
        await replaceRecords(database, path, mark);
      } finally {
        remove();
      }
    },
  };
}

function readNotes(folder: string): { readonly notes: unknown } {
  const damaged = (problem: string, cause?: unknown) =>
    new AppError("backup-damaged", { field: "folder", params: { folder, problem }, cause });
  let content: { records?: { sha256?: unknown }; notes?: unknown };
  try {
    content = JSON.parse(readFileSync(join(folder, notesFile), "utf8"));
  } catch (cause) {
    throw damaged(notesFile, cause);
  }
  const file = join(folder, recordsFile);
  const isFile = existsSync(file) && statSync(file).isFile();
  if (!isFile || sha256OfFile(file) !== content.records?.sha256) throw damaged(recordsFile);
  return { notes: content.notes };
}

const sha256OfFile = (path: string) =>
  createHash("sha256").update(readFileSync(path)).digest("hex");

/** One transaction: a crash leaves either all of the former records or all of the copy's with the mark. */
async function replaceRecords(
  database: SqliteDatabase,
  path: string,
  mark: Parameters<Backups["load"]>[1],
): Promise<void> {
  await database.read((sql) => sql.run("ATTACH DATABASE ? AS copy", path));
  try {
    await database.write((sql) => {
      sql.run("DELETE FROM records");
      sql.run(
        `INSERT INTO records (partition, sort, version, body, list, list_order)
         SELECT partition, sort, version, body, list, list_order FROM copy.records`,
      );
      sql.run(
        `INSERT INTO records (partition, sort, version, body) VALUES (?, ?, 1, ?)
         ON CONFLICT (partition, sort) DO UPDATE SET body = excluded.body`,
        mark.partition,
        mark.sort,
        encodeBody(mark.body),
      );
    });
  } finally {
    await database.read((sql) => sql.run("DETACH DATABASE copy"));
  }
}
