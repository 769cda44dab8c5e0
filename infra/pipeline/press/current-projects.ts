import type { Project } from "#core/content/project";
import { mergedProjects, type ProjectChanges } from "#core/content/project-changes";
import {
  publicProjectPrefix,
  publicProjectsPartition,
  publicProjectsSort,
} from "#core/storage-keys";
import type { Records } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";

/** A card that the studio published, checked when it was; without one the file's card is off the site. */
export const PublicProjectSchema = z.object({
  slug: z.string(),
  card: z.custom<Project>((value) => typeof value === "object" && value !== null).optional(),
});

type Read = { readonly version: number; readonly changes: ProjectChanges };
const lastRead = new WeakMap<Records, Read>();
/** What an app was before projects were put into it. */
const plainOf = new WeakMap<App, App>();

/**
 * The app with the projects as they stand now: the cards of the files with what
 * the studio published over them, and the addresses that these give the site.
 * It costs one small read while nothing has changed. Use cases that show or ask
 * for projects begin with it; what it gives is good for one turn of the press.
 */
export async function withProjects(app: App): Promise<App> {
  const plain = plainOf.get(app) ?? app;
  const changes = await readProjectChanges(plain);
  if (changes.size === 0) return plain;
  const current: App = {
    ...plain,
    content: {
      ...plain.content,
      projects: mergedProjects(plain.content.projects, changes),
      projectChanges: changes,
    },
    renderer: { ...plain.renderer, ...plain.renderer.namedWith(changes) },
  };
  plainOf.set(current, plain);
  return current;
}

/** What the studio has published over the files, by slug. */
export async function readProjectChanges({ records }: App): Promise<ProjectChanges> {
  const key = { partition: publicProjectsPartition, sort: publicProjectsSort };
  const version = (await records.get(key))?.version ?? 0;
  const known = lastRead.get(records);
  if (known?.version === version) return known.changes;
  const stored =
    version === 0 ? [] : await queryAll(records, publicProjectsPartition, publicProjectPrefix);
  const changes = new Map(
    stored.map(({ body }) => {
      const { slug, card } = PublicProjectSchema.parse(body);
      return [slug, card] as const;
    }),
  );
  lastRead.set(records, { version, changes });
  return changes;
}
