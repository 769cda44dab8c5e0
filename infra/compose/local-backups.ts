import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "#pipeline/app";
import { backUp } from "#pipeline/restore/back-up";
import type { ArchivedFile } from "#ports/archiver";
import type { Backups } from "#ports/backups";
import type { StudioBackups } from "../web/studio/studio-deps.ts";

/** Copies of the records in folders of the data's own, named after the moment. */
export function createLocalBackups(app: App, backups: Backups, dataFolder: string): StudioBackups {
  const all = join(dataFolder, "backups");
  return {
    async make() {
      const name = app.clock.now().replace(/[:.]/g, "-");
      const folder = join(all, name);
      const { files } = await backUp(app, backups, folder);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return { name, folder, files: files.length, bytes };
    },
    read: (name) => filesOf(join(all, name), name),
  };
}

/** What lies in the folder of a copy itself: records and notes, as a restore wants them. */
async function* filesOf(folder: string, name: string): AsyncGenerator<ArchivedFile> {
  for (const one of await readdir(folder, { withFileTypes: true })) {
    if (!one.isFile()) continue;
    const path = join(folder, one.name);
    const { mtime } = await stat(path);
    yield {
      name: `${name}/${one.name}`,
      modifiedAt: mtime.toISOString(),
      body: createReadStream(path),
    };
  }
}
