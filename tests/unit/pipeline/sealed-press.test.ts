import { expect, test } from "vitest";
import { episodePartition, publicationSort } from "#core/record-keys";
import type { Records } from "#ports/records";
import type { App } from "#pipeline/app";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import {
  type PublicationRecord,
  PublicationRecordSchema,
  requireEpisode,
} from "#pipeline/episode/episode-records";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

async function publish(app: App): Promise<string> {
  const id = await aReadyStory(app);
  await grantAll(app, id);
  return id;
}

/** The same site, built anew: every page is made again. */
const rebuilt = <Site extends App>(app: Site): Site => ({
  ...app,
  renderer: { ...app.renderer, version: `${app.renderer.version}+` },
});

const sealOf = async (app: App, id: string) =>
  (await requireEpisode(app.records, id)).publication.live?.seal;

const versionOf = async (app: App, id: string) => (await requireEpisode(app.records, id)).version;

/** Everything of a story that is asked of the records while `work` is done. */
async function askedOf(app: MemoryApp, id: string, work: (watched: App) => Promise<unknown>) {
  const asked: string[] = [];
  const note = (partition: string, sort: string) => {
    if (partition === episodePartition(id)) asked.push(sort);
  };
  const records: Records = {
    ...app.records,
    get: (key) => (note(key.partition, key.sort), app.records.get(key)),
    query: (partition, options) => (
      note(partition, options?.sortPrefix ?? ""),
      app.records.query(partition, options)
    ),
  };
  await work({ ...app, records });
  return asked;
}

/** Replaces what is recorded of a publication, as another program may have left it. */
async function change(
  app: MemoryApp,
  id: string,
  to: (record: PublicationRecord) => PublicationRecord,
): Promise<void> {
  const key = { partition: episodePartition(id), sort: publicationSort };
  const record = PublicationRecordSchema.parse((await app.records.get(key))?.body);
  await app.records.commit([{ kind: "put", ...key, body: to(record), expect: "any" }]);
}

const withoutSeal = ({ live, ...rest }: PublicationRecord): PublicationRecord => {
  if (live === undefined) throw new Error("the story is not live");
  const { seal: _seal, ...unsealed } = live;
  return { ...rest, live: unsealed };
};

const pagesOf = (app: MemoryApp, id: string) =>
  [...app.publicStore.files].filter(([key]) => key.startsWith(`episodes/${id}/`));

/** What a story's page was made of: the stand-in for the site writes that down. */
function pageDataOf(app: MemoryApp, id: string): { readonly reusable: boolean } {
  const page = pagesOf(app, id).find(([key]) => key === `episodes/${id}/index.html`);
  const data = JSON.parse(new TextDecoder().decode(page?.[1])) as {
    readonly episode: { readonly reusable: boolean };
  };
  return data.episode;
}

test("a press of everything reads one record of a story whose seal holds", async () => {
  const app = memoryApp();
  const id = await publish(app);
  // The newest one is on the home page, with its words.
  app.time.now = "2026-11-24T12:00:00.000Z";
  await publish(app);
  const asked = await askedOf(app, id, (watched) => pressAll(rebuilt(watched)));
  expect(asked).toEqual([publicationSort]);
  expect(await sealOf(app, id)).toMatchObject({ version: await versionOf(app, id) });
});

test("a story published before there were seals is decided on again, and sealed; its pages stay as they were", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const [seal, pages] = [await sealOf(app, id), pagesOf(app, id)];
  await change(app, id, withoutSeal);
  await pressAll(rebuilt(app));
  expect(await sealOf(app, id)).toEqual(seal);
  expect(pagesOf(app, id)).toEqual(pages);
});

test("a yes to more, which no page shows, seals the story anew", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const before = await versionOf(app, id);
  await grantAll(app, id, ["reuse"]);
  expect(await versionOf(app, id)).toBeGreaterThan(before);
  expect(await sealOf(app, id)).toMatchObject({ version: await versionOf(app, id) });
});

test("a seal of former records is not gone by, although nobody has settled the newer ones yet", async () => {
  let commitsLeft = Number.POSITIVE_INFINITY;
  const app = memoryApp(async (call) => {
    if (call === "committed" && (commitsLeft -= 1) === 0) throw new Error("killed");
  });
  const id = await publish(app);
  commitsLeft = 1;
  await expect(grantAll(app, id, ["reuse"])).rejects.toThrow("killed");
  const version = await versionOf(app, id);
  expect((await sealOf(app, id))?.version).toBeLessThan(version);
  expect(pageDataOf(app, id).reusable).toBe(false);
  await pressAll(rebuilt(app));
  expect(await sealOf(app, id)).toMatchObject({ version });
  expect(pageDataOf(app, id).reusable).toBe(true);
});

test("a yes that has ended is pressed from no seal, although no sweep has come by yet", async () => {
  const app = memoryApp();
  const id = await aReadyStory(app);
  const validUntil = "2026-11-24T12:00:00.000Z";
  const scopes = ["voice", "transcript"] as const;
  await grantOnPaper(app, { episodeId: id, scan: { path: "/scan" }, scopes, validUntil });
  expect(pagesOf(app, id).length).toBeGreaterThan(0);
  app.time.now = validUntil;
  await pressAll(rebuilt(app));
  expect(pagesOf(app, id)).toEqual([]);
});

test("a story that fell off a shelf stands on it again after its next decision", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const shelved = () => [...app.memory.keys()].filter((key) => key.startsWith("shelf#")).sort();
  const before = shelved();
  const lost = before.find((key) => key.startsWith("shelf#all"));
  await change(app, id, withoutSeal);
  const others = before.filter((key) => key !== lost);
  for (const key of others) app.memory.delete(key);
  await pressAll(rebuilt(app));
  expect(shelved()).toEqual(before);
  await reconcileEpisode(app, id);
  expect(shelved()).toEqual(before);
});

test("a story whose card or feed item is lost from the shelf of everything stands there again once it is settled", async () => {
  const app = memoryApp();
  const id = await publish(app);
  const before = new Map(app.memory);
  const places = [...before.keys()].filter((key) => /^shelf#(feed#)?all/.test(key));
  expect(places).toHaveLength(2);
  for (const key of places) {
    app.memory.delete(key);
    await reconcileEpisode(app, id);
    expect([...app.memory.keys()].sort()).toEqual([...before.keys()].sort());
  }
});
