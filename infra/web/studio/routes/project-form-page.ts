import { ContentIncompleteError } from "#core/content/content-incomplete";
import { AppError } from "#core/errors";
import { explain } from "#core/error-messages";
import type { LooseCard } from "#core/studio/card-merge";
import type { StudioProject } from "#pipeline/studio/project-records";
import { projectPage, standingOfProject } from "#pipeline/studio/project-view";
import type { Here, StudioDesk } from "../studio-desk.ts";

const notYet = { isPublic: false, hasDraft: false };
export const projectsAt = "/studio/projets";
export const slugOf = ({ context }: Here) => (context.req.param("project") ?? "").slice(0, 80);

/** The form of a project with a card in it, saved or not; a problem stands above it and at its field. */
export async function showForm(
  desk: StudioDesk,
  here: Here,
  project: StudioProject | undefined,
  card: LooseCard,
  { problem }: { readonly problem?: unknown } = {},
): Promise<Response> {
  const page = await projectPage(desk.app, project, card, here.locale);
  const isRefused = problem instanceof ContentIncompleteError;
  const field = problem instanceof AppError ? problem.field : undefined;
  const own = field === undefined ? [] : [{ field, text: explain(problem, here.locale) }];
  const standing = project === undefined ? notYet : standingOfProject(project);
  const revision = Number.parseInt(String(here.form["revision"] ?? ""), 10);
  return here.show(
    {
      name: "project",
      isNew: project === undefined,
      ...page,
      ...standing,
      // A form that is shown again still answers to what its writer saw first.
      ...(isRefused || Number.isNaN(revision) ? {} : { revision }),
      problems: [...own, ...page.problems],
      isRefused,
    },
    { area: "projects", ...(problem === undefined ? {} : { problem, status: 422 }) },
  );
}
