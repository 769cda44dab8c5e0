/** A small site whose records and private files lie on a disk, to be backed up, carried and brought back. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createSqliteArchive } from "#adapters/local/sqlite-archive";
import { createSqliteBackups } from "#adapters/local/sqlite-backups";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { createKeyFileRing } from "#adapters/node/key-file";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import type { ObjectStore } from "#ports/object-store";
import { memoryApp } from "./memory-app.ts";

const openFiles = (root: string) => createDiskObjectStore({ root, durable: false });

/** What the stand-ins for sound and pictures say that they made is there as its own name. */
function withStandIns(store: ObjectStore): ObjectStore {
  return {
    ...store,
    put: (key, body) =>
      store.put(key, "path" in body && !existsSync(body.path) ? new TextEncoder().encode(body.path) : body), // prettier-ignore
  };
}

/** Opens it, with whatever stands there; what is public is in memory and begins empty. */
export function openPlace(folder: string) {
  const database = openSqliteDatabase({ path: join(folder, "paroles.sqlite") });
  const memory = memoryApp();
  return {
    app: {
      ...memory,
      records: createSqliteRecords({ database }),
      privateStore: withStandIns(openFiles(join(folder, "private"))),
      workspace: createTemporaryWorkspace(join(folder, "work")),
    },
    backups: createSqliteBackups({ database, openFiles }),
    archive: createSqliteArchive({ database }),
    ring: createKeyFileRing({ folder: join(folder, "keys") }),
    close: () => database.close(),
  };
}
export type ArchivePlace = ReturnType<typeof openPlace>;
