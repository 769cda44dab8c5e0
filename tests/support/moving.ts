import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createSqliteArchive } from "#adapters/local/sqlite-archive";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { createKeyFileRing } from "#adapters/node/key-file";
import type { App } from "#pipeline/app";
import type { MovingMeans } from "#pipeline/move/move-notes";
import type { ObjectStore } from "#ports/object-store";
import { type MemoryApp, memoryApp } from "./memory-app.ts";
import { aDatabase } from "./store-database.ts";
import { aFolder } from "./store-folder.ts";

export type Place = Pick<MovingMeans, "archive" | "ring"> & {
  readonly app: App;
  readonly memory: MemoryApp;
};

/** The use cases on real records and real keys; what nobody carries is in memory. */
export function aLaptop(): Place {
  const folder = aFolder();
  const database = aDatabase(join(folder, "paroles.sqlite"));
  const memory = memoryApp();
  return {
    memory,
    app: { ...memory, records: createSqliteRecords({ database }) },
    archive: createSqliteArchive({ database }),
    ring: createKeyFileRing({ folder: join(folder, "keys") }),
  };
}

export const aCarriedFolder = (): ObjectStore =>
  createDiskObjectStore({ root: join(aFolder(), "move"), durable: false });

export const bytesOf = (text: string) => new TextEncoder().encode(text);

export const meansOf = (
  { archive, ring }: Place,
  folder: ObjectStore = aCarriedFolder(),
  quietSince: MovingMeans["quietSince"] = async () => undefined,
): MovingMeans => ({
  archive,
  ring,
  folder,
  quietSince,
});
