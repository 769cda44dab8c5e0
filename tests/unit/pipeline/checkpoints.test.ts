import { expect, test } from "vitest";
import { checkpointPath, logFilePath, pastCheckpointPath } from "#core/consent/checkpoint";
import { episodePartition, leafSort, logFileSort, logPartition } from "#core/record-keys";
import { requestConsent } from "#pipeline/participant/request-consent";
import { readLog } from "#pipeline/ledger/ledger-log";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { runJob } from "#pipeline/work";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { everythingPublic } from "../../support/public-words.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

async function aGrantedStory(app: MemoryApp): Promise<string> {
  const id = await aReadyStory(app);
  await grantAll(app, id);
  return id;
}

async function aLog(stories: number, hook?: Hook) {
  const app = memoryApp(hook);
  const ids: string[] = [];
  for (let story = 0; story < stories; story += 1) ids.push(await aGrantedStory(app));
  await publishCheckpoint(app);
  return { app, ids };
}

const published = (app: MemoryApp, path: string) =>
  new TextDecoder().decode(app.publicStore.files.get(path.slice(1)));
const publish = (app: MemoryApp, path: string, text: string) =>
  app.publicStore.put(path.slice(1), new TextEncoder().encode(text));

test("each chain that grew adds one entry, a second checkpoint none, and a withdrawal one more", async () => {
  const { app, ids } = await aLog(3);
  expect(await readLog(app)).toHaveLength(3);
  expect(await publishCheckpoint(app)).toMatchObject({ size: 3, added: 0 });
  await withdrawConsent(app, { episodeId: ids[0] ?? "", channel: "page" });
  await runJob(app, { kind: "checkpoint" });
  expect(await readLog(app)).toHaveLength(4);
  expect(published(app, checkpointPath)).toBe(published(app, pastCheckpointPath(4)));
  expect(await verifySite(app)).toMatchObject({ ok: true, log: { entries: 4, published: 4 } });
});

test("more chains than a commit or a file holds are all logged, each once", async () => {
  const { app } = await aLog(0);
  for (let story = 0; story < 300; story += 1)
    await requestConsent(app, { episodeId: await aReadyStory(app), by: "coach-1" });
  await publishCheckpoint(app);
  expect(new Set(await readLog(app)).size).toBe(300);
  expect(await verifySite(app)).toMatchObject({ log: { ok: true, published: 300 } });
});

test("the entries of one checkpoint stand in the order of their hashes, which does not tell who came first", async () => {
  const { app } = await aLog(8);
  const entries = await readLog(app);
  expect(entries).toHaveLength(8);
  expect(entries).toEqual(entries.toSorted());
});

test("nothing of a story stands in what is published: no id, no name, no scope, no hour", async () => {
  const { app, ids } = await aLog(2);
  await app.publicStore.deletePrefix("episodes/");
  for (const key of app.publicStore.files.keys())
    if (!key.startsWith("ledger/")) await app.publicStore.delete(key);
  const text = await everythingPublic(app);
  expect(text.length).toBeGreaterThan(100);
  for (const word of [...ids, "phyrine", "voice", "self", "s1", "2026", "grant"])
    expect(text).not.toContain(word);
});

test("each way to tamper with the records or the published files is found", async () => {
  const mutants: Readonly<Record<string, (app: MemoryApp, id: string) => Promise<unknown>>> = {
    "checkpoint-not-ours": (app) =>
      publish(app, checkpointPath, published(app, checkpointPath).replace("— ", "— other.")),
    "log-shorter-than-published": (app) =>
      publish(app, checkpointPath, published(app, checkpointPath).replace("\n2\n", "\n7\n")),
    "entries-changed": async (app) => {
      const [entry = ""] = await readLog(app);
      const text = published(app, logFilePath(0));
      return publish(app, logFilePath(0), text.replace(entry, "0".repeat(64)));
    },
    "log-not-published": (app) => app.publicStore.deletePrefix("ledger/"),
    "head-not-in-log": async (app) => {
      const place = { partition: logPartition, sort: logFileSort(0) };
      const body = { format: "paroles-ledger-entries-1", first: 0, entries: ["0".repeat(64)] };
      await app.records.commit([{ kind: "put", ...place, body, expect: "any" }]);
    },
    link: async (app, id) => {
      const place = { partition: episodePartition(id), sort: leafSort(2) };
      const leaf = (await app.records.get(place))?.body as object;
      const body = { ...leaf, previousHash: "0".repeat(64) };
      await app.records.commit([{ kind: "put", ...place, body, expect: "any" }]);
    },
  };
  for (const [code, tamper] of Object.entries(mutants)) {
    const { app, ids } = await aLog(2);
    expect((await verifySite(app)).ok, code).toBe(true);
    await tamper(app, ids[0] ?? "");
    const { ok, log, chain } = await verifySite(app);
    expect(ok, code).toBe(false);
    expect(
      [...log.faults, ...chain.faults].map((fault) => fault.code),
      code,
    ).toContain(code);
  }
});

test("a log that contradicts the checkpoint that the world has seen is not signed", async () => {
  const { app } = await aLog(2);
  const place = { partition: logPartition, sort: logFileSort(0) };
  const body = { format: "paroles-ledger-entries-1", first: 0, entries: ["0".repeat(64)] };
  await app.records.commit([{ kind: "put", ...place, body, expect: "any" }]);
  const before = published(app, checkpointPath);
  await expect(publishCheckpoint(app)).rejects.toMatchObject({ code: "ledger-rewritten" });
  expect(published(app, checkpointPath)).toBe(before);
});

test("over a restore the log goes on where the world saw it, and does not start again", async () => {
  const { app } = await aLog(1);
  await backUp(app, app.backups, "monday");
  await aGrantedStory(app);
  await publishCheckpoint(app);
  const seen = await readLog(app);
  await restore(app, app.backups, "monday");
  expect((await readLog(app)).slice(0, seen.length)).toEqual(seen);
  expect(await verifySite(app)).toMatchObject({ log: { ok: true, faults: [] } });
});

test("a checkpoint that dies at any store call is finished by the next one", async () => {
  let callsLeft = Number.POSITIVE_INFINITY;
  const hook: Hook = async () => {
    callsLeft -= 1;
    if (callsLeft < 0) throw new Error("died");
  };
  for (let calls = 0; ; calls += 1) {
    const { app } = await aLog(1, hook);
    await aGrantedStory(app);
    callsLeft = calls;
    const died = await publishCheckpoint(app).then(
      () => false,
      () => true,
    );
    callsLeft = Number.POSITIVE_INFINITY;
    await publishCheckpoint(app);
    expect(await readLog(app), `after ${calls} calls`).toHaveLength(2);
    expect(await verifySite(app), `after ${calls} calls`).toMatchObject({ ok: true });
    if (!died) return;
  }
});
