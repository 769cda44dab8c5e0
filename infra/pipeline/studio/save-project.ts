import { ContentSlugSchema } from "#core/content/check";
import { AppError } from "#core/errors";
import { chosenCard, isSameCard, type LooseCard, type Side } from "#core/studio/card-merge";
import { projectIncomingSort, projectPartition, projectRevisionSort } from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import {
  commitProject,
  headWrite,
  IncomingSchema,
  type ProjectRevision,
  ProjectRevisionSchema,
  readProject,
  readRevision,
  requireSeen,
  requireStudioProject,
  type Seen,
  type StudioProject,
} from "./project-records.ts";

/** Names that addresses below /projets/ and /studio/projets/ already have. */
const takenNames =
  /^(carte|chiffres|comparer|hauts-de-france|vague|region|public|theme|nouveau|apercu|importer|exporter)$/;

/** The name of a new project. Throws `project-slug` for one that addresses cannot have, `project-slug-taken`. */
async function requireFreeName(app: App, slug: unknown): Promise<string> {
  const checked = ContentSlugSchema.safeParse(slug);
  if (!checked.success || checked.data.length > 80)
    throw new AppError("project-slug", { field: "slug" });
  const isTaken = takenNames.test(checked.data) || (await readProject(app, checked.data));
  if (isTaken) throw new AppError("project-slug-taken", { field: "slug" });
  return checked.data;
}

/** Begins a project. The card need not hold yet. Returns its name in addresses. */
export async function createProject(
  app: App,
  by: string,
  card: LooseCard,
  why: ProjectRevision["why"] = "saved",
): Promise<string> {
  const slug = await requireFreeName(app, card["slug"]);
  await addRevision(app, by, { slug, version: 0 }, { ...card, slug }, why);
  return slug;
}

/**
 * Keeps a card as the next revision; readers see nothing of it before it is
 * published. Throws `project-gone`, and `project-changed` when somebody saved
 * since: then nothing is overwritten. A card that says the same is not kept twice.
 */
export async function saveProject(
  app: App,
  by: string,
  change: Seen & { readonly slug: string; readonly card: LooseCard },
): Promise<StudioProject> {
  const project = await requireStudioProject(app, change.slug);
  requireSeen(project, change);
  const card = { ...change.card, slug: project.slug };
  if (!isSameCard(project.card, card)) await addRevision(app, by, project, card, "saved");
  return requireStudioProject(app, change.slug);
}

/** Makes an earlier state the newest one; what came between stays in the history. Throws `project-gone`, `project-changed`. */
export async function restoreProject(
  app: App,
  by: string,
  change: Seen & { readonly slug: string; readonly from: number },
): Promise<void> {
  const project = await requireStudioProject(app, change.slug);
  requireSeen(project, change);
  const earlier =
    change.from === 0 ? project.file : (await readRevision(app, change.slug, change.from))?.card;
  if (earlier === undefined) throw new AppError("project-gone");
  await addRevision(app, by, project, earlier, "restored");
}

/** A new draft with the words of a project, without its stories. Throws as `createProject`. */
export async function duplicateProject(
  app: App,
  by: string,
  { slug, name }: { readonly slug: string; readonly name: string },
): Promise<string> {
  const { stories: _stories, ...card } = (await requireStudioProject(app, slug)).card;
  return createProject(app, by, { ...card, slug: name }, "duplicated");
}

/**
 * Puts a card that came from files beside the studio's, to be chosen from field
 * by field; where the studio has nothing of its own it becomes a draft at once.
 */
export async function takeInCard(
  app: App,
  by: string,
  card: LooseCard,
): Promise<"unchanged" | "draft" | "to-choose"> {
  const slug = String(card["slug"]);
  const project = await readProject(app, slug);
  if (project === undefined) {
    await createProject(app, by, card, "imported");
    return "draft";
  }
  if (isSameCard(project.card, card)) return "unchanged";
  if (project.file !== undefined && isSameCard(project.card, project.file)) {
    await addRevision(app, by, project, card, "imported");
    return "draft";
  }
  const body = IncomingSchema.parse({ card, at: app.clock.now(), by });
  const key = { partition: projectPartition(slug), sort: projectIncomingSort };
  await app.records.commit([{ kind: "put", ...key, body, expect: "any" }]);
  return "to-choose";
}

/**
 * Settles what differs between the studio's card and the other one (a changed
 * file, an import): the fields named `theirs` are taken over. From then on the
 * studio's card takes the file into account. Throws `project-gone`, `project-changed`.
 */
export async function settleDifferences(
  app: App,
  by: string,
  change: Seen & { readonly slug: string; readonly picks: Readonly<Record<string, Side>> },
): Promise<void> {
  const project = await requireStudioProject(app, change.slug);
  requireSeen(project, change);
  if (project.other === undefined) return;
  const card = chosenCard(project.card, project.other.card, change.picks);
  await addRevision(app, by, project, card, "chosen");
}

async function addRevision(
  app: App,
  by: string,
  project: Pick<StudioProject, "slug" | "head" | "version" | "file">,
  card: LooseCard,
  why: ProjectRevision["why"],
): Promise<void> {
  const { slug, head, version } = project;
  const partition = projectPartition(slug);
  const at = app.clock.now();
  const revision = (head?.revision ?? 0) + 1;
  // Saving is no answer to a file that has changed meanwhile: only choosing is.
  const former = head && (await readRevision(app, slug, head.revision))?.base;
  const base = head === undefined || why === "chosen" ? project.file : former;
  const body = ProjectRevisionSchema.parse({
    revision,
    at,
    by,
    why,
    card,
    ...(base === undefined ? {} : { base }),
  });
  const writes: RecordWrite[] = [
    headWrite({ isOff: false, ...head, slug, revision, updatedAt: at }, version),
    { kind: "put", partition, sort: projectRevisionSort(revision), body, expect: "absent" },
  ];
  if (why === "chosen")
    writes.push({ kind: "delete", partition, sort: projectIncomingSort, expect: "any" });
  await commitProject(app, writes);
}
