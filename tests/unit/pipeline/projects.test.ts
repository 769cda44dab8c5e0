import { expect, test } from "vitest";
import { noProjectChanges } from "#core/content/project-changes";
import type { App } from "#pipeline/app";
import { withContent } from "#pipeline/current-content";
import { readProject, revisionsOf } from "#pipeline/studio/project-records";
import {
  createProject,
  duplicateProject,
  restoreProject,
  saveProject,
  settleDifferences,
  takeInCard,
} from "#pipeline/studio/save-project";
import { pressProjects, publishProject, unpublishProject } from "#pipeline/studio/publish-project";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { aCard } from "../../support/project-builder.ts";
import { projectFilesOf } from "../../support/project-files.ts";

const slug = "un-projet";
const page = `/projets/${slug}/`;

function anApp(
  options: { readonly files?: readonly ReturnType<typeof aCard>[]; readonly hook?: Hook } = {},
) {
  const app = memoryApp(options.hook);
  return {
    ...app,
    content: { ...app.content, projectFiles: projectFilesOf(...(options.files ?? [])) },
  };
}
const titled = (fr: string) => aCard({ title: { fr, en: fr } });

test("a draft is seen by nobody before it is published, and its page is gone when it is taken off", async () => {
  const app = anApp();
  await createProject(app, "p1", aCard());
  expect((await app.stranger(page)).status).toBe(404);
  await publishProject(app, { slug, revision: 1 });
  expect((await app.stranger(page)).status).toBe(200);
  expect((await app.stranger(`/en${page}`)).status).toBe(200);
  expect((await app.stranger("/sitemaps/site.xml")).text).toContain(page);
  await saveProject(app, "p1", { slug, revision: 1, card: titled("Autrement") });
  expect((await withContent(app)).content.projects[0]?.title.fr).toBe("Un projet");
  await unpublishProject(app, "p1", { slug, revision: 2 });
  expect((await app.stranger(page)).status).toBe(404);
  expect((await app.stranger("/sitemaps/site.xml")).text).not.toContain(page);
});

test("the studio's card stands in place of the file's, and taking it off hides the file's too", async () => {
  const app = anApp({ files: [aCard()] });
  const changes = async () => (await withContent(app)).content.projectChanges ?? noProjectChanges;
  expect((await changes()).size).toBe(0);
  await saveProject(app, "p1", { slug, revision: 0, card: titled("Autrement") });
  await publishProject(app, { slug, revision: 1 });
  expect((await changes()).get(slug)?.title.fr).toBe("Autrement");
  await unpublishProject(app, "p1", { slug, revision: 1 });
  expect([...(await changes())]).toEqual([[slug, undefined]]);
});

test("a card that does not hold is kept as a draft and not published, with every field that is wrong", async () => {
  const app = anApp();
  const { holder: _holder, ...rest } = aCard({
    territories: [{ label: "Lille", regionCodes: ["99"] }],
    presentation: "<script>alert(1)</script>",
  });
  await createProject(app, "p1", rest);
  const refused = await publishProject(app, { slug, revision: 1 }).catch((error: unknown) => error);
  const fields = (refused as { problems: { field: string }[] }).problems.map(({ field }) => field);
  expect(fields).toEqual(
    expect.arrayContaining(["holder", "territories[0].regionCodes[0]", "presentation"]),
  );
  expect((await app.stranger(page)).status).toBe(404);
});

test("of two people who edit the same card, the second is told and overwrites nothing", async () => {
  const app = anApp({ files: [aCard()] });
  await saveProject(app, "p1", { slug, revision: 0, card: titled("Première") });
  const late = saveProject(app, "p2", { slug, revision: 0, card: titled("Seconde") });
  await expect(late).rejects.toMatchObject({ code: "project-changed" });
  expect((await readProject(app, slug))?.card).toMatchObject({ title: { fr: "Première" } });
  expect(await revisionsOf(app, slug)).toHaveLength(1);
});

test("every state can come back, and nothing of the history is lost by it", async () => {
  const app = anApp({ files: [aCard()] });
  await saveProject(app, "p1", { slug, revision: 0, card: titled("Un") });
  await saveProject(app, "p1", { slug, revision: 1, card: titled("Deux") });
  await restoreProject(app, "p2", { slug, revision: 2, from: 1 });
  expect((await readProject(app, slug))?.card).toMatchObject({ title: { fr: "Un" } });
  await restoreProject(app, "p2", { slug, revision: 3, from: 0 });
  const states = await revisionsOf(app, slug);
  expect(states.map(({ revision, why, by }) => `${revision} ${why} ${by}`)).toEqual([
    "4 restored p2",
    "3 restored p2",
    "2 saved p1",
    "1 saved p1",
  ]);
});

