import { expect, test } from "vitest";
import { episodeWrite, requireEpisode } from "#pipeline/episode/episode-records";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { restoreMark } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { isLong } from "../../support/long-run.ts";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { everythingPublic } from "../../support/public-words.ts";
import { aReadyStory, canaryWords, grantAll } from "../../support/story.ts";

async function aBackedUpStory(hook?: Hook) {
  const app = memoryApp(hook);
  await pressAll(app);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await backUp(app, app.backups, "monday");
  return { app, id };
}

const isOpen = async (app: MemoryApp, id: string) =>
  (await app.stranger(`/episodes/${id}/`)).status === 200;
const wordsOf = async (app: MemoryApp) => {
  const text = await everythingPublic(app);
  return canaryWords.filter((word) => text.includes(word));
};

test("what nobody has taken back since the backup is open again after a restore", async () => {
  const { app, id } = await aBackedUpStory();
  const restored = await restore(app, app.backups, "monday");
  expect(restored).toMatchObject({ stories: 1, opened: 1, yesesClosed: 0, filesMissing: 0 });
  expect(await isOpen(app, id)).toBe(true);
  expect(await wordsOf(app)).toEqual(canaryWords);
  expect(await verifySite(app)).toMatchObject({ ok: true });
});

test("a story that was withdrawn after the backup stays closed, and leaves no word anywhere", async () => {
  const { app, id } = await aBackedUpStory();
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(await restore(app, app.backups, "monday")).toMatchObject({ opened: 0, yesesClosed: 4 });
  expect(await isOpen(app, id)).toBe(false);
  expect(await wordsOf(app)).toEqual([]);
  expect(await verifySite(app)).toMatchObject({ ok: true });
  // A form that is signed later opens it again: closed is not lost.
  app.time.now = "2026-11-24T12:00:00.000Z";
  await grantAll(app, id);
  expect(await isOpen(app, id)).toBe(true);
});

test("a name that was withdrawn after the backup stays away, the story stays", async () => {
  const { app, id } = await aBackedUpStory();
  await withdrawConsent(app, { episodeId: id, scopes: ["name"], channel: "page" });
  await restore(app, app.backups, "monday");
  expect(await isOpen(app, id)).toBe(true);
  expect(await wordsOf(app)).toEqual(canaryWords.filter((word) => !word.startsWith("phyrin")));
});

test("a yes that was withdrawn and given anew is another yes: the backup's does not count", async () => {
  const { app, id } = await aBackedUpStory();
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  app.time.now = "2026-11-24T12:00:00.000Z";
  await grantAll(app, id);
  expect(await restore(app, app.backups, "monday")).toMatchObject({ opened: 0, yesesClosed: 4 });
});

test("a story that was erased after the backup is erased again: nothing of it stays in records or files", async () => {
  const { app, id } = await aBackedUpStory();
  const confirmed = { at: app.time.now, staffId: "staff-1", secondContact: "by telephone" };
  const whose = { speakerId: "s1", signatoryId: "self", askedAt: app.time.now };
  await eraseStory(app, id, { ...whose, confirmed });
  const restored = await restore(app, app.backups, "monday");
  expect(restored).toMatchObject({ storiesErased: 1, opened: 0 });
  expect(await wordsOf(app)).toEqual([]);
  const records = JSON.stringify([...app.memory.values()]).toLowerCase();
  for (const word of canaryWords) expect(records).not.toContain(word);
  expect(await requireEpisode(app.records, id)).toMatchObject({
    episode: { stage: { name: "erased" } },
  });
  expect(await verifySite(app)).toMatchObject({ ok: true });
});

test("a story of which nothing is remembered outside the records stays closed", async () => {
  const { app, id } = await aBackedUpStory();
  await app.privateStore.deletePrefix("closings/");
  expect(await restore(app, app.backups, "monday")).toMatchObject({ opened: 0, yesesClosed: 4 });
  expect(await isOpen(app, id)).toBe(false);
});

test("an embargo that was set after the backup holds, until a person lifts it", async () => {
  const { app, id } = await aBackedUpStory();
  const { episode, version } = await requireEpisode(app.records, id);
  const embargoed = { ...episode, embargoUntil: app.time.now, epoch: episode.epoch + 1 };
  await app.records.commit([episodeWrite(embargoed, version)]);
  await reconcileEpisode(app, id);
  expect(await restore(app, app.backups, "monday")).toMatchObject({ storiesHeld: 1, opened: 0 });
  expect(await isOpen(app, id)).toBe(false);
});

test("a story that was taken in after the backup is lost to the records and gone from the world", async () => {
  const app = memoryApp();
  await pressAll(app);
  await backUp(app, app.backups, "monday");
  const id = await aReadyStory(app);
  await grantAll(app, id);
  expect(await restore(app, app.backups, "monday")).toMatchObject({ stories: 0, storiesLost: 1 });
  expect(await isOpen(app, id)).toBe(false);
  expect(await wordsOf(app)).toEqual([]);
});

test("a backup that is not whole is refused before anything is closed", async () => {
  const { app, id } = await aBackedUpStory();
  await expect(restore(app, app.backups, "tuesday")).rejects.toMatchObject({
    code: "backup-damaged",
  });
  expect(await isOpen(app, id)).toBe(true);
});

