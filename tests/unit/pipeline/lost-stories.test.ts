import { expect, test } from "vitest";
import { encodeId, episodeIdLength } from "#core/ids";
import {
  episodePartition,
  storyUploadPartition,
  storyUploadsListing,
  storyUploadSort,
} from "#core/record-keys";
import { privatePrefixes, publicFolder, uploadKey } from "#core/storage-keys";
import { queryAll, requireEpisode } from "#pipeline/episode/episode-records";
import { beginIntake } from "#pipeline/episode/intake-records";
import { receiveEpisode, receiveInto } from "#pipeline/episode/receive-episode";
import { confirmErasure, recordErasureWish } from "#pipeline/participant/ask-erasure";
import { pressAll } from "#pipeline/publication/press-all";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { backUp } from "#pipeline/restore/back-up";
import { eraseEveryLost, eraseLost } from "#pipeline/restore/erase-lost";
import { findLost, requireLost } from "#pipeline/restore/lost-stories";
import { restore } from "#pipeline/restore/restore";
import { restoreMark, restoreMarkRemoved } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { registerRecipient } from "#pipeline/takedown/recipients";
import { openTasks } from "#pipeline/takedown/takedown-tasks";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { everythingPublic } from "../../support/public-words.ts";
import { aReadyStory, canaryWords, grantAll, untyped } from "../../support/story.ts";

const by = { staffId: "staff-1" };
const somebody = "0".repeat(episodeIdLength);

/** A site with one story, put back to what it was before a second one came in and was published. */
async function aRestoredSite(hook?: Hook) {
  const app = memoryApp(hook);
  await pressAll(app);
  const kept = await aReadyStory(app);
  await backUp(app, app.backups, "monday");
  const lost = await aReadyStory(app);
  await grantAll(app, lost);
  for (const scope of ["platforms", "name"] as const)
    await withdrawConsent(app, { episodeId: lost, scopes: [scope], channel: "page" });
  await backUp(app, app.backups, "tuesday", { withFiles: true });
  await restore(app, app.backups, "monday");
  return { app, kept, lost };
}

const filesOf = ({ privateStore }: MemoryApp, id: string) =>
  [...privateStore.files.keys()].filter((key) =>
    privatePrefixes(id).some((prefix) => key.startsWith(prefix)),
  );

/** Of a story that was never known here, only its recording. */
async function aStrayRecording(app: MemoryApp, date = new Date(0)): Promise<string> {
  const key = uploadKey(somebody, "1".repeat(26));
  await app.privateStore.put(key, { path: "/upload" });
  app.privateStore.dates.set(key, date);
  return somebody;
}

async function nothingIsLeft(app: MemoryApp, id: string, note = ""): Promise<void> {
  expect(filesOf(app, id), note).toEqual([]);
  expect((await app.publicStore.list(publicFolder(id))).keys, note).toEqual([]);
  expect(await app.allowList.get(id), note).toMatchObject({ state: "denied" });
  expect((await requireEpisode(app.records, id)).episode.stage.name, note).toBe("erased");
  expect(await findLost(app), note).toEqual([]);
  expect(await verifySite(app), note).toMatchObject({ ok: true });
}

test("a story that a restore left without a record is found with all its files, and a known one is not", async () => {
  const { app, kept, lost } = await aRestoredSite();
  const [found, ...others] = await findLost(app);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ episodeId: lost, standing: "lost" });
  expect(new Set(found?.keys)).toEqual(new Set(filesOf(app, lost)));
  expect(found?.keys.some((key) => key.startsWith("evidence/"))).toBe(true);
  expect(found?.files).toBe(found?.keys.length);
  const bytes = (found?.keys ?? []).map((key) => app.privateStore.files.get(key)?.length ?? 0);
  expect(found?.bytes).toBe(bytes.reduce((sum, one) => sum + one, 0));
  expect(await requireLost(app, lost)).toEqual(found);
  await expect(requireLost(app, kept)).rejects.toMatchObject({ code: "lost-has-record" });
});

test("the dates of the oldest and the newest file are told", async () => {
  const { app, lost } = await aRestoredSite();
  for (const key of filesOf(app, lost)) app.privateStore.dates.set(key, new Date(5_000));
  const [first = "", second = ""] = filesOf(app, lost);
  app.privateStore.dates.set(first, new Date(9_000));
  app.privateStore.dates.set(second, new Date(1_000));
  expect(await findLost(app)).toMatchObject([
    { oldest: "1970-01-01T00:00:01.000Z", newest: "1970-01-01T00:00:09.000Z" },
  ]);
});

