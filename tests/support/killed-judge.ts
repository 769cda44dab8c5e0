/**
 * What must be true of an installation after a crash, whatever it was doing. With
 * Node's own assertions: on a disk that only some programs see, the judge is one of them.
 */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createSqliteQueue } from "#adapters/local/sqlite-queue";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { AppError } from "#core/errors";
import { feedPath } from "#core/press/task";
import { isOpenState } from "#core/consent/states";
import { privatePrefixes, publicFolder } from "#core/storage-keys";
import type { LocalInstallation } from "#compose/local";
import { visibilitySecondsMax } from "#ports/queue-rules";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { workOnce } from "#pipeline/work";
import { askAlone } from "./ask-alone.ts";
import { storiesOf } from "./killed-acts.ts";
import type { KilledPlace } from "./killed-intake.ts";
import type { Promised } from "./killed-promises.ts";

/**
 * Later than a job can be hidden: what a killed worker held comes back within minutes,
 * and what was sent or taken by a clock that was ahead, when that hour has come.
 */
const laterMs = (visibilitySecondsMax + 60) * 1000;

/** Does what waits, as the workers of the next hours would, until nothing waits. */
async function settle(app: App, { data }: KilledPlace): Promise<void> {
  const database = openSqliteDatabase({ path: join(data, "paroles.sqlite") });
  const clock = { now: () => new Date(Date.now() + laterMs).toISOString() };
  const later = { ...app, queue: createSqliteQueue({ database, clock, random: Math.random }) };
  try {
    for (let round = 0; round < 3; round += 1) {
      while ((await workOnce(later, 4)) > 0);
      await sweep(later, { thorough: true });
    }
  } finally {
    database.close();
  }
}

/** The whole of it: before anything is tidied up, and when all that waited is done. */
export async function judge(
  installation: LocalInstallation,
  place: KilledPlace,
  baseUrl: string,
  promised: Promised,
): Promise<void> {
  await nothingWithdrawnAnswers(installation, baseUrl, promised);
  await settle(installation.app, place);
  await nothingWithdrawnAnswers(installation, baseUrl, promised);
  await everythingHolds(installation, baseUrl, promised, place);
}

const statusOf = async (baseUrl: string, path: string) => (await askAlone(baseUrl, path)).status;

/** Before anything is tidied up: what was taken back is reachable by nobody, from the first answer on. */
export async function nothingWithdrawnAnswers(
  { app }: LocalInstallation,
  baseUrl: string,
  promised: Promised,
): Promise<void> {
  const { slug } = app.content.shows[0] ?? { slug: "" };
  const { text: feed } = await askAlone(baseUrl, feedPath(slug));
  for (const id of promised.closed) {
    const { publication, consents } = await requireEpisode(app.records, id);
    assert.deepEqual(
      consents.filter(({ state }) => isOpenState(state)),
      [],
    );
    for (const path of publication.addresses)
      assert.equal(await statusOf(baseUrl, path), 410, `${path} is withdrawn`);
    assert(!feed.includes(id), `${id} in the feed`);
  }
}

async function everythingHolds(
  { app }: LocalInstallation,
  baseUrl: string,
  promised: Promised,
  place: KilledPlace,
): Promise<void> {
  const stories = new Map((await storiesOf(app)).map((story) => [story.id, story]));
  for (const id of promised.kept)
    assert.match(stories.get(id)?.stage ?? "lost", /^(ready|erased)$/, `${id} was taken in`);
  for (const id of promised.open) assert.equal(stories.get(id)?.isOpen, true, `${id} was granted`);
  for (const id of promised.closed) assert.equal(stories.get(id)?.isOpen, false, `${id} is closed`);
  for (const id of promised.erased) await nothingIsLeftOf(app, id);
  for (const { id, isOpen } of stories.values()) await wholeOrNot(app, baseUrl, id, isOpen);
  const { ok, differences } = await verified(app);
  assert.deepEqual({ ok, differences }, { ok: true, differences: [] });
  // What a killed process was working on is the voice as it was sent; the server may be at work again.
  assert.deepEqual((await workFolders(place)).filter(isOfNobody), []);
  const unfinished = (await readdir(place.data)).filter((name) => /\.new$|restoring/.test(name));
  assert.deepEqual(unfinished, []);
}

const verifiedMax = 5;

/** As whoever runs the command would: once more where it may go better, since on a starved machine an answer can come too late. */
async function verified(app: App, times = 1): ReturnType<typeof verifySite> {
  try {
    return await verifySite(app);
  } catch (error) {
    if (!(error instanceof AppError) || !error.retryable || times === verifiedMax) throw error;
    return verified(app, times + 1);
  }
}

/** Whether the process in the folder's name (`work-<process>-…`) is gone. */
function isOfNobody(folder: string): boolean {
  try {
    return !process.kill(Number(/^work-(\d+)-/.exec(folder)?.[1]), 0);
  } catch {
    return true;
  }
}

/** What a process that works on a recording has open. */
export async function workFolders({ data }: KilledPlace): Promise<readonly string[]> {
  return (await readdir(data)).includes("work") ? readdir(join(data, "work")) : [];
}

/** Published whole, with every address answering, or not at all. */
async function wholeOrNot(app: App, baseUrl: string, id: string, isOpen: boolean): Promise<void> {
  if (!isOpen) {
    assert.deepEqual((await app.publicStore.list(publicFolder(id))).keys, [], id);
    return;
  }
  const { urls } = await episodeStatus(app, id);
  assert(urls.length > 5, `${id} has ${urls.length} addresses`);
  for (const url of urls) {
    const path = new URL(url).pathname;
    assert.equal(await statusOf(baseUrl, path), 200, `${path} is published`);
  }
}

async function nothingIsLeftOf(app: App, id: string): Promise<void> {
  const { episode, consents } = await requireEpisode(app.records, id);
  assert.equal(episode.stage.name, "erased");
  assert.deepEqual(
    consents.filter(({ state }) => state !== "erased"),
    [],
  );
  for (const prefix of privatePrefixes(id))
    assert.deepEqual((await app.privateStore.list(prefix)).keys, [], prefix);
}
