import fc from "fast-check";
import { expect, test } from "vitest";
import { planIndexChange, planStoryChange } from "#core/press/plan";
import { pathOfTask } from "#core/press/task";
import { pathOfIndexTask } from "#core/search/address";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import { readEpisode } from "#pipeline/episode/episode-records";
import { traceOf } from "#pipeline/press/press-index";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { rehearse } from "#pipeline/rehearsal/rehearse";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { longer, seedsToRun } from "../../support/long-run.ts";
import { aShow, type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { grantAll } from "../../support/story.ts";

const shows = ["un", "deux"].map((slug) => ({ ...aShow, slug, title: slug }));
const projects = ["hop", "pas"].map((slug) => ({
  slug,
  title: { fr: slug, en: slug },
  summary: { fr: slug, en: slug },
  stories: [],
}));

/** What a story of a random corpus is like. */
const anyStory = fc.record({
  show: fc.constantFrom("un", "deux"),
  project: fc.constantFrom(undefined, "hop", "pas"),
  themes: fc.subarray(["confiance", "corps", "ville"]),
  place: fc.constantFrom(undefined, "Lille", "Roubaix"),
  onPlatforms: fc.boolean(),
  /** Days between this story and the one before: some share a month, some do not. */
  days: fc.constantFrom(0, 1, 20, 45),
});
type AnyStory = typeof anyStory extends fc.Arbitrary<infer Story> ? Story : never;

function aSite(): MemoryApp {
  const app = memoryApp();
  const plainPaths = [
    "/410.html",
    ...["", "/en"].flatMap((prefix) => projects.map(({ slug }) => `${prefix}/projets/${slug}/`)),
  ];
  return {
    ...app,
    content: { ...app.content, shows, projects },
    renderer: { ...app.renderer, plainPaths },
  };
}

async function aReady(app: App, story: AnyStory): Promise<string> {
  const { show, project, place, themes } = story;
  const id = await receiveEpisode(
    app,
    {
      showSlug: show,
      title: "Un pas",
      language: "fr",
      themes,
      ...(project === undefined ? {} : { projectSlug: project }),
      ...(place === undefined ? {} : { place }),
      speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
      knownText: [{ speakerId: "s1", text: "Je marche." }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  const scopes = ["voice", "transcript", "name"] as const;
  await grantAll(app, id, story.onPlatforms ? [...scopes, "platforms"] : scopes);
  return id;
}

async function publish(app: MemoryApp, story: AnyStory): Promise<string> {
  app.time.now = new Date(Date.parse(app.time.now) + story.days * 86_400_000).toISOString();
  const id = await aReady(app, story);
  await reconcileEpisode(app, id);
  return id;
}

const keyOf = (path: string) =>
  publicKeyOfPath(path).replace(/^episodes\/(?:[a-z0-9-]*-)?([0-9a-z]{20})\//, "episodes/$1/");

/** Files that differ, with a publication's key, which is random, written as `new` where it was not there before. */
function differences(
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
) {
  const nameOf = (key: string) =>
    before.has(key) ? key : key.replace(/(?<=^episodes\/[^/]+\/)[0-9a-z]{26}(?=[.-])/, "new");
  const same = (a?: Uint8Array, b?: Uint8Array) =>
    a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !same(before.get(key), after.get(key)))
    .map((key) => `${after.has(key) ? "write" : "delete"} ${nameOf(key)}`)
    .sort();
}

/** Rehearses the work, does it, and holds the one against the other; returns what changed. */
async function heldTo(
  app: MemoryApp,
  work: (app: App) => Promise<unknown>,
): Promise<readonly string[]> {
  const before = new Map(app.publicStore.files);
  const records = await app.records.query("shelf#all");
  const plan = await rehearse(app, work);
  expect(app.publicStore.files).toEqual(before);
  expect(await app.records.query("shelf#all")).toEqual(records);
  await work(app);
  const changed = differences(before, app.publicStore.files);
  expect(plan.map(({ step, path }) => `${step} ${keyOf(path)}`).sort()).toEqual(changed);
  return changed;
}

const { count: runs } = seedsToRun({ quick: 12, long: 300 });

test(
  "on any site, publishing a story and taking any back changes exactly what a rehearsal says, and of shared pages only what the plan names",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStory, { maxLength: 7 }),
        anyStory,
        fc.nat(),
        async (corpus, newcomer, choice) => {
          const app = aSite();
          await pressAll(app);
          const ids: string[] = [];
          for (const story of corpus) ids.push(await publish(app, story));
          const id = await aReady(app, newcomer);
          const coming = await heldTo(app, (each) => reconcileEpisode(each, id));
          ids.push(id);
          const leaving = ids[choice % ids.length] ?? id;
          const left = (await readEpisode(app.records, leaving))?.publication.live;
          const own = (await readEpisode(app.records, id))?.publication.live;
          const going = await heldTo(app, (each) =>
            withdrawConsent(each, { episodeId: leaving, channel: "page" }),
          );
          for (const [changed, mine, which] of [
            [coming, own, id],
            [going, left, leaving],
          ] as const) {
            if (mine === undefined) throw new Error("the story was live");
            const named = [
              ...planStoryChange(mine.card, undefined, app.renderer.needs).map(pathOfTask),
              ...planIndexChange(traceOf(mine)).map(pathOfIndexTask),
            ].map(publicKeyOfPath);
            const shared = changed
              .map((line) => line.replace(/^\w+ /, ""))
              .filter((key) => !key.startsWith(`episodes/${which}/`));
            expect(named).toEqual(expect.arrayContaining(shared));
          }
          // And nothing was forgotten: pressing everything finds every file as it should be.
          const again = await pressAll(app);
          expect(again).toMatchObject({ created: 0, replaced: 0, deleted: 0 });
        },
      ),
      { numRuns: runs },
    );
  },
  longer(120_000),
);

test("a full press of a newer site is rehearsed to the letter, and a second one has nothing to do", async () => {
  const app = aSite();
  await pressAll(app);
  const story: AnyStory = {
    show: "un",
    project: "hop",
    themes: ["ville"],
    place: "Lille",
    onPlatforms: true,
    days: 20,
  };
  for (let count = 0; count < 3; count += 1) await publish(app, story);
  const edited = {
    ...app,
    content: { ...app.content, shows: shows.map((show) => ({ ...show, subtitle: "Autrement" })) },
  };
  const changed = await heldTo(edited, (each) => pressAll(each));
  expect(changed.length).toBeGreaterThan(10);
  expect(await heldTo(edited, (each) => pressAll(each))).toEqual([]);
});
