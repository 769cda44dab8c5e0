import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import { publicFolder } from "#core/storage-keys";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { sweep } from "#pipeline/sweep/sweep";
import { workOnce } from "#pipeline/work";
import { memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const details = {
  showSlug: "paroles-de-talents",
  title: "Un titre",
  summary: "",
  language: "fr",
  speakers: [{ id: "s1", role: "talent", firstName: "Ada", situation: { kind: "adult" } } as const],
  knownText: [{ speakerId: "s1", text: "Une phrase." }],
};

/** A recording whose process died between the commit and the job. */
async function lostRecording() {
  const app = memoryApp();
  await pressAll(app);
  const send = app.queue.send;
  Object.assign(app.queue, { send: async () => Promise.reject(new Error("killed")) });
  await expect(receiveEpisode(app, details, { path: "/upload" })).rejects.toThrow("killed");
  Object.assign(app.queue, { send });
  const [id = ""] = [...app.memory.values()].flatMap(({ partition, sort }) =>
    sort === "episode" ? [partition.slice("episode#".length)] : [],
  );
  const after = (minutes: number) => {
    app.time.now = new Date(
      Date.parse("2026-11-23T12:00:00.000Z") + minutes * 60_000,
    ).toISOString();
  };
  return { app, id, after };
}

test("a recording whose job was lost is processed after a sweep, once its hour is over", async () => {
  const { app, id, after } = await lostRecording();
  after(59);
  expect(await sweep(app)).toEqual({ closed: 0, resent: 0 });
  after(60);
  expect(await sweep(app)).toEqual({ closed: 0, resent: 1 });
  // The next hour has begun: not a job with every sweep.
  after(61);
  expect(await sweep(app, { thorough: true })).toEqual({ closed: 0, resent: 0 });
  await workOnce(app, 10);
  expect((await requireEpisode(app.records, id)).episode.stage.name).toBe("ready");
  after(1_000);
  expect(await sweep(app)).toEqual({ closed: 0, resent: 0 });
});

test("looking at a lost recording does not make anybody forget it", async () => {
  const { app, id, after } = await lostRecording();
  await reconcileEpisode(app, id);
  after(60);
  expect(await sweep(app)).toMatchObject({ resent: 1 });
});

test("a recording that was processed, well or not, is not sent again", async () => {
  const { app, id, after } = await lostRecording();
  await processEpisode(app, id);
  after(600);
  expect(await sweep(app)).toMatchObject({ resent: 0 });
});

test("a sweep counts what it closed, not what was closed before it came", async () => {
  const app = memoryApp();
  await pressAll(app);
  const withheld = await aReadyStory(app);
  expect(await sweep(app)).toEqual({ closed: 0, resent: 0 });
  await grantAll(app, withheld);
  await app.publicStore.put(`${publicFolder("0".repeat(20))}stray.mp3`, new Uint8Array([1]));
  expect(await sweep(app, { thorough: true })).toEqual({ closed: 1, resent: 0 });
  expect(await sweep(app, { thorough: true })).toEqual({ closed: 0, resent: 0 });
});

test("files of an order for sound that nobody came back for go after an hour, and those of one under way stay", async () => {
  const app = memoryApp();
  const now = Date.parse(app.time.now);
  const agoMs = { "media/left/in/source": 3_600_000, "media/under-way/in/source": 900_000 };
  for (const [key, ago] of Object.entries(agoMs)) {
    await app.privateStore.put(key, { path: "/upload" });
    app.privateStore.dates.set(key, new Date(now - ago));
  }
  await sweep(app);
  expect((await app.privateStore.list("media/")).keys).toHaveLength(2);
  await sweep(app, { thorough: true });
  expect((await app.privateStore.list("media/")).keys).toEqual(["media/under-way/in/source"]);
});

test("a recording that was put down and became no story goes after a day, and one that became a story stays", async () => {
  const app = memoryApp();
  await pressAll(app);
  const { commit } = app.records;
  const refusing: typeof commit = async (writes) => {
    if (writes.some(({ sort }) => sort === "episode"))
      throw new AppError("cloud-refused", { retryable: true });
    await commit(writes);
  };
  Object.assign(app.records, { commit: refusing });
  await expect(receiveEpisode(app, details, { path: "/upload" })).rejects.toMatchObject({
    retryable: true,
  });
  Object.assign(app.records, { commit });
  const [lost] = (await app.privateStore.list("uploads/")).keys;
  const id = await receiveEpisode(app, details, { path: "/upload" });
  const kept = (await requireEpisode(app.records, id)).episode.source.key;
  const begun = Date.parse(app.time.now);
  for (const [hours, keys] of [
    [24, [lost, kept]],
    [25, [kept]],
  ] as const) {
    app.time.now = new Date(begun + hours * 3_600_000).toISOString();
    await sweep(app, { thorough: true });
    expect(new Set((await app.privateStore.list("uploads/")).keys)).toEqual(new Set(keys));
  }
  expect((await app.records.queryListing("intakes")).records).toEqual([]);
});
