import type { Project } from "#core/content/project";
import { mergedBySlug, type ProjectChanges } from "#core/content/project-changes";
import type { Show } from "#core/content/show";
import {
  mergedShows,
  showsRevision,
  type StudioShow,
  StudioShowSchema,
} from "#core/content/show-changes";
import {
  publicProjectPrefix,
  publicProjectsPartition,
  publicProjectsSort,
  publicShowPrefix,
} from "#core/studio/team-keys";
import type { Content } from "#ports/content";
import type { Records } from "#ports/records";
import { z } from "zod";
import type { App } from "./app.ts";
import { queryAll } from "./episode/episode-records.ts";

/** A card that the studio published, checked when it was; without one the file's card is off the site. */
export const PublicProjectSchema = z.object({
  slug: z.string(),
  card: z.custom<Project>((value) => typeof value === "object" && value !== null).optional(),
});

type Read = {
  readonly version: number;
  readonly projects: ProjectChanges;
  readonly shows: ReadonlyMap<string, StudioShow>;
};
const lastRead = new WeakMap<Records, Read>();
/** What an app was before the studio's content was put into it. */
const plainOf = new WeakMap<App, App>();
/** The same list for as long as nothing changes: what pages have alike is kept by it (site/src/kept-for.ts). */
const showsOf = new WeakMap<Read, readonly Show[]>();

/**
 * The app with projects and shows as they stand now: what the files have with what
 * the studio wrote over them, and the addresses that these give the site. It costs
 * one small read while nothing has changed. Use cases that show or ask for
 * projects or shows begin with it; what it gives is good for one turn of the press.
 */
export async function withContent(app: App): Promise<App> {
  const plain = plainOf.get(app) ?? app;
  const read = await readStudioContent(plain);
  const { projects: changes } = read;
  if (changes.size === 0 && read.shows.size === 0) return plain;
  const current: App = {
    ...plain,
    content: withShows(
      {
        ...plain.content,
        projects: mergedBySlug(plain.content.projects, changes),
        projectChanges: changes,
      },
      read,
    ),
    renderer: { ...plain.renderer, ...plain.renderer.namedWith(changes) },
  };
  plainOf.set(current, plain);
  return current;
}

function withShows(content: Content, read: Read): Content {
  if (read.shows.size === 0) return content;
  const shows = showsOf.get(read) ?? mergedShows(content.shows, read.shows);
  showsOf.set(read, shows);
  return { ...content, shows, studioShows: read.shows };
}

/** What the studio has published over the cards of the files, by slug. */
export const readProjectChanges = async (app: App): Promise<ProjectChanges> =>
  (await readStudioContent(app)).projects;

/** The shows that the studio has written, by slug. */
export const readStudioShows = async (app: App): Promise<ReadonlyMap<string, StudioShow>> =>
  (await readStudioContent(app)).shows;

/** How often the shows of the studio have changed; 0 where the files' are all there is. */
export const showsRevisionOf = ({ content }: Pick<App, "content">): number =>
  showsRevision(content.studioShows ?? new Map());

async function readStudioContent({ records }: App): Promise<Read> {
  const partition = publicProjectsPartition;
  const version = (await records.get({ partition, sort: publicProjectsSort }))?.version ?? 0;
  const known = lastRead.get(records);
  if (known?.version === version) return known;
  const stored = async (prefix: string) =>
    version === 0 ? [] : await queryAll(records, partition, prefix);
  const cards = (await stored(publicProjectPrefix)).map(({ body }) => {
    const { slug, card } = PublicProjectSchema.parse(body);
    return [slug, card] as const;
  });
  const shows = (await stored(publicShowPrefix)).map(({ body }) => {
    const one = StudioShowSchema.parse(body);
    return [one.show.slug, one] as const;
  });
  const read = { version, projects: new Map(cards), shows: new Map(shows) };
  lastRead.set(records, read);
  return read;
}
