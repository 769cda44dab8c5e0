import { expect, test } from "vitest";
import { closingsFolder, taskEvidenceOf } from "#core/storage-keys";
import { episodeWrite, requireEpisode } from "#pipeline/episode/episode-records";
import {
  giveTo,
  listRecipients,
  recipientsOf,
  registerRecipient,
  retireRecipient,
} from "#pipeline/takedown/recipients";
import { confirmErasure, recordErasureWish } from "#pipeline/participant/ask-erasure";
import { takedownsOf } from "#pipeline/takedown/takedown";
import { assignTask, completeTask, openTasks, tasksOf } from "#pipeline/takedown/takedown-tasks";
import { pressAll } from "#pipeline/publication/press-all";
import { sweep } from "#pipeline/sweep/sweep";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const someone = { owner: "staff-1", how: "Le demander.", followsFeeds: true } as const;

async function aRegister() {
  const app = memoryApp();
  await pressAll(app);
  const directory = await registerRecipient(app, {
    ...someone,
    kind: "directory",
    name: "Annuaire",
    dueDays: 2,
  });
  const search = await registerRecipient(app, { ...someone, kind: "search", name: "Moteur" });
  const partner = await registerRecipient(app, {
    ...someone,
    followsFeeds: false,
    kind: "partner",
    name: "Partenaire",
  });
  return { app, directory, search, partner };
}

async function published(app: MemoryApp, scopes?: Parameters<typeof grantAll>[2]) {
  const id = await aReadyStory(app);
  await grantAll(app, id, scopes);
  return id;
}
const namesOf = async (app: MemoryApp, id: string) =>
  (await tasksOf(app, id)).map(({ recipientName }) => recipientName).sort();

test("a withdrawal opens one task for each who may have copies, with an owner and a day", async () => {
  const { app, partner } = await aRegister();
  const id = await published(app);
  await giveTo(app, partner, id);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(await namesOf(app, id)).toEqual(["Annuaire", "Moteur", "Partenaire"]);
  const [first] = await openTasks(app);
  expect(first).toMatchObject({
    recipientName: "Annuaire",
    owner: "staff-1",
    dueAt: "2026-11-25T12:00:00.000Z",
  });
});

test("who never had a copy is asked nothing: of a story that was never public, or kept off the platforms", async () => {
  const { app } = await aRegister();
  const never = await aReadyStory(app);
  await withdrawConsent(app, { episodeId: never, channel: "page" });
  expect(await namesOf(app, never)).toEqual([]);
  const quiet = await published(app, ["voice", "transcript", "name"]);
  await withdrawConsent(app, { episodeId: quiet, channel: "page" });
  expect(await namesOf(app, quiet)).toEqual(["Moteur"]);
});

test("taking back the platforms alone asks apps and directories, and leaves search engines be", async () => {
  const { app } = await aRegister();
  const id = await published(app);
  await withdrawConsent(app, { episodeId: id, scopes: ["platforms"], channel: "page" });
  expect(await namesOf(app, id)).toEqual(["Annuaire"]);
});

test("a retired recipient gets no later story, and is still asked for what it had", async () => {
  const { app, directory } = await aRegister();
  const before = await published(app);
  app.time.now = "2026-11-24T12:00:00.000Z";
  await retireRecipient(app, directory);
  app.time.now = "2026-11-25T12:00:00.000Z";
  const after = await published(app);
  for (const episodeId of [before, after])
    await withdrawConsent(app, { episodeId, channel: "page" });
  expect(await namesOf(app, before)).toContain("Annuaire");
  expect(await namesOf(app, after)).not.toContain("Annuaire");
  expect((await listRecipients(app)).find(({ name }) => name === "Annuaire")?.retiredAt).toBe(
    "2026-11-24T12:00:00.000Z",
  );
});

