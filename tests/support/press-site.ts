/**
 * A site of synthetic stories on the real stores of a laptop, with pages that say
 * which build they are of. As a program, `press-site.ts <folder> <build> [stories]`
 * presses it and says what it does, one line each: `page <path>`, `stories <done>`,
 * `count <json>`. After so many stories it says `waits`, and waits to be killed.
 */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openLocalStores } from "#compose/local-stores";
import type { App } from "#pipeline/app";
import { createSqliteLeases } from "#adapters/local/sqlite-leases";
import { pressAll } from "#pipeline/publication/press-all";
import { benchShows, fillRecords, layOutMedia } from "../../scripts/bench-corpus.ts";
import { aShow, memoryApp } from "./memory-app.ts";

export type PressSite = { readonly app: App; readonly close: () => void };

/** Pages tell their build and their path; `onPage` hears of each that is made. */
export function aPressSite(
  folder: string,
  build: string,
  onPage: (path: string) => Promise<void> | void = () => undefined,
): PressSite {
  const stores = openLocalStores(folder);
  const base = memoryApp();
  const shows = benchShows(aShow);
  const app: App = {
    ...base,
    ...stores.ports,
    leases: createSqliteLeases({ folder: join(folder, "leases") }),
    // Any file will do for a picture on a disk.
    artist: {
      ...base.artist,
      drawCovers: async () => [],
      drawShare: async () => ({ path: fileURLToPath(import.meta.url) }),
    },
    content: { ...base.content, shows },
    renderer: {
      ...base.renderer,
      version: build,
      render: async (path) => {
        await onPage(path);
        const body = new TextEncoder().encode(`build ${build} of ${path}`);
        return { status: 200, contentType: "text/html", body };
      },
    },
  };
  return { app, close: () => stores.close() };
}

/** Puts so many published stories into the records, and their media where the world may fetch them. */
export async function fillPressSite(folder: string, stories: number): Promise<void> {
  const { app, close } = aPressSite(folder, "none");
  const made = await fillRecords(app, stories, Date.parse(app.clock.now()));
  await layOutMedia(
    join(folder, "public"),
    made.flatMap(({ media }) => media),
  );
  close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder = "", build = "", storiesMax = "Infinity"] = process.argv.slice(2);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  let begun = 0;
  const { app, close } = aPressSite(folder, build, async (path) => {
    if (/^\/episodes\/[^/]+\/$/.test(path)) begun += 1;
    if (begun > Number(storiesMax)) {
      say("waits");
      await new Promise((resolve) => setTimeout(resolve, 600_000));
    }
    say(`page ${path}`);
  });
  const { stories, ...count } = await pressAll(app, (what, done) => say(`${what} ${done}`));
  say(`count ${JSON.stringify({ stories, ...count })}`);
  close();
}