test("looking changes nothing", async () => {
  const { app } = await aRestoredSite();
  const state = () =>
    structuredClone({
      records: app.memory,
      private: app.privateStore.files,
      public: app.publicStore.files,
      gate: app.allowList.entries,
      jobs: app.queue.waiting,
    });
  const before = state();
  await findLost(app);
  expect(state()).toEqual(before);
});

test("where nothing was restored nothing is lost, whatever waits, was refused or is being erased", async () => {
  const app = memoryApp();
  await pressAll(app);
  await receiveEpisode(app, untyped, { path: "/upload" });
  const open = await aReadyStory(app);
  await grantAll(app, open);
  const wished = await aReadyStory(app);
  await recordErasureWish(app, { episodeId: wished, staffId: "staff-1" });
  const erased = await aReadyStory(app);
  await recordErasureWish(app, { episodeId: erased, staffId: "staff-1" });
  app.privateStore.deletePrefix = async () => {
    throw new Error("died");
  };
  const contact = { episodeId: erased, staffId: "staff-1", secondContact: "by telephone" };
  await expect(confirmErasure(app, contact)).rejects.toThrow("died");
  expect(filesOf(app, erased).length).toBeGreaterThan(0);
  expect(await findLost(app)).toEqual([]);
  expect(await eraseEveryLost(app, by).catch(String)).toBe("Error: died");
  for (const id of [open, wished])
    await expect(eraseLost(app, id, by)).rejects.toMatchObject({ code: "lost-has-record" });
  expect(filesOf(app, wished).length).toBeGreaterThan(0);
});

test("a story that is lost is erased: files, public folder and gate, and the known one stays whole", async () => {
  const { app, kept, lost } = await aRestoredSite();
  const before = filesOf(app, kept);
  const [found] = await findLost(app);
  const erased = await eraseLost(app, lost, by);
  expect(erased).toMatchObject({ files: found?.files, bytes: found?.bytes });
  expect(erased.takedown).toMatchObject({
    closed: true,
    probes: [{ path: `/episodes/${lost}/`, status: 410 }],
  });
  await nothingIsLeft(app, lost);
  expect(filesOf(app, kept)).toEqual(before);
  await sweep(app, { thorough: true });
  await nothingIsLeft(app, lost, "after a sweep");
});

test("twice is no harm, and says that there is nothing left", async () => {
  const { app, lost } = await aRestoredSite();
  await eraseLost(app, lost, by);
  expect(await eraseLost(app, lost, by)).toMatchObject({ files: 0, takedown: { closed: true } });
  await nothingIsLeft(app, lost);
  expect(await eraseEveryLost(app, by)).toEqual([]);
});

test.each([
  { where: "known at the gate", forgotten: false },
  { where: "of which the gate's list has lost its entry", forgotten: true },
])(
  "no later restore brings a story back, $where, not even of a backup that has its record and its files",
  async ({ forgotten }) => {
    const { app, lost } = await aRestoredSite();
    if (forgotten) app.allowList.entries.delete(lost);
    await eraseLost(app, lost, by);
    expect(await restore(app, app.backups, "tuesday")).toMatchObject({
      storiesErased: 1,
      opened: 0,
    });
    await nothingIsLeft(app, lost);
    const records = await queryAll(app.records, episodePartition(lost), "");
    const text = JSON.stringify(records).toLowerCase();
    expect(canaryWords.filter((word) => text.includes(word))).toEqual([]);
    // One from before it is told nothing of a loss that there is not.
    expect(await restore(app, app.backups, "monday")).toMatchObject({ storiesLost: 0 });
    expect(await findLost(app)).toEqual([]);
  },
);

test("killed at any store call, nothing is half known: the sweep or the same command ends it", async () => {
  for (const finish of ["sweep", "command"] as const) {
    let deaths = 0;
    for (let calls = 0; ; calls += 1) {
      let callsLeft = Number.POSITIVE_INFINITY;
      const { app, kept, lost } = await aRestoredSite(async () => {
        callsLeft -= 1;
        if (callsLeft < 0) throw new Error("died");
      });
      const before = filesOf(app, kept);
      callsLeft = calls;
      const died = await eraseEveryLost(app, by).then(
        () => false,
        () => true,
      );
      callsLeft = Number.POSITIVE_INFINITY;
      if (!died) break;
      deaths += 1;
      const note = `after ${calls} calls, by the ${finish}`;
      if (finish === "sweep") await sweep(app);
      // Before the decision was recorded there was nothing to be carried on with.
      if (finish === "command" || (await findLost(app)).length > 0) await eraseEveryLost(app, by);
      await nothingIsLeft(app, lost, note);
      expect(filesOf(app, kept), note).toEqual(before);
    }
    expect(deaths).toBeGreaterThan(15);
  }
}, 120_000);

