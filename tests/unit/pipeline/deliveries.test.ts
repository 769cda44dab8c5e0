/** What a queue may do: bring a job twice, late, in another order, or for something that is not there any more. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import type { Job } from "#core/jobs";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { pressAll } from "#pipeline/publication/press-all";
import { verifySite } from "#pipeline/publication/verify-site";
import { runJob } from "#pipeline/work";

import { memoryApp, type MemoryApp } from "../../support/memory-app.ts";
import { seedsToRun } from "../../support/long-run.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const kinds = ["process", "find-words", "collect-words", "reconcile"] as const;
const wholeSite = ["sweep", "press", "checkpoint"] as const;
const states = ["open", "taken back", "erased", "never asked", "unknown"] as const;

async function aSite() {
  const app = memoryApp();
  await pressAll(app);
  const ids = { unknown: "0123456789abcdefghjk" } as Record<(typeof states)[number], string>;
  for (const state of ["open", "taken back", "erased", "never asked"] as const) {
    ids[state] = await aReadyStory(app);
    if (state !== "never asked") await grantAll(app, ids[state]);
  }
  await withdrawConsent(app, { episodeId: ids["taken back"], channel: "page" });
  const at = app.time.now;
  const confirmed = { at, staffId: "staff-1", secondContact: "met" };
  await eraseStory(app, ids.erased, {
    speakerId: "s1",
    signatoryId: "self",
    askedAt: at,
    confirmed,
  });
  return { app, ids };
}

/** A job's failure is one that a queue knows what to do with. */
async function deliver(app: MemoryApp, job: Job): Promise<string | undefined> {
  try {
    await runJob(app, job);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
}

test("jobs that come twice, late and in any order change nothing that anybody may see, and open nothing", async () => {
  const { app, ids } = await aSite();
  const aJob = fc.oneof(
    fc
      .tuple(fc.constantFrom(...kinds), fc.constantFrom(...states))
      .map(([kind, state]): Job => ({ kind, episodeId: ids[state] })),
    fc.constantFrom(...wholeSite).map((kind): Job => ({ kind })),
  );
  const seen = () =>
    Promise.all(
      states.map(async (state) => (await app.stranger(`/episodes/${ids[state]}/`)).status),
    );
  expect(await seen()).toEqual([200, 410, 410, 410, 410]);
  const { first, count } = seedsToRun({ quick: 25, long: 1_000 });
  await fc.assert(
    fc.asyncProperty(fc.array(aJob, { minLength: 1, maxLength: 12 }), async (jobs) => {
      for (const job of [...jobs, ...jobs.toReversed()]) {
        const code = await deliver(app, job);
        if (code !== undefined) expect(code).toBe("episode-unknown");
      }
      expect(await seen()).toEqual([200, 410, 410, 410, 410]);
    }),
    { seed: first, numRuns: count },
  );
  expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
  for (const key of app.memory.keys()) expect(key).not.toContain(`episode#${ids.unknown}`);
});

test("a job for a recording that is gone says so on the story, and one for its words ends with the dead letters", async () => {
  const app = memoryApp();
  await pressAll(app);
  const speaker = { id: "s1", role: "talent", firstName: "Awa" } as const;
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Un titre",
      language: "fr",
      speakers: [{ ...speaker, situation: { kind: "adult" } }],
    },
    { path: "/upload" },
  );
  await app.privateStore.deletePrefix(`uploads/${episodeId}/`);
  for (let time = 1; time <= 2; time += 1) {
    expect(await deliver(app, { kind: "process", episodeId })).toBeUndefined();
    const { stage } = (await requireEpisode(app.records, episodeId)).episode;
    expect(stage).toMatchObject({ name: "failed", code: "object-not-found" });
  }
  const ready = await aReadyStory(app);
  await app.privateStore.deletePrefix(`renditions/${ready}/`);
  expect(await deliver(app, { kind: "find-words", episodeId: ready })).toBe("object-not-found");
  expect(await deliver(app, { kind: "process", episodeId: ready })).toBeUndefined();
  expect((await requireEpisode(app.records, ready)).episode.stage.name).toBe("ready");
});
