import { expect, test } from "vitest";
import { projectPhotos } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import { takePhoto } from "#pipeline/studio/project-photo";
import { publishProject, unpublishProject } from "#pipeline/studio/publish-project";
import { createProject } from "#pipeline/studio/save-project";
import { photoDaysMax, sweepPhotos } from "#pipeline/studio/sweep-photos";
import { aCard } from "../../support/project-builder.ts";
import { memoryApp } from "../../support/memory-app.ts";
import { studioMeans } from "../../support/studio-means.ts";

const png = (name: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, name]);
const photos = async (app: App) =>
  (await app.privateStore.list(projectPhotos)).keys.map((key) => key.slice(projectPhotos.length));

/** A studio with a project on the site that shows a photograph, and another photograph that nobody saved. */
async function withPhotos() {
  const memory = memoryApp();
  const brought = new Date(memory.time.now);
  const privateStore = {
    ...memory.privateStore,
    head: async (key: string) => {
      const head = await memory.privateStore.head(key);
      return head && { ...head, lastModified: brought };
    },
  };
  const app = { ...memory, privateStore, studio: studioMeans() };
  const [shown, loose] = [await takePhoto(app, png(1)), await takePhoto(app, png(2))];
  const photo = { file: shown, credit: "Quelqu’un", alt: "Un atelier" };
  const slug = await createProject(app, "p1", aCard({ photo }));
  await publishProject(app, { slug, revision: 1 });
  const later = (days: number) => {
    app.time.now = new Date(Date.parse(app.time.now) + days * 86_400_000).toISOString();
  };
  return { app, slug, shown, loose, later };
}

test("a photograph that nobody saved goes after a day; one that a project shows stays", async () => {
  const { app, shown, loose, later } = await withPhotos();
  expect(await sweepPhotos(app)).toBe(0);
  expect([...(await photos(app))].sort()).toEqual([shown, loose].sort());
  later(2);
  expect(await sweepPhotos(app)).toBe(1);
  expect(await photos(app)).toEqual([shown]);
});

test("the photograph of a project that was taken off leaves the site at once, and the store once it will not come back", async () => {
  const { app, slug, shown, later } = await withPhotos();
  const isPublic = async () => (await app.publicStore.head(`pictures/${shown}`)) !== undefined;
  expect(await isPublic()).toBe(true);
  later(300);
  await unpublishProject(app, "p1", { slug, revision: 1 });
  expect(await isPublic()).toBe(false);
  later(photoDaysMax - 1);
  await sweepPhotos(app);
  expect(await photos(app)).toEqual([shown]);
  later(2);
  expect(await sweepPhotos(app)).toBe(1);
  expect(await photos(app)).toEqual([]);
  await expect(publishProject(app, { slug, revision: 1 })).rejects.toThrow(
    expect.objectContaining({ code: "project-photo-gone" }),
  );
});
