import { projectPhotos } from "#core/storage-keys";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";
import { photoFileOf } from "./project-photo.ts";
import { listStudioProjects, revisionsOf, type StudioProject } from "./project-records.ts";

/** Days in which a project that was taken off comes back with its photograph. */
export const photoDaysMax = 30;
const dayMs = 86_400_000;

/**
 * Deletes photographs that nobody can see any more: those of projects that were
 * taken off the site longer ago than `photoDaysMax`, whatever state of them names
 * the picture, and those that were brought and never saved. Who is on them agreed
 * to a page and not to a store. Returns how many went. Part of the thorough sweep.
 */
export async function sweepPhotos(app: App): Promise<number> {
  const now = Date.parse(app.clock.now());
  let named: ReadonlySet<string> | undefined;
  let swept = 0;
  for await (const key of everyKey(app.privateStore, projectPhotos)) {
    const head = await app.privateStore.head(key);
    // One that was just brought is named by nothing yet.
    if (head === undefined || now - head.lastModified.getTime() < dayMs) continue;
    named ??= await photosKept(app, now);
    if (named.has(key.slice(projectPhotos.length))) continue;
    await app.privateStore.delete(key);
    swept += 1;
  }
  return swept;
}

async function photosKept(app: App, now: number): Promise<ReadonlySet<string>> {
  const projects = await listStudioProjects(app);
  const kept = projects.filter(({ head }) => !isLongOff(head, now));
  const cards = await Promise.all(
    kept.map(async ({ slug, card, other }) => [
      card,
      ...(other === undefined ? [] : [other.card]),
      ...(await revisionsOf(app, slug)).map((revision) => revision.card),
    ]),
  );
  return new Set(cards.flat().flatMap((card) => photoFileOf(card) ?? []));
}

const isLongOff = (head: StudioProject["head"], now: number): boolean =>
  head?.isOff === true && now - Date.parse(head.updatedAt) > photoDaysMax * dayMs;
