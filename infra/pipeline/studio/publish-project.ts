import { ContentIncompleteError } from "#core/content/content-incomplete";
import type { Project } from "#core/content/project";
import { inCallOrder, mergedBySlug } from "#core/content/project-changes";
import { AppError } from "#core/errors";
import { planProjectChange } from "#core/press/project-plan";
import type { LooseCard } from "#core/studio/card-merge";
import { isStudioPhoto } from "#core/studio/photo";
import { projectPhotoKey, publicPhotoKey } from "#core/storage-keys";
import {
  projectPartition,
  projectPressPrefix,
  projectPressSort,
  projectRevisionSort,
  publicProjectsPartition,
  publicProjectSort,
  publicProjectsSort,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import { z } from "zod";
import type { App } from "../app.ts";
import { PublicProjectSchema, readProjectChanges, withContent } from "../current-content.ts";
import { queryAll } from "../episode/episode-records.ts";
import { pressPagePictures } from "../press/press-artwork.ts";
import { nothingPressed } from "../press/press-count.ts";
import { pressShared } from "../press/press-shared.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { forgetMark, lastStudioChange } from "./forget-mark.ts";
import {
  commitProject,
  headWrite,
  ProjectRevisionSchema,
  requireSeen,
  requireStudioProject,
  type Seen,
} from "./project-records.ts";

/** What is still to be pressed after a change: from the card that readers saw to the one that they should see. */
const PressSchema = z.object({ slug: z.string(), before: PublicProjectSchema.shape.card });

/**
 * Puts the newest revision of a project before readers, and presses exactly the
 * pages that show it. Throws `project-gone`, `project-changed`, `project-incomplete`
 * (with the problems of its fields), `project-to-choose` while a changed file waits.
 */
export async function publishProject(
  app: App,
  change: Seen & { readonly slug: string },
): Promise<void> {
  const found = await requireStudioProject(app, change.slug);
  requireSeen(found, change);
  const { slug, head, version, card, other } = found;
  // The file's own card is public as it is.
  if (head === undefined) return;
  if (other !== undefined) throw new AppError("project-to-choose");
  const checked = app.content.projectFiles.check(card);
  if (!checked.ok) throw new ContentIncompleteError("project-incomplete", checked.problems);
  const project = checked.value;
  await requirePhoto(app, project);
  await commitProject(app, [
    headWrite({ ...head, publishedRevision: head.revision, isOff: false }, version),
    ...(await publicWrites(app, slug, project)),
  ]);
  await pressProjects(app);
}

/** Takes a project off the site: page, lists, filters, map and figures. Throws `project-gone`, `project-changed`. */
export async function unpublishProject(
  app: App,
  by: string,
  change: Seen & { readonly slug: string },
): Promise<void> {
  const project = await requireStudioProject(app, change.slug);
  requireSeen(project, change);
  const { publishedRevision: _published, ...head } = project.head ?? {
    slug: project.slug,
    revision: 1,
    updatedAt: app.clock.now(),
    isOff: true,
  };
  const writes: RecordWrite[] = [
    headWrite({ ...head, isOff: true, updatedAt: app.clock.now() }, project.version),
    ...(await publicWrites(app, project.slug, undefined)),
  ];
  if (project.head === undefined) writes.push(firstRevision(app, by, project));
  await commitProject(app, writes);
  await pressProjects(app);
}

/** A card that only the file had gets a state of its own, so that it can come back. */
function firstRevision(
  app: App,
  by: string,
  { slug, card }: { readonly slug: string; readonly card: LooseCard },
): RecordWrite {
  const body = { revision: 1, at: app.clock.now(), by, why: "saved", card, base: card };
  return {
    kind: "put",
    partition: projectPartition(slug),
    sort: projectRevisionSort(1),
    body: ProjectRevisionSchema.parse(body),
    expect: "absent",
  };
}

/** The card for readers, that the list of them changed, and what is to be pressed for it: all at once. */
async function publicWrites(
  app: App,
  slug: string,
  card: Project | undefined,
): Promise<readonly RecordWrite[]> {
  const partition = publicProjectsPartition;
  const stored = await app.records.get({ partition, sort: publicProjectsSort });
  const waiting = await app.records.get({ partition, sort: projectPressSort(slug) });
  // A change that was not pressed yet began from what readers saw before it.
  const before = waiting
    ? PressSchema.parse(waiting.body).before
    : (await shownProjects(app)).find((one) => one.slug === slug);
  return [
    {
      kind: "put",
      partition,
      sort: publicProjectsSort,
      body: {},
      expect: asRead(stored?.version),
    },
    {
      kind: "put",
      partition,
      sort: publicProjectSort(slug),
      body: PublicProjectSchema.parse({ slug, card }),
      expect: "any",
    },
    {
      kind: "put",
      partition,
      sort: projectPressSort(slug),
      body: PressSchema.parse({ slug, before }),
      expect: "any",
    },
  ];
}

/** The cards that readers see in their order, or saw while one of them was another. */
async function shownProjects(
  app: App,
  ...others: readonly (readonly [slug: string, card: Project | undefined])[]
): Promise<readonly Project[]> {
  const { projectFiles } = app.content;
  const files = projectFiles.all().flatMap(({ card }) => {
    const checked = projectFiles.check(card);
    return checked.ok ? [checked.value] : [];
  });
  const changes = new Map([...(await readProjectChanges(app)), ...others]);
  return mergedBySlug(inCallOrder(files, projectFiles.order), changes);
}

/**
 * Presses what published changes ask for, until nothing is left; after a crash
 * the sweep calls it again, and equal pages are not written twice. Photographs
 * come before the pages that show them, and go after them.
 */
export async function pressProjects(app: App): Promise<void> {
  const lastChange = await lastStudioChange(app.records);
  const waiting = await queryAll(app.records, publicProjectsPartition, projectPressPrefix);
  for (const { partition, sort, version, body } of waiting) {
    const { slug, before } = PressSchema.parse(body);
    const after = await shownProjects(app);
    const former = await shownProjects(app, [slug, before]);
    const now = after.find((one) => one.slug === slug);
    await showPhoto(app, now);
    const tasks = planProjectChange(slug, former, after, app.renderer.needs);
    await pressShared(app, tasks, nothingPressed());
    await pressPagePictures(await withContent(app));
    await hidePhoto(app, before, after);
    const ids = new Set([...(before?.stories ?? []), ...(now?.stories ?? [])]);
    for (const id of ids) await reconcileEpisode(app, id);
    await app.edgeCache?.forget();
    await forgetMark(app.records, { partition, sort, version }, lastChange);
  }
}

async function requirePhoto(app: App, { photo }: Project): Promise<void> {
  const { file } = photo ?? {};
  if (file === undefined || !isStudioPhoto(file)) return;
  if ((await app.privateStore.head(projectPhotoKey(file))) === undefined)
    throw new AppError("project-photo-gone", { field: "photo.file" });
}

async function showPhoto(app: App, project: Project | undefined): Promise<void> {
  const { file } = project?.photo ?? {};
  if (file === undefined || !isStudioPhoto(file)) return;
  await app.publicStore.put(
    publicPhotoKey(file),
    await app.privateStore.get(projectPhotoKey(file)),
  );
}

async function hidePhoto(
  app: App,
  before: Project | undefined,
  after: readonly Project[],
): Promise<void> {
  const { file } = before?.photo ?? {};
  const isShown = after.some(({ photo }) => photo?.file === file);
  if (file !== undefined && isStudioPhoto(file) && !isShown)
    await app.publicStore.delete(publicPhotoKey(file));
}