test.each([
  { what: "a restore", mark: restoreMark("2026-11-23T12:00:00.000Z"), code: "restore-unfinished" },
  {
    what: "a move",
    mark: restoreMark("2026-11-23T12:00:00.000Z", { by: "move-out", move: "m" }),
    code: "moving",
  },
])("while $what is under way nothing is found and nothing erased", async ({ mark, code }) => {
  const { app, lost } = await aRestoredSite();
  const before = filesOf(app, lost);
  await app.records.commit([mark]);
  for (const refused of [findLost(app), eraseLost(app, lost, by), eraseEveryLost(app, by)])
    await expect(refused).rejects.toMatchObject({ code, retryable: true });
  expect(filesOf(app, lost)).toEqual(before);
  await app.records.commit([restoreMarkRemoved]);
  await eraseLost(app, lost, by);
  await nothingIsLeft(app, lost);
});

test("a restore that begins after the look stops it before anything is decided", async () => {
  let isLate = false;
  const { app, lost } = await aRestoredSite(async (call) => {
    if (call !== "commit" || !isLate) return;
    isLate = false;
    await app.records.commit([restoreMark(app.time.now)]);
  });
  const before = filesOf(app, lost);
  isLate = true;
  await expect(eraseLost(app, lost, by)).rejects.toMatchObject({ code: "restore-unfinished" });
  expect(filesOf(app, lost)).toEqual(before);
  expect(await queryAll(app.records, episodePartition(lost), "")).toEqual([]);
});

test("a recording that is being put down is never touched, noted before the look or after it", async () => {
  let isLate = false;
  const { app, lost } = await aRestoredSite(async (call) => {
    if (call !== "commit" || !isLate) return;
    isLate = false;
    await beginIntake(app, lost);
  });
  const before = filesOf(app, lost);
  isLate = true;
  for (const _look of ["after", "before"])
    await expect(eraseLost(app, lost, by)).rejects.toMatchObject({
      code: "lost-under-way",
      retryable: true,
    });
  expect(await findLost(app)).toMatchObject([{ standing: "under-way" }]);
  expect(await eraseEveryLost(app, by)).toEqual([]);
  expect(filesOf(app, lost)).toEqual(before);
});

test("a recording that a browser may still ask to finish is never touched, and one that it has finished is no such", async () => {
  const { app, lost } = await aRestoredSite();
  const upload = (isDone: boolean) =>
    app.records.commit([
      {
        kind: "put",
        partition: storyUploadPartition("draft"),
        sort: storyUploadSort,
        body: {
          personId: "coach-1",
          bytes: 10,
          sha256: "0".repeat(64),
          reference: "draft",
          partBytes: 10,
          begunAt: app.time.now,
          episodeId: lost,
          isDone,
        },
        expect: "any",
        listing: { list: storyUploadsListing, order: app.time.now },
      },
    ]);
  await upload(false);
  await expect(eraseLost(app, lost, by)).rejects.toMatchObject({ code: "lost-under-way" });
  expect(await eraseEveryLost(app, by)).toEqual([]);
  await upload(true);
  expect(await eraseEveryLost(app, by)).toMatchObject([{ episodeId: lost }]);
});

test("what is less than a day old stays, and goes a day later", async () => {
  const { app, lost } = await aRestoredSite();
  const [newest = ""] = filesOf(app, lost);
  app.privateStore.dates.set(newest, new Date(app.time.now));
  await expect(eraseLost(app, lost, by)).rejects.toMatchObject({ code: "lost-recent" });
  expect(await eraseEveryLost(app, by)).toEqual([]);
  app.time.now = "2026-11-24T12:00:00.001Z";
  expect(await eraseEveryLost(app, by)).toMatchObject([{ episodeId: lost }]);
  await nothingIsLeft(app, lost);
});

test("what no restore explains is left by the command for all, and goes by its own id", async () => {
  const app = memoryApp();
  await pressAll(app);
  const id = await aStrayRecording(app);
  expect(await findLost(app)).toMatchObject([{ episodeId: id, standing: "unexplained" }]);
  expect(await eraseEveryLost(app, by)).toEqual([]);
  expect(filesOf(app, id)).toHaveLength(1);
  // Never known at the gate, so nobody is sent to look at an address.
  const { takedown } = await eraseLost(app, id, by);
  expect(takedown).toMatchObject({ closed: true, probes: [] });
  await nothingIsLeft(app, id);
});