test("an end that comes, and an edit, are followed up like a withdrawal: looked at from outside, and tasks opened", async () => {
  const { app } = await aRegister();
  const id = await published(app);
  const { episode, version } = await requireEpisode(app.records, id);
  await app.records.commit([
    episodeWrite({ ...episode, title: "Autre chose", epoch: episode.epoch + 1 }, version),
  ]);
  await sweep(app, { thorough: true });
  expect(await takedownsOf(app, id)).toMatchObject([{ closed: true }]);
  expect(await namesOf(app, id)).toEqual(["Annuaire", "Moteur"]);
});

test("a task changes hands, is done once with its evidence, and is open no more", async () => {
  const { app } = await aRegister();
  const id = await published(app);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  const [task] = await openTasks(app);
  const taskId = task?.taskId ?? "";
  await assignTask(app, taskId, "staff-2");
  expect(await openTasks(app, "staff-2")).toMatchObject([{ taskId }]);
  await completeTask(app, { taskId, by: "staff-2", evidence: { path: "/page.png" }, note: "vu" });
  const done = (await tasksOf(app, id)).find((one) => one.taskId === taskId)?.done;
  expect(done).toMatchObject({ by: "staff-2", note: "vu" });
  expect(await app.privateStore.head(done?.evidenceKey ?? "")).toBeDefined();
  expect(await openTasks(app, "staff-2")).toEqual([]);
  const refused = { code: "task-done" };
  await expect(completeTask(app, { taskId, by: "staff-1" })).rejects.toMatchObject(refused);
  await expect(assignTask(app, taskId, "staff-1")).rejects.toMatchObject(refused);
  await expect(assignTask(app, "none", "staff-1")).rejects.toMatchObject({ code: "task-unknown" });
});

test("what shows that an erased story is gone elsewhere is kept with the task, and nothing under the story", async () => {
  const { app } = await aRegister();
  const id = await published(app);
  await recordErasureWish(app, { episodeId: id, staffId: "staff-1" });
  const [before] = await openTasks(app);
  const seen = { by: "staff-1", evidence: { path: "/page.png" } };
  await completeTask(app, { taskId: before?.taskId ?? "", ...seen });
  await confirmErasure(app, { episodeId: id, staffId: "staff-1", secondContact: "par lettre" });
  const [after] = await openTasks(app);
  await completeTask(app, { taskId: after?.taskId ?? "", ...seen });
  const kept = (await tasksOf(app, id)).flatMap(({ done }) => done?.evidenceKey ?? []);
  expect(kept).toHaveLength(2);
  for (const key of kept) expect(await app.privateStore.head(key)).toBeDefined();
  const keys = [...app.privateStore.files.keys()];
  expect(keys.filter((key) => key.includes(id) && !key.startsWith(closingsFolder))).toEqual([]);
});

test("a picture whose process died before the task was done is replaced, not kept beside the next one", async () => {
  const { app } = await aRegister();
  const id = await published(app);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  const taskId = (await openTasks(app))[0]?.taskId ?? "";
  const { commit } = app.records;
  app.records.commit = async () => Promise.reject(new Error("killed"));
  const { delete: remove } = app.privateStore;
  app.privateStore.delete = async () => undefined;
  const seen = { taskId, by: "staff-1", evidence: { path: "/page.png" } };
  await expect(completeTask(app, seen)).rejects.toThrow("killed");
  Object.assign(app.records, { commit });
  Object.assign(app.privateStore, { delete: remove });
  await completeTask(app, seen);
  expect((await app.privateStore.list(taskEvidenceOf(taskId))).keys).toHaveLength(1);
});

test("the register is told who has copies of a story", async () => {
  const { app, partner } = await aRegister();
  const id = await published(app);
  await giveTo(app, partner, id);
  const file = await requireEpisode(app.records, id);
  expect((await recipientsOf(app, file)).map(({ name }) => name).sort()).toEqual([
    "Annuaire",
    "Moteur",
    "Partenaire",
  ]);
  await expect(giveTo(app, "nobody", id)).rejects.toMatchObject({ code: "recipient-unknown" });
});
