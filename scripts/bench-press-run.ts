/**
 * One measurement of the press in a process of its own, so that its time and its
 * memory are nobody else's: `fill`, `press` or `change`, told as one JSON
 * argument, answered as one JSON line. Started by bench-press.ts.
 */
import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { showArtworkPath } from "#core/content/show";
import { publicKeyOfPath } from "#core/storage-keys";
import { coverSizesPx } from "#ports/artist";
import type { App } from "#pipeline/app";
import { episodeWrite } from "#pipeline/episode/episode-records";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { accountFor, pressAll } from "#pipeline/publication/press-all";
import { nothingPressed } from "#pipeline/press/press-count";
import { everyPart, type PressParts } from "#pipeline/press/press-story";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { benchEpisode, benchShows, fillRecords } from "./bench-corpus.ts";
import { memoryOf } from "./process-memory.ts";

export type BenchTask = { readonly data: string; readonly site: string } & (
  | {
      readonly kind: "fill";
      readonly stories: number;
      readonly ready: number;
      readonly now: number;
    }
  | { readonly kind: "press"; readonly workload: "lean" | "whole" }
  | { readonly kind: "change"; readonly ready: readonly string[] }
  | { readonly kind: "withdraw-during"; readonly victims: readonly string[] }
);
export type Filled = {
  readonly media: readonly string[];
  readonly ready: readonly string[];
  readonly newest: readonly string[];
};
export type Pressed = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly waits: readonly number[];
};
export type Changed = { readonly publish: readonly number[]; readonly withdraw: readonly number[] };

/** What Hugo, Eleventy and Astro are asked for: a page a story, indexes, feeds. */
const lean: PressParts = { locales: ["fr"], isWhole: false };

const task = JSON.parse(process.argv[2] ?? "{}") as BenchTask;
const installation = await createLocalInstallation({
  ...readLocalConfig({
    ...process.env,
    PAROLES_DATA: task.data,
    PAROLES_ORIGIN: "https://bench.example",
    PORT: "0",
  }),
  siteFolder: task.site,
});
const [pattern] = installation.app.content.shows;
if (pattern === undefined) throw new Error("the content has no show to go by");
const app: App = {
  ...installation.app,
  content: { ...installation.app.content, shows: benchShows(pattern) },
  // The sound is copied, not touched: what tags cost has its own measurement (bench-processing).
  transcoder: {
    ...installation.app.transcoder,
    tag: (rendition, _tags, _cover, output) => copyFile(rendition.path, output),
  },
};

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

async function fill(stories: number, ready: number, now: number): Promise<Filled> {
  const made = await fillRecords(app, stories, now);
  // Kept by every publication; here nobody published.
  await accountFor(
    app,
    app.content.shows.map(({ slug }) => slug),
    nothingPressed(),
  );
  const waiting = Array.from({ length: ready }, (_, index) => benchEpisode(stories + index, now));
  for (const episode of waiting) {
    await app.records.commit([episodeWrite(episode, "absent")]);
    for (const { key, bytes } of [
      ...(episode.audio?.renditions ?? []),
      ...(episode.audio?.covers ?? []),
      ...(episode.audio?.share === undefined ? [] : [episode.audio.share]),
    ]) {
      await app.privateStore.put(key, Buffer.alloc(bytes, "voice "));
    }
  }
  const artwork = app.content.shows.flatMap((show) =>
    coverSizesPx.map((size) => publicKeyOfPath(showArtworkPath(show, size))),
  );
  return {
    media: [...artwork, ...made.flatMap(({ media }) => media)],
    ready: waiting.map(({ id }) => id),
    newest: made.slice(0, 5).map(({ id }) => id),
  };
}

async function press(workload: "lean" | "whole"): Promise<Pressed> {
  const before = process.cpuUsage();
  const parts = workload === "lean" ? lean : everyPart;
  const seconds = await secondsOf(() => pressAll(app, undefined, parts));
  const { user, system } = process.cpuUsage(before);
  const maxRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const rssMb = (await memoryOf(process.pid))?.mostMb ?? maxRssMb;
  return { seconds, cpuSeconds: (user + system) / 1e6, rssMb, waits: [] };
}

/** Takes stories back one after the other while everything is pressed, and says how long each took. */
async function withdrawDuring(victims: readonly string[]): Promise<Pressed> {
  const waits: number[] = [];
  const pressing = press("whole");
  for (const episodeId of victims) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    waits.push(await secondsOf(() => withdrawConsent(app, { episodeId, channel: "page" })));
  }
  return { ...(await pressing), waits };
}

async function change(ready: readonly string[]): Promise<Changed> {
  const scan = join(task.data, "scan.png");
  await writeFile(scan, "a signed form");
  const publish: number[] = [];
  const withdraw: number[] = [];
  await installation.listen(0);
  for (const episodeId of ready) {
    const scopes = ["voice", "transcript", "name", "platforms"] as const;
    publish.push(
      await secondsOf(async () => {
        const { status } = await grantOnPaper(app, { episodeId, scan: { path: scan }, scopes });
        if (status !== "publishable") throw new Error(status);
      }),
    );
    withdraw.push(
      await secondsOf(async () => {
        const { closed } = await withdrawConsent(app, { episodeId, channel: "page" });
        if (!closed) throw new Error("a withdrawn story still answers");
      }),
    );
  }
  return { publish, withdraw };
}

function run(): Promise<Filled | Pressed | Changed> {
  switch (task.kind) {
    case "fill":
      return fill(task.stories, task.ready, task.now);
    case "press":
      return press(task.workload);
    case "change":
      return change(task.ready);
    case "withdraw-during":
      return withdrawDuring(task.victims);
  }
}

const answer = await run();
await installation.close();
process.stdout.write(`${JSON.stringify(answer)}\n`);
