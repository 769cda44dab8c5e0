import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createSqliteArchive } from "#adapters/local/sqlite-archive";
import { createSqliteBackups } from "#adapters/local/sqlite-backups";
import { createSqliteAllowList } from "#adapters/local/sqlite-allow-list";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteQueue } from "#adapters/local/sqlite-queue";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { createKeyFileRing } from "#adapters/node/key-file";
import { createSystemClock } from "#adapters/node/system-clock";
import type { App } from "#pipeline/app";
import type { Backups } from "#ports/backups";
import type { KeyRing } from "#ports/key-ring";
import type { RecordArchive } from "#ports/record-archive";

export type LocalStores = {
  readonly ports: Pick<
    App,
    "clock" | "records" | "queue" | "allowList" | "privateStore" | "publicStore"
  >;
  /** What only commands are handed. */
  readonly forCommands: {
    readonly backups: Backups;
    readonly archive: RecordArchive;
    readonly ring: KeyRing;
    /** A move asks for the server to be stopped; commands that are under way end by themselves. */
    quietSince(): Promise<void>;
  };
  /** The folder whose files the web server sends. */
  readonly publicRoot: string;
  close(): void;
};

/** Opens what one machine remembers: one SQLite file, one folder nobody may read, one that everyone may through the gate. */
export function openLocalStores(dataFolder: string): LocalStores {
  // Whoever else uses this machine has no business in it.
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const publicRoot = join(dataFolder, "public");
  const database = openSqliteDatabase({ path: join(dataFolder, "paroles.sqlite") });
  const clock = createSystemClock();
  return {
    ports: {
      clock,
      records: createSqliteRecords({ database }),
      queue: createSqliteQueue({ database, clock, random: Math.random }),
      allowList: createSqliteAllowList({ database }),
      privateStore: createDiskObjectStore({
        root: join(dataFolder, "private"),
        durable: true,
        ownerOnly: true,
      }),
      // Whatever a power cut takes from it can be pressed again.
      publicStore: createDiskObjectStore({ root: publicRoot, durable: false }),
    },
    forCommands: {
      backups: createSqliteBackups({
        database,
        openFiles: (root) => createDiskObjectStore({ root, durable: true, ownerOnly: true }),
      }),
      archive: createSqliteArchive({ database }),
      ring: createKeyFileRing({ folder: join(dataFolder, "keys") }),
      quietSince: async () => undefined,
    },
    publicRoot,
    close: () => database.close(),
  };
}
