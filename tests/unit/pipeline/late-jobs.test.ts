/** Jobs as SQS may bring them: late, twice, in any order, of what is gone (its promise is "at least once", and no order). */
import fc from "fast-check";
import { expect, test } from "vitest";

import type { Job } from "#core/jobs";
import { privatePrefixes } from "#core/storage-keys";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { retryProcessing } from "#pipeline/episode/retry-processing";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { verifySite } from "#pipeline/publication/verify-site";
import { workOnce } from "#pipeline/work";

import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll, untyped } from "../../support/story.ts";

/** Nothing here is in trouble: what fails can never succeed, and is a dead letter. */
async function drain(app: MemoryApp): Promise<void> {
  while ((await workOnce(app, 1)) > 0);
}
const kinds = ["process", "find-words", "collect-words", "reconcile"] as const;
const jobsOf = (episodeId: string): readonly Job[] => [
  ...kinds.map((kind) => ({ kind, episodeId })),
  { kind: "sweep" },
  { kind: "press" },
  { kind: "checkpoint" },
];
/** Each job twice, in some order. */
const orders = fc.shuffledSubarray(
  [...jobsOf(""), ...jobsOf("")].map((_, index) => index),
  {
    minLength: 14,
  },
);
const statusOf = async (app: MemoryApp, id: string) =>
  (await app.stranger(`/episodes/${id}/`)).status;

async function anOpenStory(app: MemoryApp): Promise<string> {
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  expect(await statusOf(app, id)).toBe(200);
  return id;
}
const ends = {
  open: { status: 200, reach: async () => undefined },
  "taken back": {
    status: 410,
    reach: async (app: MemoryApp, episodeId: string) => {
      await withdrawConsent(app, { episodeId, channel: "page" });
    },
  },
  erased: {
    status: 410,
    reach: async (app: MemoryApp, id: string) => {
      const at = app.clock.now();
      const confirmed = { at, staffId: "staff-1", secondContact: "met" };
      const whose = { speakerId: "s1", signatoryId: "self", askedAt: at };
      await eraseStory(app, id, { ...whose, confirmed });
    },
  },
} as const;

test.each(Object.keys(ends) as (keyof typeof ends)[])(
  "a story that is %s stays so, whatever jobs come late, twice and in whatever order",
  async (name) => {
    const { status, reach } = ends[name];
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const app = memoryApp();
        await pressAll(app);
        const id = await anOpenStory(app);
        await reach(app, id);
        const before = (await requireEpisode(app.records, id)).episode;
        const jobs = [...jobsOf(id), ...jobsOf(id)];
        for (const index of order) {
          await app.queue.send(jobs[index] ?? { kind: "sweep" });
          await drain(app);
          expect(await statusOf(app, id)).toBe(status);
        }
        const { episode } = await requireEpisode(app.records, id);
        expect(episode.stage).toEqual(before.stage);
        expect(episode.transcript).toEqual(before.transcript);
        if (name === "erased")
          for (const prefix of privatePrefixes(id))
            expect(await app.privateStore.list(prefix)).toEqual({ keys: [] });
        expect(await app.queue.listDead()).toEqual({ jobs: [] });
        expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
      }),
      { numRuns: 20 },
    );
  },
);

test("jobs of a story that never was are dead letters with a reason, and keep no other from being done", async () => {
  const app = memoryApp();
  await pressAll(app);
  const id = await anOpenStory(app);
  const gone = "0123456789abcdefghjk";
  for (const kind of kinds) {
    await app.queue.send({ kind, episodeId: gone });
    await app.queue.send({ kind, episodeId: id });
  }
  await drain(app);
  const { jobs } = await app.queue.listDead();
  for (const { job, reason } of jobs)
    expect({ job, reason }).toMatchObject({ job: { episodeId: gone }, reason: "episode-unknown" });
  expect(jobs.map(({ job }) => job.kind)).toContain("process");
  expect(await statusOf(app, gone)).toBe(410);
  expect(await statusOf(app, id)).toBe(200);
});

test("a recording whose file is gone is told to whoever waits for it, and made ready once the file is there", async () => {
  const app = memoryApp();
  const id = await receiveEpisode(app, untyped, { path: "/upload" });
  const { key } = (await requireEpisode(app.records, id)).episode.source;
  const file = await app.privateStore.get(key);
  await app.privateStore.delete(key);
  // Told of twice, as S3 may.
  await app.queue.send({ kind: "process", episodeId: id });
  await app.queue.send({ kind: "process", episodeId: id });
  await drain(app);
  const stage = async () => (await requireEpisode(app.records, id)).episode.stage;
  expect(await stage()).toMatchObject({ name: "failed", code: "object-not-found" });
  expect(await app.queue.listDead()).toEqual({ jobs: [] });
  await app.privateStore.put(key, file);
  await retryProcessing(app, id);
  await drain(app);
  expect(await stage()).toEqual({ name: "ready" });
});