test("in the records of a copied table no story of the real one can be erased by the command for all", async () => {
  const { app } = await aRestoredSite();
  await backUp(app, app.backups, "then");
  app.time.now = "2026-11-24T12:00:00.000Z";
  const since = await receiveEpisode(app, untyped, { path: "/upload" });
  for (const key of filesOf(app, since)) app.privateStore.dates.set(key, new Date(app.time.now));
  // As whoever names the restored table: other records, the same stores.
  await app.backups.load("then", { ...restoreMark(app.time.now), expect: "any" });
  await app.records.commit([restoreMarkRemoved]);
  app.time.now = "2026-11-30T12:00:00.000Z";
  await eraseEveryLost(app, by);
  expect(filesOf(app, since)).toHaveLength(1);
});

test("what the gate lets through is not lost: its records may be elsewhere", async () => {
  const { app, lost } = await aRestoredSite();
  const entry = { state: "allowed", publication: "p", epoch: 9 } as const;
  await app.allowList.put(lost, entry, await app.allowList.etag());
  await expect(eraseLost(app, lost, by)).rejects.toMatchObject({
    code: "lost-open",
    retryable: false,
  });
  expect(await eraseEveryLost(app, by)).toEqual([]);
  expect((await verifySite(app)).differences).toMatchObject([{ code: "allowed-but-unknown" }]);
  // The thorough sweep closes it, and then it can go.
  await sweep(app, { thorough: true });
  expect(await eraseEveryLost(app, by)).toMatchObject([{ episodeId: lost }]);
  await nothingIsLeft(app, lost);
});

test("an id that no file has is refused", async () => {
  const { app } = await aRestoredSite();
  await expect(eraseLost(app, somebody, by)).rejects.toMatchObject({ code: "lost-unknown" });
});

test("of the two stores the public one is verified: a file of a lost story there is a difference until the sweep", async () => {
  const { app, lost } = await aRestoredSite();
  await app.publicStore.put(`${publicFolder(lost)}left.mp3`, new Uint8Array([1]));
  expect((await verifySite(app)).differences).toMatchObject([
    { code: "file-without-permission", episodeId: lost },
  ]);
  await eraseLost(app, lost, by);
  await nothingIsLeft(app, lost);
  expect(await everythingPublic(app)).not.toContain(lost);
});

test("whoever shows what we showed is asked to take it down, where it was known at the gate", async () => {
  const { app, lost } = await aRestoredSite();
  const about = { name: "A search engine", owner: "camille", how: "Ask.", followsFeeds: true };
  await registerRecipient(app, { ...about, kind: "search" });
  await eraseLost(app, lost, by);
  expect(await openTasks(app)).toMatchObject([{ episodeId: lost, recipientName: about.name }]);
});

test("a restore counts stories that nobody had answered among the lost ones, by their files", async () => {
  const app = memoryApp();
  await pressAll(app);
  await backUp(app, app.backups, "monday");
  const id = await aReadyStory(app);
  expect(await restore(app, app.backups, "monday")).toMatchObject({ storiesLost: 1 });
  expect(await findLost(app)).toMatchObject([{ episodeId: id, standing: "lost" }]);
});

test("a recording that was being put down when the backup was made waits for a person, not for the sweep", async () => {
  const app = memoryApp();
  await pressAll(app);
  const { commit } = app.records;
  app.records.commit = async (writes) => {
    // The backup falls between the mark of the recording and its story.
    if (writes.some(({ sort }) => sort === "episode")) await backUp(app, app.backups, "between");
    await commit(writes);
  };
  const id = await receiveEpisode(app, untyped, { path: "/upload" });
  app.records.commit = commit;
  await restore(app, app.backups, "between");
  app.time.now = "2026-11-26T12:00:00.000Z";
  await sweep(app, { thorough: true });
  expect(await findLost(app)).toMatchObject([{ episodeId: id, standing: "lost", files: 1 }]);
});

test("an erased one's id is given to nobody: an import in its place is told that it is there", async () => {
  const { app, lost } = await aRestoredSite();
  await eraseLost(app, lost, by);
  const place = { episodeId: lost, uploadKey: uploadKey(lost, encodeId(new Uint8Array(26))) };
  await expect(receiveInto(app, untyped, { path: "/upload" }, place)).rejects.toMatchObject({
    code: "conflict",
  });
  await sweep(app, { thorough: true });
  expect(filesOf(app, lost)).toEqual([]);
});
