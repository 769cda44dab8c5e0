import { AppError } from "#core/errors";
import { InstantSchema } from "#core/ids";
import { isSameCard, type LooseCard } from "#core/studio/card-merge";
import {
  projectHeadSort,
  projectIncomingSort,
  projectPartition,
  projectRevisionPrefix,
  projectRevisionSort,
  projectsListing,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { queryAll } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";

const CardSchema = z.record(z.string(), z.unknown());

/** Where a project of the studio stands; a project that only the files have has no such record. */
const ProjectHeadSchema = z.object({
  slug: z.string(),
  /** The newest revision, counted from 1. */
  revision: z.int().positive(),
  /** The revision that readers see; absent while they see the file's card, or none. */
  publishedRevision: z.int().positive().optional(),
  /** Taken off the site, the file's card too. */
  isOff: z.boolean(),
  updatedAt: InstantSchema,
});
export type ProjectHead = z.output<typeof ProjectHeadSchema>;

const revisionReasons = ["saved", "restored", "imported", "duplicated", "chosen"] as const;
/** One state of a card, kept for ever. */
export const ProjectRevisionSchema = z.object({
  revision: z.int().positive(),
  at: InstantSchema,
  /** Who, by an opaque id. */
  by: z.string(),
  why: z.enum(revisionReasons),
  card: CardSchema,
  /** The repository's card that this one takes into account; absent where there was none. */
  base: CardSchema.optional(),
});
export type ProjectRevision = z.output<typeof ProjectRevisionSchema>;

/** A card that came from a folder of files while the studio had another one. */
export const IncomingSchema = z.object({ card: CardSchema, at: InstantSchema, by: z.string() });

export type StudioProject = {
  readonly slug: string;
  /** Absent where only the files have it. */
  readonly head?: ProjectHead;
  /** Of the head's record; 0 where there is none. */
  readonly version: number;
  /** As it stands in the studio, or else in the file. */
  readonly card: LooseCard;
  /** The card of the repository. */
  readonly file?: LooseCard;
  /** What the studio's card has to be compared with: a changed file, or an import. */
  readonly other?: {
    readonly from: "file" | "import";
    readonly card: LooseCard;
    readonly base?: LooseCard;
  };
};

const headKey = (slug: string) => ({ partition: projectPartition(slug), sort: projectHeadSort });

/** One state of a card, by its number; undefined when there is none. */
export async function readRevision(
  app: App,
  slug: string,
  revision: number,
): Promise<ProjectRevision | undefined> {
  const sort = projectRevisionSort(revision);
  const stored = await app.records.get({ partition: projectPartition(slug), sort });
  return stored && ProjectRevisionSchema.parse(stored.body);
}

/** Every state of a card, the newest first. */
export async function revisionsOf(app: App, slug: string): Promise<readonly ProjectRevision[]> {
  const stored = await queryAll(app.records, projectPartition(slug), projectRevisionPrefix);
  return stored.map(({ body }) => ProjectRevisionSchema.parse(body)).reverse();
}

/** A project as the studio has it; undefined where neither studio nor files know it. */
export async function readProject(app: App, slug: string): Promise<StudioProject | undefined> {
  const file = app.content.projectFiles.all().find((one) => one.slug === slug)?.card;
  const stored = await app.records.get(headKey(slug));
  if (stored === undefined) return file && { slug, version: 0, card: file, file };
  const head = ProjectHeadSchema.parse(stored.body);
  const newest = await readRevision(app, slug, head.revision);
  if (newest === undefined) throw new RangeError(`project ${slug} lacks its newest revision`);
  const incoming = await app.records.get({
    partition: projectPartition(slug),
    sort: projectIncomingSort,
  });
  const other = otherOf(newest, file, incoming?.body);
  return {
    slug,
    head,
    version: stored.version,
    card: newest.card,
    ...(file === undefined ? {} : { file }),
    ...(other === undefined ? {} : { other }),
  };
}

/** An import comes first; then a file that is no longer the one which the studio's card was made from. */
function otherOf(
  { card, base }: ProjectRevision,
  file: LooseCard | undefined,
  incoming: unknown,
): StudioProject["other"] {
  const known = base === undefined ? {} : { base };
  const { data } = IncomingSchema.safeParse(incoming);
  if (data !== undefined && !isSameCard(data.card, card))
    return { from: "import", card: data.card, ...known };
  const isNews = file !== undefined && (base === undefined || !isSameCard(file, base));
  return isNews && !isSameCard(file, card) ? { from: "file", card: file, ...known } : undefined;
}

/** As `readProject`; throws `project-gone`. */
export async function requireStudioProject(app: App, slug: string): Promise<StudioProject> {
  const found = await readProject(app, slug);
  if (found === undefined) throw new AppError("project-gone");
  return found;
}

/** Every project of studio and files, by slug. */
export async function listStudioProjects(app: App): Promise<readonly StudioProject[]> {
  const slugs = new Set(app.content.projectFiles.all().map(({ slug }) => slug));
  for await (const page of everyPage((from) => app.records.queryListing(projectsListing, from)))
    for (const { body } of page.records) slugs.add(ProjectHeadSchema.parse(body).slug);
  const found = await Promise.all([...slugs].sort().map((slug) => readProject(app, slug)));
  return found.filter((project) => project !== undefined);
}

/** The write that moves a card on, if its head is still the version that was read; 0 for one that has none yet. */
export function headWrite(head: ProjectHead, version: number): RecordWrite {
  return {
    kind: "put",
    ...headKey(head.slug),
    body: ProjectHeadSchema.parse(head),
    expect: version === 0 ? "absent" : { version },
    listing: { list: projectsListing, order: head.slug },
  };
}

/** What a person saw when they began; `revision` 0 is the file's card. */
export type Seen = { readonly revision: number };

/** Throws `project-changed` unless the newest revision is the one that was seen. */
export function requireSeen({ head }: Pick<StudioProject, "head">, { revision }: Seen): void {
  if ((head?.revision ?? 0) !== revision) throw new AppError("project-changed");
}

/** Commits, or says in words that somebody else was quicker. */
export async function commitProject(app: App, writes: readonly RecordWrite[]): Promise<void> {
  if (!(await commitIfFirst(app.records, writes))) throw new AppError("project-changed");
}
