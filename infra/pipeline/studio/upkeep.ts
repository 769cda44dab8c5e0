import { showArtworkPath } from "#core/content/show";
import { AppError } from "#core/errors";
import { isArtwork, jpegSize } from "#core/picture/jpeg-size";
import { publicKeyOfPath } from "#core/storage-keys";
import { type HealthCheck, healthChecks, type UpkeepPage } from "#core/studio/page-running";
import type { DeadJob } from "#ports/queue";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { withContent } from "../current-content.ts";
import { everyKey } from "../every-page.ts";
import { takedownsOf } from "../takedown/takedown.ts";
import { publishedCheckpoint } from "../ledger/publish-checkpoint.ts";
import { readLog } from "../ledger/ledger-log.ts";
import { verifyLog } from "../ledger/verify-log.ts";
import { storyIds } from "./running-views.ts";

/** How many stories are looked through for their last takedown. */
const lookedThrough = 100;
const deadShown = 50;

/** What the place runs on, at this moment; `words` puts a job's error code into the reader's. */
export async function upkeep(
  app: App,
  words: (code: string) => string,
): Promise<Omit<UpkeepPage, "mayBackUp">> {
  const [health, dead, takedowns, shows] = await Promise.all([
    healthOf(app),
    deadJobs(app),
    takedownsShown(app),
    showsOf(app),
  ]);
  return {
    health,
    deadJobs: dead.map(({ id, job, attempts, reason, diedAt }) => ({
      id,
      kind: job.kind,
      ...("episodeId" in job ? { storyId: job.episodeId } : {}),
      attempts,
      reason: words(reason),
      diedAt: diedAt.toISOString(),
    })),
    takedowns,
    shows,
  };
}

async function deadJobs(app: App): Promise<readonly DeadJob[]> {
  // A queue that does not answer is told by its own check.
  try {
    return (await app.queue.listDead({ limit: deadShown })).jobs;
  } catch (error) {
    app.logger.warn("dead-jobs-unreadable", { reason: codeOf(error) });
    return [];
  }
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : "unexpected");

async function healthOf(app: App): Promise<UpkeepPage["health"]> {
  const asks: Readonly<Record<HealthCheck, () => Promise<boolean>>> = {
    records: async () => (await storyIds(app, 1)).length >= 0,
    files: async () => (await app.privateStore.list("", { limit: 1 })).keys.length >= 0,
    public: async () => (await app.prober.status("/")) === 200,
    queue: async () => (await app.queue.listDead({ limit: 1 })).jobs.length === 0,
    // Where no consent was ever recorded nothing has to be signed yet.
    ledger: async () =>
      (await publishedCheckpoint(app)) !== undefined || (await readLog(app)).length === 0,
  };
  return Promise.all(
    healthChecks.map(async (check) => {
      try {
        return { check, isWell: await asks[check]() };
      } catch (error) {
        app.logger.warn("health-check-failed", { check, reason: codeOf(error) });
        return { check, isWell: false };
      }
    }),
  );
}

async function takedownsShown(app: App): Promise<UpkeepPage["takedowns"]> {
  const found = await Promise.all(
    (await storyIds(app, lookedThrough)).map(async (storyId) => {
      const [last] = await takedownsOf(app, storyId);
      if (last === undefined) return [];
      const { episode } = (await readEpisode(app.records, storyId)) ?? {};
      const { at, closed, probes } = last;
      const storyTitle = episode?.title ?? "–";
      return [{ storyId, storyTitle, at, closed, addresses: probes.length }];
    }),
  );
  return found.flat().sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function showsOf(app: App): Promise<UpkeepPage["shows"]> {
  const { shows } = (await withContent(app)).content;
  return Promise.all(
    shows.map(async (show) => {
      const key = publicKeyOfPath(showArtworkPath(show, 3000));
      const head = await app.publicStore.head(key);
      const bytes = head === undefined ? undefined : await app.publicStore.get(key);
      const size = bytes && jpegSize(bytes);
      return {
        title: show.title,
        slug: show.slug,
        isWell: isArtwork(size),
        ...(size === undefined || head === undefined
          ? {}
          : { artwork: { ...size, bytes: head.bytes } }),
      };
    }),
  );
}

/** Compares the whole ledger with what the world sees of it. Changes nothing. */
export async function checkLedger(app: App): Promise<NonNullable<UpkeepPage["ledger"]>> {
  const { ok, entries, published, faults } = await verifyLog(app, await storyIds(app));
  return {
    isWhole: ok,
    entries,
    published,
    faults: faults.map(({ code, episodeId, path }) => [code, episodeId ?? path].join(" ").trim()),
  };
}

/** Files and bytes of both stores by folder. Looks at every file: asked for, never by itself. */
export async function measureStorage(app: App): Promise<NonNullable<UpkeepPage["storage"]>> {
  const folders = new Map<string, { files: number; bytes: number }>();
  for (const [name, store] of [
    ["private", app.privateStore],
    ["public", app.publicStore],
  ] as const)
    for await (const key of everyKey(store, "")) {
      const folder = `${name}/${key.includes("/") ? key.split("/")[0] : ""}`;
      const sum = folders.get(folder) ?? { files: 0, bytes: 0 };
      const bytes = (await store.head(key))?.bytes ?? 0;
      folders.set(folder, { files: sum.files + 1, bytes: sum.bytes + bytes });
    }
  return [...folders].map(([folder, sum]) => ({ folder, ...sum }));
}