test("a restore that dies at any store call leaves everything closed, and is finished by running it again", async () => {
  let callsLeft = Number.POSITIVE_INFINITY;
  const hook: Hook = async () => {
    callsLeft -= 1;
    if (callsLeft < 0) throw new Error("died");
  };
  let deaths = 0;
  // Every call takes a while; the model test dies at other ones.
  const stride = isLong ? 1 : 5;
  for (let calls = 0; ; calls += stride) {
    callsLeft = Number.POSITIVE_INFINITY;
    const { app, id } = await aBackedUpStory(hook);
    await withdrawConsent(app, { episodeId: id, channel: "page" });
    callsLeft = calls;
    const died = await restore(app, app.backups, "monday").then(
      () => false,
      () => true,
    );
    callsLeft = Number.POSITIVE_INFINITY;
    expect(await wordsOf(app), `after ${calls} calls`).toEqual([]);
    if (!died) break;
    deaths += 1;
    // Another process that comes upon it opens nothing, whatever the restored records say.
    await sweep(app, { thorough: true }).catch(ignoreUnfinished);
    await reconcileEpisode(app, id).catch(ignoreUnfinished);
    expect(await wordsOf(app), `after ${calls} calls and a sweep`).toEqual([]);
    await restore(app, app.backups, "monday");
    expect(await wordsOf(app), `after ${calls} calls and a second restore`).toEqual([]);
    expect(await verifySite(app)).toMatchObject({ ok: true });
  }
  expect(deaths).toBeGreaterThan(30);
}, 120_000);

function ignoreUnfinished(error: unknown): void {
  expect(error).toMatchObject({ code: "restore-unfinished" });
}

const filesOf = (app: MemoryApp) => app.privateStore.files;
const isRemembered = (key: string) => key.startsWith("closings/");

test("while a restore is unfinished, whoever settles a story stages nothing of it", async () => {
  const { app, id } = await aBackedUpStory();
  await app.records.commit([restoreMark(app.clock.now())]);
  const ofStories = () =>
    [...app.publicStore.files.keys()].filter((key) => key.startsWith("episodes/"));
  for (const key of ofStories()) app.publicStore.files.delete(key);
  await expect(reconcileEpisode(app, id)).rejects.toMatchObject({ code: "restore-unfinished" });
  expect(ofStories()).toEqual([]);
});

test("with its files a backup brings back a disk that is lost, byte for byte", async () => {
  const { app, id } = await aBackedUpStory();
  await backUp(app, app.backups, "with files", { withFiles: true });
  const before = new Map(filesOf(app));
  for (const key of before.keys()) if (!isRemembered(key)) filesOf(app).delete(key);
  const restored = await restore(app, app.backups, "with files");
  expect(restored).toMatchObject({ opened: 1, filesMissing: 0, filesDamaged: 0 });
  expect(restored.filesRestored).toBeGreaterThan(5);
  for (const [key, bytes] of before)
    if (!isRemembered(key)) expect(filesOf(app).get(key), key).toEqual(bytes);
  expect(await isOpen(app, id)).toBe(true);
});

test("files of a story that was erased since do not come back, whatever the backup holds", async () => {
  const { app, id } = await aBackedUpStory();
  const kept = await aReadyStory(app);
  await backUp(app, app.backups, "with files", { withFiles: true });
  const confirmed = { at: app.time.now, staffId: "staff-1", secondContact: "by telephone" };
  await eraseStory(app, id, {
    speakerId: "s1",
    signatoryId: "self",
    askedAt: app.time.now,
    confirmed,
  });
  for (const key of filesOf(app).keys()) if (!isRemembered(key)) filesOf(app).delete(key);
  const restored = await restore(app, app.backups, "with files");
  expect(restored.filesRestored).toBeGreaterThan(0);
  const keys = [...filesOf(app).keys()].filter((key) => !isRemembered(key));
  expect(keys.filter((key) => key.includes(id))).toEqual([]);
  expect(keys.some((key) => key.includes(kept))).toBe(true);
});

test("a copy of the files that was cut short goes on, and copies nothing twice", async () => {
  let callsLeft = Number.POSITIVE_INFINITY;
  const puts: string[] = [];
  const { app } = await aBackedUpStory(async (call) => {
    callsLeft -= 1;
    if (callsLeft < 0) throw new Error("died");
    if (call.startsWith("put ")) puts.push(call);
  });
  puts.length = 0;
  callsLeft = 4;
  await expect(backUp(app, app.backups, "cut", { withFiles: true })).rejects.toThrow("died");
  callsLeft = Number.POSITIVE_INFINITY;
  const { files } = await backUp(app, app.backups, "cut", { withFiles: true });
  expect(puts.sort()).toEqual([...new Set(puts)]);
  expect(puts).toHaveLength(files.length);
  await expect(backUp(app, app.backups, "cut")).rejects.toMatchObject({ code: "backup-exists" });
});

test("a file that is not what it was in the backup is left there and told", async () => {
  const { app, id } = await aBackedUpStory();
  const { files } = await backUp(app, app.backups, "with files", { withFiles: true });
  const key = files.find((file) => file.key.startsWith("uploads/"))?.key ?? "";
  await app.backups.files("with files").put(key, new Uint8Array([1, 2, 3]));
  filesOf(app).delete(key);
  const restored = await restore(app, app.backups, "with files");
  expect(restored).toMatchObject({ filesRestored: 0, filesDamaged: 1, filesMissing: 1 });
  expect(filesOf(app).has(key)).toBe(false);
  // The story is made of other files: what was agreed to is still there.
  expect(await isOpen(app, id)).toBe(true);
});
