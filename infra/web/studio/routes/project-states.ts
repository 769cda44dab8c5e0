import { ContentIncompleteError } from "#core/content/content-incomplete";
import { AppError } from "#core/errors";
import { chosenCard, type LooseCard, type Side } from "#core/studio/card-merge";
import { projectFile } from "#pipeline/studio/project-exchange";
import { readPhoto } from "#pipeline/studio/project-photo";
import { previewProject } from "#pipeline/studio/project-preview";
import {
  readRevision,
  requireStudioProject,
  type StudioProject,
} from "#pipeline/studio/project-records";
import { differenceRows, titleOfCard } from "#pipeline/studio/project-view";
import { publishProject, unpublishProject } from "#pipeline/studio/publish-project";
import {
  duplicateProject,
  restoreProject,
  saveProject,
  settleDifferences,
} from "#pipeline/studio/save-project";
import { fileAnswer, pageAnswer, shortAnswer } from "../../answers.ts";
import { field, type Form } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { projectsAt, showForm, slugOf } from "./project-form-page.ts";

const revisionOf = ({ form }: Here) => Number.parseInt(field(form, "revision"), 10) || 0;
const seenOf = (here: Here) => ({ slug: slugOf(here), revision: revisionOf(here) });

/** What becomes of a project: before readers, off the site, an earlier state, a copy, a choice, a file. */
export function projectStateRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const backTo = (slug: string, notice: string) => `${projectsAt}/${slug}?m=${notice}`;

  desk.team("POST /studio/projets/:project/publier", async (here) => {
    try {
      await publishProject(app, seenOf(here));
      return backTo(slugOf(here), "project-published");
    } catch (problem) {
      if (!(problem instanceof ContentIncompleteError)) throw problem;
      const project = await requireStudioProject(app, slugOf(here));
      return showForm(desk, here, project, project.card, { problem });
    }
  });
  desk.team("POST /studio/projets/:project/depublier", async (here) => {
    await unpublishProject(app, here.person.id, seenOf(here));
    return backTo(slugOf(here), "project-off");
  });
  desk.team("POST /studio/projets/:project/revenir", async (here) => {
    const from = Number.parseInt(field(here.form, "version"), 10) || 0;
    await restoreProject(app, here.person.id, { ...seenOf(here), from });
    return backTo(slugOf(here), "project-restored");
  });
  desk.team("POST /studio/projets/:project/copier", async (here) => {
    const name = field(here.form, "nom").trim();
    return backTo(
      await duplicateProject(app, here.person.id, { slug: slugOf(here), name }),
      "saved",
    );
  });
  choosing(desk);
  looking(desk);
}

function choosing(desk: StudioDesk): void {
  const { app } = desk;
  desk.team("GET /studio/projets/:project/choisir", async (here) => {
    const project = await requireStudioProject(app, slugOf(here));
    const { other, card, slug } = project;
    if (other === undefined) return `${projectsAt}/${slug}`;
    return here.show(
      {
        name: "differences",
        at: `${projectsAt}/${slug}`,
        slug,
        title: titleOfCard(card, here.locale),
        from: other.from,
        revision: project.head?.revision ?? 0,
        rows: differenceRows(card, other.card, other.base),
      },
      { area: "projects" },
    );
  });
  desk.team("POST /studio/projets/:project/choisir", async (here) => {
    const [seen, picks] = [seenOf(here), picksOf(here.form)];
    const carried = carriedCard(field(here.form, "carte"));
    if (carried === undefined) await settleDifferences(app, here.person.id, { ...seen, picks });
    else {
      const now = await requireStudioProject(app, seen.slug);
      const card = chosenCard(carried, now.card, picks);
      await saveProject(app, here.person.id, { ...seen, card });
    }
    return `${projectsAt}/${seen.slug}?m=project-chosen`;
  });
}

/** Two people, or two tabs: what this one wrote beside what was saved meanwhile. */
export async function showTabs(
  desk: StudioDesk,
  here: Here,
  given: {
    readonly now: StudioProject;
    readonly mine: LooseCard;
    readonly seen: number;
    readonly problem: unknown;
  },
): Promise<Response> {
  const { now, mine, seen, problem } = given;
  const base = seen === 0 ? now.file : (await readRevision(desk.app, now.slug, seen))?.card;
  return here.show(
    {
      name: "differences",
      at: `${projectsAt}/${now.slug}`,
      slug: now.slug,
      title: titleOfCard(mine, here.locale),
      from: "tab",
      revision: now.head?.revision ?? 0,
      rows: differenceRows(mine, now.card, base),
      carried: JSON.stringify(mine),
    },
    { area: "projects", problem, status: 409 },
  );
}

/** Which side somebody chose for each field. */
export function picksOf(form: Form): Readonly<Record<string, Side>> {
  const picks = Object.entries(form).flatMap(([name, value]) => {
    const chosen = value === "theirs" ? "theirs" : "mine";
    return name.startsWith("choix.") ? [[name.slice("choix.".length), chosen] as const] : [];
  });
  return Object.fromEntries(picks);
}

/** What somebody wrote and carries along. Throws `bad-field` for a text that no form of ours carries. */
export function carriedCard(text: string): LooseCard | undefined {
  if (text === "") return undefined;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as LooseCard;
  } catch {
    // Said below.
  }
  throw new AppError("bad-field", { field: "carte" });
}

/** Nothing here writes: the page as it would be, the photograph, files to keep. */
function looking(desk: StudioDesk): void {
  const { app } = desk;
  desk.team("GET /studio/projets/:project/apercu", async (here) =>
    pageAnswer(await previewProject(app, slugOf(here), here.locale)),
  );
  desk.team("GET /studio/projets/:project/photo", async (here) => {
    const { card } = await requireStudioProject(app, slugOf(here));
    const photo = await readPhoto(app, card);
    return photo === undefined ? shortAnswer(404, "Not found") : fileAnswer(photo, "image/jpeg");
  });
  desk.team("GET /studio/projets/:project/fichier", async (here) => {
    const { name, text } = await projectFile(app, slugOf(here));
    return fileAnswer(new TextEncoder().encode(text), "text/markdown; charset=utf-8", {
      "Content-Disposition": `attachment; filename="${name}"`,
    });
  });
}
