import { expect, test } from "vitest";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { sweep } from "#pipeline/sweep/sweep";
import { runJob } from "#pipeline/work";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { publicFolder } from "#core/storage-keys";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { longer, partOf, seedsOf, seedsToRun } from "../../support/long-run.ts";
import { createScheduler } from "../../support/scheduler.ts";
import { aReadyStory, canaryWords, grantAll } from "../../support/story.ts";

const races = seedsToRun({ quick: 1_000, long: 20_000 });

/** What a restart does: closes what is due and what a dead process left, then works on what waits. */
async function restart(app: MemoryApp): Promise<void> {
  await sweep(app, { thorough: true });
  const queue = app.queue as MemoryApp["queue"] & {
    waiting: { job: Parameters<typeof runJob>[1] }[];
  };
  for (let next = queue.waiting.shift(); next !== undefined; next = queue.waiting.shift()) {
    await runJob(app, next.job);
  }
}

const isWithdrawn = async (app: MemoryApp, id: string) =>
  (await requireEpisode(app.records, id)).consents.every(({ state }) => state === "withdrawn");

async function reachableWords(app: MemoryApp): Promise<string[]> {
  const texts = await Promise.all(
    [...app.publicStore.files.keys()].map(async (key) =>
      (await app.stranger(`/${key}`)).text.toLowerCase(),
    ),
  );
  return canaryWords.filter((word) => texts.some((text) => text.includes(word)));
}

async function race(seed: number, filesWereLost: boolean): Promise<void> {
  const scheduler = createScheduler(seed, 0.02);
  const app = memoryApp(scheduler.hook);
  await pressAll(app);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  // Without its files the story has to be published anew, under another key.
  if (filesWereLost) await app.publicStore.deletePrefix(publicFolder(id));
  const outcomes = await scheduler.run({
    publish: () => reconcileEpisode(app, id),
    press: () => pressAll(app),
    withdraw: async () => {
      await withdrawConsent(app, { episodeId: id, channel: "page" });
    },
  });
  for (const { error } of outcomes) if (error !== undefined) throw error;
  const withdrawn = await isWithdrawn(app, id);
  const done = outcomes.find(({ name }) => name === "withdraw");
  if (done?.crashed === false) expect(withdrawn).toBe(true);
  await restart(app);
  if (withdrawn) {
    expect(await reachableWords(app), `seed ${seed}`).toEqual([]);
    const paths = (await requireEpisode(app.records, id)).publication.addresses;
    for (const path of paths)
      expect((await app.stranger(path)).status, `seed ${seed} ${path}`).toBe(410);
  }
  expect(await verifySite(app), `seed ${seed}`).toMatchObject({ ok: true, differences: [] });
}

test(
  `a withdrawal that was recorded ends closed, in ${races.count} races with a publication and a full press, with crashes at any store call`,
  async () => {
    for (const seed of seedsOf(races)) await race(seed, seed % 2 === 0);
  },
  longer(600_000),
);

test(
  "a withdrawal that was answered is closed at that very moment, whatever the others are doing",
  async () => {
    for (const seed of seedsOf(partOf(races, 10))) {
      const scheduler = createScheduler(seed, 0);
      const app = memoryApp(scheduler.hook);
      await pressAll(app);
      const id = await aReadyStory(app);
      await grantAll(app, id);
      let closedWhenAnswered: boolean | undefined;
      await scheduler.run({
        publish: () => reconcileEpisode(app, id),
        press: () => pressAll(app),
        withdraw: async () => {
          const { closed } = await withdrawConsent(app, { episodeId: id, channel: "page" });
          closedWhenAnswered = closed && (await reachableWords(app)).length === 0;
        },
      });
      expect(closedWhenAnswered, `seed ${seed}`).toBe(true);
    }
  },
  longer(300_000),
);

test(
  "a name that was taken back is nowhere when that is answered, and stays away, whatever the others are doing",
  async () => {
    for (const seed of seedsOf(partOf(races, 10))) {
      // Every other time the others may die at any call, in the middle of a page or before its check.
      const scheduler = createScheduler(seed, seed % 2 === 0 ? 0.03 : 0);
      const app = memoryApp(scheduler.hook);
      await pressAll(app);
      const id = await aReadyStory(app);
      await grantAll(app, id);
      let wordsWhenAnswered: string[] | undefined;
      const outcomes = await scheduler.run({
        // Marks the story, as the withdrawal does, for two that settle it.
        grant: () => grantAll(app, id, ["reuse"]),
        publish: () => reconcileEpisode(app, id),
        press: () => pressAll(app),
        withdraw: async () => {
          await withdrawConsent(app, { episodeId: id, scopes: ["name"], channel: "page" });
          wordsWhenAnswered = await reachableWords(app);
        },
      });
      for (const { error } of outcomes) if (error !== undefined) throw error;
      const isAnswered = outcomes.find(({ name }) => name === "withdraw")?.crashed === false;
      if (isAnswered) expect(wordsWhenAnswered, `seed ${seed}`).not.toContain("phyrin");
      await restart(app);
      const { consents } = await requireEpisode(app.records, id);
      const isTakenBack = consents.some(
        ({ scope, state }) => scope === "name" && state !== "given",
      );
      if (isTakenBack) expect(await reachableWords(app), `seed ${seed}`).not.toContain("phyrin");
    }
  },
  longer(300_000),
);

test(
  "an erasure that was recorded leaves nothing, whatever it meets: a publication, a full press, a restore of the day before",
  async () => {
    for (const seed of seedsOf(partOf(races, 25))) {
      const scheduler = createScheduler(seed, 0.01);
      const app = memoryApp(scheduler.hook);
      await pressAll(app);
      const id = await aReadyStory(app);
      await grantAll(app, id);
      await backUp(app, app.backups, "yesterday");
      const askedAt = app.time.now;
      const confirmed = { at: askedAt, staffId: "staff-1", secondContact: "met" };
      const outcomes = await scheduler.run({
        publish: () => reconcileEpisode(app, id),
        press: () => pressAll(app),
        erase: () =>
          eraseStory(app, id, { speakerId: "s1", signatoryId: "self", askedAt, confirmed }),
      });
      for (const { error } of outcomes) if (error !== undefined) throw error;
      await restart(app);
      const erased = (await requireEpisode(app.records, id)).episode.stage.name === "erased";
      const done = outcomes.find(({ name }) => name === "erase");
      if (done?.crashed === false) expect(erased, `seed ${seed}`).toBe(true);
      if (erased) expect(await reachableWords(app), `seed ${seed}`).toEqual([]);
      const restoring = await scheduler.run({
        restore: () => restore(app, app.backups, "yesterday"),
        // All three come to their ends, refused or not: what one of them left half done would hold its lease.
        other: () => Promise.allSettled([sweep(app), reconcileEpisode(app, id), pressAll(app)]),
      });
      const failed = restoring.filter(
        ({ name, error }) => name === "restore" && error !== undefined,
      );
      if (failed[0] !== undefined) throw failed[0].error;
      if (erased) expect(await reachableWords(app), `seed ${seed} while restoring`).toEqual([]);
      await restore(app, app.backups, "yesterday");
      await restart(app);
      if (erased) expect(await reachableWords(app), `seed ${seed} restored`).toEqual([]);
      expect(await verifySite(app), `seed ${seed}`).toMatchObject({ ok: true, differences: [] });
    }
  },
  longer(300_000),
);
