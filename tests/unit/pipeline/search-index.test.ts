import { expect, test } from "vitest";
import { findMatches, openMatch } from "../../../site/src/scripts/search/find.ts";
import type { IndexFiles } from "../../../site/src/scripts/search/index-files.ts";
import { foundPathOfId, groupPath, shardPath } from "#core/search/address";
import { wantedIn } from "#core/search/query";
import { codeOf, groupOf, type Shard } from "#core/search/shard";
import type { FoundStory } from "#core/search/story";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, canaryWords, grantAll } from "../../support/story.ts";

/** A reader's browser: it knows no more than what a stranger may fetch. */
function filesFor(app: MemoryApp): IndexFiles {
  const load = async <T>(path: string) => {
    const { status, text } = await app.stranger(path);
    return status === 200 ? (JSON.parse(text) as T) : undefined;
  };
  return {
    shard: async (year, number) => (await load<Shard>(shardPath(year, number))) ?? {},
    pages: async () => ({ pages: [], words: {} }),
    stories: async (year, code) => {
      const ids = (await load<readonly string[]>(groupPath(year, groupOf(code)))) ?? [];
      const loading = ids
        .filter((id) => id.startsWith(code))
        .map((id) => load<FoundStory>(foundPathOfId(id)));
      return (await Promise.all(loading)).filter((story) => story !== undefined);
    },
  };
}

async function search(app: MemoryApp, text: string): Promise<readonly string[]> {
  const files = filesFor(app);
  const { matches, whole } = await findMatches(wantedIn(text), ["2026"], files);
  if (!whole) return [];
  const opened = await Promise.all(matches.map((match) => openMatch(match, files)));
  return opened.flat().flatMap((found) => (found.kind === "story" ? found.id : []));
}

async function aPublishedStory() {
  const app = memoryApp();
  await pressAll(app);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  return { app, id };
}

const indexOf = (app: MemoryApp) =>
  new Map(
    [...app.publicStore.files]
      .filter(([key]) => key.startsWith("search/"))
      .map(([key, body]) => [key, new TextDecoder().decode(body)]),
  );

test("a published story is found by title, first name, place, theme and words, with accents or without", async () => {
  const { app, id } = await aPublishedStory();
  for (const query of [
    "kaléidoscope",
    "Zephyrine",
    "VALBRUMEUSE",
    "ornithorynques",
    "je chuchote",
    "marsou",
  ]) {
    expect(await search(app, query), query).toEqual([id]);
  }
  expect(await search(app, "licorne")).toEqual([]);
});

test("a withdrawal leaves no word, no code and no file of the index, not even a name of one", async () => {
  const { app, id } = await aPublishedStory();
  expect(indexOf(app).size).toBeGreaterThan(8);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(indexOf(app)).toEqual(new Map());
  expect(await search(app, "marsouin")).toEqual([]);
  expect((await app.stranger(foundPathOfId(id))).status).toBe(410);
});

test("a withdrawal takes the story's own words and leaves those that others say", async () => {
  const { app, id } = await aPublishedStory();
  app.time.now = "2026-11-23T12:01:00.000Z";
  const other = await aReadyStory(app);
  await grantAll(app, other);
  await reconcileEpisode(app, other);
  expect(new Set(await search(app, "marsouin"))).toEqual(new Set([id, other]));
  await withdrawConsent(app, { episodeId: id, channel: "staff" });
  expect(await search(app, "marsouin")).toEqual([other]);
  for (const text of indexOf(app).values()) expect(text).not.toContain(codeOf(id));
});

test("a name that was taken back finds nothing any more, the other words do", async () => {
  const { app, id } = await aPublishedStory();
  await withdrawConsent(app, { episodeId: id, scopes: ["name"], channel: "page" });
  expect(await search(app, "zéphyrine")).toEqual([]);
  expect(await search(app, "marsouin")).toEqual([id]);
  expect([...indexOf(app).values()].join()).not.toContain("phyrin");
});

test("a full press makes the very index that the single steps made, and mends what was lost or torn", async () => {
  const { app } = await aPublishedStory();
  const before = indexOf(app);
  const [first = "", second = "", ...rest] = before.keys();
  app.publicStore.files.delete(first);
  app.publicStore.files.set(second, new TextEncoder().encode('{"torn'));
  app.publicStore.files.set(
    "search/2019/words/00.json",
    new TextEncoder().encode('{"x":["aaaa",""]}'),
  );
  await pressAll(app);
  expect(indexOf(app)).toEqual(before);
  expect(rest.length).toBeGreaterThan(0);
});

test("a torn file of the index does not keep a withdrawal from its end", async () => {
  const { app, id } = await aPublishedStory();
  for (const key of indexOf(app).keys()) {
    app.publicStore.files.set(key, new TextEncoder().encode('{"torn'));
  }
  expect((await withdrawConsent(app, { episodeId: id, channel: "page" })).closed).toBe(true);
  expect(indexOf(app)).toEqual(new Map());
});

test("verifying notices a story that only the index still names", async () => {
  const { app, id } = await aPublishedStory();
  const stale = indexOf(app);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(await verifySite(app)).toMatchObject({ ok: true });
  for (const [key, text] of stale) app.publicStore.files.set(key, new TextEncoder().encode(text));
  const { ok, differences } = await verifySite(app);
  expect(ok).toBe(false);
  expect(differences.map(({ code }) => code)).toContain("found-but-withheld");
  expect(new Set(differences.map(({ episodeId }) => episodeId))).toEqual(new Set([id, codeOf(id)]));
});

test("the index holds what the other tests look for: folded stems of every kind of word", async () => {
  const { app } = await aPublishedStory();
  const words = [...indexOf(app).values()].join();
  for (const word of canaryWords) expect(words).toContain(word);
});
