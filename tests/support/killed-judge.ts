/** What must be true of an installation after a crash, whatever it was doing. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { createSqliteQueue } from "#adapters/local/sqlite-queue";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { feedPath } from "#core/press/plan";
import { isOpenState } from "#core/consent/states";
import { privatePrefixes, publicFolder } from "#core/storage-keys";
import type { LocalInstallation } from "#compose/local";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/episode/episode-status";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { workOnce } from "#pipeline/work";
import { type Line, storiesOf } from "./killed-acts.ts";
import type { KilledPlace } from "./killed-intake.ts";

/** What was answered, and so must hold: by story. A story whose last act got no answer is in neither. */
export type Promised = {
  readonly kept: Set<string>;
  readonly open: Set<string>;
  readonly closed: Set<string>;
  readonly erased: Set<string>;
};
export const nothingPromised = (): Promised => ({
  kept: new Set(),
  open: new Set(),
  closed: new Set(),
  erased: new Set(),
});

/** Notes what the lines of a driver promise. A yes without an answer may or may not stand; so may a no. */
export function promise(promised: Promised, lines: readonly Line[]): void {
  for (const { kind, what, id, status } of lines) {
    if (id === undefined) continue;
    if (what === "upload" && kind === "done") promised.kept.add(id);
    if (kind === "begins" && what !== "upload") {
      promised.open.delete(id);
      // A new yes may open it again; whatever else begins, closed stays closed.
      if (what === "grant") promised.closed.delete(id);
    }
    if (kind !== "done") continue;
    if (what === "grant" && status === "publishable") promised.open.add(id);
    if (what === "withdraw" || what === "erase") promised.closed.add(id);
    if (what === "erase") promised.erased.add(id);
  }
}

/** Later than any job is hidden: what a killed worker held comes back. */
const laterMs = 120_000;

/** Does what waits, as the workers of the next minutes would, until nothing waits. */
export async function settle(app: App, { data }: KilledPlace): Promise<void> {
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

async function statusOf(baseUrl: string, path: string): Promise<number> {
  const response = await fetch(new URL(path, baseUrl), { redirect: "manual" });
  await response.arrayBuffer();
  return response.status;
}

/** Before anything is tidied up: what was taken back is reachable by nobody, from the first answer on. */
export async function nothingWithdrawnAnswers(
  { app }: LocalInstallation,
  baseUrl: string,
  promised: Promised,
): Promise<void> {
  const { slug } = app.content.shows[0] ?? { slug: "" };
  const feed = await (await fetch(new URL(feedPath(slug), baseUrl))).text();
  for (const id of promised.closed) {
    const { publication, consents } = await requireEpisode(app.records, id);
    expect(consents.filter(({ state }) => isOpenState(state))).toEqual([]);
    for (const path of publication.addresses) expect(await statusOf(baseUrl, path), path).toBe(410);
    expect(feed, `${id} in the feed`).not.toContain(id);
  }
}

export async function everythingHolds(
  { app }: LocalInstallation,
  baseUrl: string,
  promised: Promised,
  place: KilledPlace,
): Promise<void> {
  const stories = new Map((await storiesOf(app)).map((story) => [story.id, story]));
  for (const id of promised.kept)
    expect(stories.get(id)?.stage, `${id} was taken in`).toMatch(/^(ready|erased)$/);
  for (const id of promised.open) expect(stories.get(id)?.isOpen, `${id} was granted`).toBe(true);
  for (const id of promised.closed) expect(stories.get(id)?.isOpen, `${id} is closed`).toBe(false);
  for (const id of promised.erased) await nothingIsLeftOf(app, id);
  for (const { id, isOpen } of stories.values()) await wholeOrNot(app, baseUrl, id, isOpen);
  expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
  // What a killed process was working on is the voice as it was sent.
  expect(await workFolders(place)).toEqual([]);
  expect((await readdir(place.data)).filter((name) => /\.new$|restoring/.test(name))).toEqual([]);
}

/** What a process that works on a recording has open. */
export async function workFolders({ data }: KilledPlace): Promise<readonly string[]> {
  return (await readdir(data)).includes("work") ? readdir(join(data, "work")) : [];
}

/** Published whole, with every address answering, or not at all. */
async function wholeOrNot(app: App, baseUrl: string, id: string, isOpen: boolean): Promise<void> {
  if (!isOpen) {
    expect((await app.publicStore.list(publicFolder(id))).keys, id).toEqual([]);
    return;
  }
  const { urls } = await episodeStatus(app, id);
  expect(urls.length).toBeGreaterThan(5);
  for (const url of urls) {
    const path = new URL(url).pathname;
    expect(await statusOf(baseUrl, path), path).toBe(200);
  }
}

async function nothingIsLeftOf(app: App, id: string): Promise<void> {
  const { episode, consents } = await requireEpisode(app.records, id);
  expect(episode.stage.name).toBe("erased");
  expect(consents.filter(({ state }) => state !== "erased")).toEqual([]);
  for (const prefix of privatePrefixes(id))
    expect((await app.privateStore.list(prefix)).keys, prefix).toEqual([]);
}