test("a file that changed after the studio's card was made is shown beside it, and waits for a choice", async () => {
  const app = anApp({ files: [aCard()] });
  await saveProject(app, "p1", { slug, revision: 0, card: titled("Le studio") });
  const changed = aCard({ holder: "Une autre association" });
  const newer = { ...app, content: { ...app.content, projectFiles: projectFilesOf(changed) } };
  expect((await readProject(newer, slug))?.other).toMatchObject({ from: "file", base: aCard() });
  await expect(publishProject(newer, { slug, revision: 1 })).rejects.toMatchObject({
    code: "project-to-choose",
  });
  const picks = { holder: "theirs", title: "mine" } as const;
  await settleDifferences(newer, "p1", { slug, revision: 1, picks });
  const settled = await readProject(newer, slug);
  expect(settled?.other).toBeUndefined();
  expect(settled?.card).toMatchObject({
    holder: "Une autre association",
    title: { fr: "Le studio" },
  });
  await publishProject(newer, { slug, revision: 2 });
  expect((await newer.stranger(page)).status).toBe(200);
});

test("an imported card is a draft where the studio had nothing of its own, and a choice where it had", async () => {
  const app = anApp({ files: [aCard()] });
  expect(await takeInCard(app, "p1", aCard())).toBe("unchanged");
  expect(await takeInCard(app, "p1", titled("Importé"))).toBe("draft");
  expect(await takeInCard(app, "p1", titled("Encore"))).toBe("to-choose");
  expect((await readProject(app, slug))?.other).toMatchObject({ from: "import" });
  await settleDifferences(app, "p1", { slug, revision: 1, picks: { title: "theirs" } });
  const settled = await readProject(app, slug);
  expect(settled?.card).toMatchObject({ title: { fr: "Encore" } });
  expect(settled?.other).toBeUndefined();
});

test("a duplicate is a draft of its own, with a free name and without the stories", async () => {
  const app = anApp({ files: [aCard({ stories: ["0123456789abcdefghjk"] })] });
  for (const name of [slug, "Majuscule", "carte", "../autre", ""])
    await expect(duplicateProject(app, "p1", { slug, name }), name).rejects.toThrow(/project-slug/);
  await duplicateProject(app, "p1", { slug, name: "un-autre" });
  const copy = await readProject(app, "un-autre");
  expect(copy?.card["stories"]).toBeUndefined();
  expect((await app.stranger("/projets/un-autre/")).status).toBe(404);
});

test("a sweep that presses the same change meanwhile is no conflict for whoever publishes it", async () => {
  let isPressing = false;
  const app: App = { ...anApp(), edgeCache: { name: "sweeping", forget: sweepOnce } };
  // Just before the publisher notes that it is done, the sweep is.
  async function sweepOnce(): Promise<void> {
    if (isPressing) return;
    isPressing = true;
    await pressProjects(app);
  }
  await createProject(app, "p1", aCard());
  await publishProject(app, { slug, revision: 1 });
  expect(isPressing).toBe(true);
  expect((await readProject(app, slug))?.head?.publishedRevision).toBe(1);
});

test("a page that was taken away while another change of it was pressed goes with the next turn, although whoever did it died", async () => {
  let isFirst = true;
  const app: MemoryApp = { ...anApp(), edgeCache: { name: "busy", forget: meanwhile } };
  // Just before the publisher notes that it is done, a sweep is, and somebody takes the page away and dies.
  async function meanwhile(): Promise<void> {
    if (!isFirst) return;
    isFirst = false;
    await pressProjects(app);
    const dying: App = {
      ...app,
      leases: { ...app.leases, hold: () => Promise.reject(new Error("died")) },
    };
    await expect(unpublishProject(dying, "p1", { slug, revision: 1 })).rejects.toThrow("died");
  }
  await createProject(app, "p1", aCard());
  await publishProject(app, { slug, revision: 1 });
  expect((await app.stranger(page)).status).toBe(200);
  await pressProjects(app);
  expect((await app.stranger(page)).status).toBe(404);
});

test("a publication that dies at any call is finished by the next turn, and no photograph stays behind", async () => {
  const photo = { credit: "Nous", alt: "Un atelier", file: `${"a".repeat(32)}.jpg` };
  let calls = 0;
  let diesAt = Infinity;
  const count = {
    hook: async () => {
      calls += 1;
      if (calls > diesAt) throw new Error("died");
    },
  };
  const run = async (dies: number) => {
    diesAt = Infinity;
    const app = anApp(count);
    await app.privateStore.put(`projects/photos/${photo.file}`, new Uint8Array([1]));
    await createProject(app, "p1", aCard({ photo }));
    calls = 0;
    diesAt = dies;
    await publishProject(app, { slug, revision: 1 }).catch(() => undefined);
    diesAt = Infinity;
    const total = calls;
    await pressProjects(app);
    const { head } = (await readProject(app, slug)) ?? {};
    expect((await app.stranger(page)).status, String(dies)).toBe(
      head?.publishedRevision === 1 ? 200 : 404,
    );
    await unpublishProject(app, "p1", { slug, revision: 1 });
    expect([...app.publicStore.files.keys()].filter((key) => key.startsWith("pictures/"))).toEqual(
      [],
    );
    return total;
  };
  const total = await run(Infinity);
  for (let dies = 0; dies < total; dies += 7) await run(dies);
});
