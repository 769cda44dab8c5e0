import { AppError } from "#core/errors";
import { explain } from "#core/error-messages";
import type { LooseCard } from "#core/studio/card-merge";
import { readProjectForm, withEntry } from "#core/studio/project-form";
import { publicProjectFiles, takeInFiles } from "#pipeline/studio/project-exchange";
import { takePhoto, withKnownPhoto } from "#pipeline/studio/project-photo";
import { requireStudioProject, type StudioProject } from "#pipeline/studio/project-records";
import { projectRows } from "#pipeline/studio/project-view";
import { publishProject } from "#pipeline/studio/publish-project";
import { createProject, saveProject } from "#pipeline/studio/save-project";
import { fileAnswer } from "../../answers.ts";
import { field } from "../../desk.ts";
import { fieldsOf } from "../form-fields.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { projectsAt, showForm, slugOf } from "./project-form-page.ts";
import { showTabs } from "./project-states.ts";

/** Writing the pages of projects: the list, the form, its preview, files that come in. */
export function projectRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const list = async (here: Here, more: object = {}) =>
    here.show(
      { name: "projects", rows: await projectRows(app, here.locale), ...more },
      { area: "projects" },
    );
  desk.team("GET /studio/projets", (here) => list(here));

  desk.team("GET /studio/projets/nouveau", (here) => showForm(desk, here, undefined, {}));
  desk.team("POST /studio/projets/nouveau", async (here) => {
    const card = await cardOf(desk, here, undefined);
    if (card instanceof Response) return card;
    try {
      const slug = await createProject(app, here.person.id, card);
      return `${projectsAt}/${slug}?m=saved`;
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem;
      return showForm(desk, here, undefined, card, { problem });
    }
  });
  desk.team("POST /studio/projets/apercu", (here) =>
    here.show({ name: "presentation", text: field(here.form, "presentation").slice(0, 20_000) }),
  );
  desk.team("POST /studio/projets/importer", async (here) => {
    const given = [here.form["fichiers"] ?? []].flat().filter((one) => one instanceof File);
    const files = await Promise.all(
      given.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    const done = await takeInFiles(app, here.person.id, files);
    return list(here, {
      takenIn: done.map(({ file, outcome, error }) => ({
        file,
        outcome,
        ...(error === undefined ? {} : { problem: explain(error, here.locale) }),
      })),
    });
  });

  desk.team("GET /studio/projets/exporter", async () => {
    const modifiedAt = app.clock.now();
    const files = await publicProjectFiles(app);
    const bodies = (async function* () {
      for (const { name, text } of files)
        yield { name: `projects/${name}`, modifiedAt, body: new TextEncoder().encode(text) };
    })();
    return fileAnswer(app.consent.archiver.zip(bodies), "application/zip", {
      "Content-Disposition": 'attachment; filename="projects.zip"',
    });
  });

  desk.team("GET /studio/projets/:project", async (here) => {
    const project = await requireStudioProject(app, slugOf(here));
    return showForm(desk, here, project, project.card);
  });
  desk.team("POST /studio/projets/:project", async (here) => {
    const project = await requireStudioProject(app, slugOf(here));
    const card = await cardOf(desk, here, project);
    if (card instanceof Response) return card;
    return save(desk, here, project, card);
  });
}

async function save(desk: StudioDesk, here: Here, project: StudioProject, card: LooseCard) {
  const { app } = desk;
  const { slug } = project;
  const revision = Number.parseInt(field(here.form, "revision"), 10) || 0;
  try {
    const saved = await saveProject(app, here.person.id, { slug, revision, card });
    if (field(here.form, "faire") !== "publier") return `${projectsAt}/${slug}?m=saved`;
    await publishProject(app, { slug, revision: saved.head?.revision ?? 0 });
    return `${projectsAt}/${slug}?m=project-published`;
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem;
    const now = await requireStudioProject(app, slug);
    // Both versions, side by side: what was typed is carried along until somebody has chosen.
    if (problem.code === "project-changed")
      return showTabs(desk, here, { now, mine: { ...card, slug }, seen: revision, problem });
    return showForm(desk, here, now, card, { problem });
  }
}

/** What the form tells; or the form again, where it was only to be changed or its photograph is refused. */
async function cardOf(
  desk: StudioDesk,
  here: Here,
  project: StudioProject | undefined,
): Promise<LooseCard | Response> {
  const { form } = here;
  const typed = readProjectForm(fieldsOf(form));
  const kept = withKnownPhoto(typed, project?.card);
  const card = project === undefined ? kept : { ...kept, slug: project.slug };
  const change = field(form, "ajouter") === "" ? ("remove" as const) : ("add" as const);
  const place = field(form, "ajouter") || field(form, "enlever");
  if (place !== "")
    return showForm(desk, here, project, withEntry(card, place.slice(0, 120), change));
  // A text that a browser had kept: shown with all its lines, and saved by whoever reads it.
  if (field(form, "reprendre") !== "") return showForm(desk, here, project, card);
  const photo = (card["photo"] ?? {}) as LooseCard;
  if (field(form, "photo-retirer") !== "") {
    const { photo: _photo, ...rest } = card;
    return rest;
  }
  const file = form["photo-fichier"];
  if (!(file instanceof File) || file.size === 0) return card;
  try {
    const name = await takePhoto(desk.app, new Uint8Array(await file.arrayBuffer()));
    return { ...card, photo: { ...photo, file: name } };
  } catch (problem) {
    if (!(problem instanceof AppError)) throw problem;
    return showForm(desk, here, project, card, { problem });
  }
}
