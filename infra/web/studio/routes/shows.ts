import { ContentIncompleteError } from "#core/content/content-incomplete";
import { showArtworkPath } from "#core/content/show";
import { explain } from "#core/error-messages";
import { AppError } from "#core/errors";
import { showPictureKey } from "#core/storage-keys";
import { chosenCard, type LooseCard } from "#core/studio/card-merge";
import type { ShowPage } from "#core/studio/page-running";
import { readShowForm } from "#core/studio/show-form";
import { differenceRows } from "#pipeline/studio/project-view";
import { readPerson } from "#pipeline/studio/person-records";
import { createShow, restoreShow, saveShow, settleShow } from "#pipeline/studio/save-show";
import {
  type EditedShow,
  requireEditedShow,
  requireShowRevision,
  showRevisions,
} from "#pipeline/studio/show-records";
import { fileAnswer, shortAnswer } from "../../answers.ts";
import { field, type Form } from "../../desk.ts";
import { fieldsOf } from "../form-fields.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { carriedCard, picksOf } from "./project-states.ts";

const showsAt = "/studio/series";
const slugOf = ({ context }: Here) => (context.req.param("show") ?? "").slice(0, 80);
const revisionOf = ({ form }: Here) => Number.parseInt(field(form, "revision"), 10) || 0;
const seenOf = (here: Here) => ({ slug: slugOf(here), revision: revisionOf(here) });

/** Shows: what they are called, how podcast apps know them, and their picture. */
export function showRoutes(desk: StudioDesk): void {
  const { app } = desk;
  desk.team("GET /studio/series/nouvelle", (here) => showForm(desk, here, undefined, {}));
  desk.team("POST /studio/series/nouvelle", async (here) => {
    const slug = field(here.form, "slug").trim();
    const show = readShowForm(fieldsOf(here.form), { slug });
    try {
      const picture = await pictureOf(here.form);
      return `${showsAt}/${await createShow(app, here.person.id, { show, picture })}?m=show-saved`;
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem;
      return showForm(desk, here, undefined, show, problem);
    }
  });
  desk.team("GET /studio/series/:show", async (here) => {
    const edited = await requireEditedShow(app, slugOf(here));
    return showForm(desk, here, edited, edited.show);
  });
  desk.team("POST /studio/series/:show", async (here) => {
    const now = await requireEditedShow(app, slugOf(here));
    const show = readShowForm(fieldsOf(here.form), now.show);
    try {
      const picture = await pictureOf(here.form);
      await saveShow(app, here.person.id, { ...seenOf(here), show, picture });
      return `${showsAt}/${now.slug}?m=show-saved`;
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem;
      if (problem.code === "show-changed") return showTabs(desk, here, show, problem);
      return showForm(desk, here, now, show, problem);
    }
  });
  desk.team("POST /studio/series/:show/revenir", async (here) => {
    const from = Number.parseInt(field(here.form, "version"), 10) || 0;
    await restoreShow(app, here.person.id, { ...seenOf(here), from });
    return `${showsAt}/${slugOf(here)}?m=show-saved`;
  });
  desk.team("GET /studio/series/:show/image", async (here) => {
    const { picture } = await requireEditedShow(app, slugOf(here));
    if (picture === undefined) return shortAnswer(404, "Not found");
    const bytes = await app.privateStore.get(showPictureKey(picture));
    return fileAnswer(bytes, bytes[0] === 0x89 ? "image/png" : "image/jpeg");
  });
  desk.team("GET /studio/series/:show/fichier", async (here) => {
    const { slug, show } = await requireEditedShow(app, slugOf(here));
    const text = new TextEncoder().encode(app.content.writeShow(show));
    return fileAnswer(text, "text/yaml; charset=utf-8", {
      "Content-Disposition": `attachment; filename="${slug}.yaml"`,
    });
  });
  choosing(desk);
}

/** A file of the repository that has changed, or somebody else's words, beside one's own. */
function choosing(desk: StudioDesk): void {
  const { app } = desk;
  desk.team("GET /studio/series/:show/choisir", async (here) => {
    const { slug, show, other, revision } = await requireEditedShow(app, slugOf(here));
    if (other === undefined) return `${showsAt}/${slug}`;
    const rows = differenceRows(show, other.card, other.base);
    return here.show(
      { ...differencesOf(slug, show), from: "file", revision, rows },
      { area: "upkeep" },
    );
  });
  desk.team("POST /studio/series/:show/choisir", async (here) => {
    const [seen, picks] = [seenOf(here), picksOf(here.form)];
    const carried = carriedCard(field(here.form, "carte"));
    if (carried === undefined) await settleShow(app, here.person.id, { ...seen, picks });
    else {
      const now = await requireEditedShow(app, seen.slug);
      const show = chosenCard(carried, now.show, picks);
      await saveShow(app, here.person.id, { ...seen, show });
    }
    return `${showsAt}/${seen.slug}?m=show-saved`;
  });
}

const differencesOf = (slug: string, { title }: LooseCard) => ({
  name: "differences" as const,
  at: `${showsAt}/${slug}`,
  slug,
  title: String(title),
});

/** Two people, or two tabs: what this one wrote beside what was saved meanwhile. A picture has to be chosen again. */
async function showTabs(desk: StudioDesk, here: Here, mine: LooseCard, problem: AppError) {
  const { slug, revision: seen } = seenOf(here);
  const now = await requireEditedShow(desk.app, slug);
  const base = seen === 0 ? now.file : (await requireShowRevision(desk.app, slug, seen)).show;
  return here.show(
    {
      ...differencesOf(slug, mine),
      from: "tab",
      revision: now.revision,
      rows: differenceRows(mine, now.show, base),
      carried: JSON.stringify(mine),
    },
    { area: "upkeep", problem, status: 409 },
  );
}

async function showForm(
  { app }: StudioDesk,
  here: Here,
  edited: EditedShow | undefined,
  show: LooseCard,
  problem?: AppError,
): Promise<Response> {
  const field = problem?.field;
  const own = field === undefined ? [] : [{ field, text: explain(problem, here.locale) }];
  const found = problem instanceof ContentIncompleteError ? problem.problems : [];
  const problems = found.map((one) => ({ field: one.field, text: one.reason[here.locale] }));
  const screen: ShowPage = {
    slug: edited?.slug ?? String(show["slug"] ?? ""),
    isNew: edited === undefined,
    show,
    // A form that is shown again still answers to what its writer saw first.
    revision: problem === undefined ? (edited?.revision ?? 0) : revisionOf(here),
    problems: [...own, ...problems],
    pictureUrl: edited === undefined ? undefined : pictureUrlOf(edited),
    hasFile: edited?.file !== undefined,
    fileChanged: edited?.other !== undefined,
    history: edited === undefined ? [] : await historyOf(app, edited),
  };
  const status = problem === undefined ? {} : { problem, status: 422 };
  return here.show({ name: "show", ...screen }, { area: "upkeep", ...status });
}

/** The picture as somebody brought it, or the drawing that readers see. */
function pictureUrlOf({ slug, picture, show }: EditedShow): string {
  if (picture !== undefined) return `${showsAt}/${slug}/image?${picture}`;
  const { artworkVersion } = show as { readonly artworkVersion?: number };
  const version = artworkVersion === undefined ? {} : { artworkVersion };
  return showArtworkPath({ slug, ...version }, 500);
}

async function historyOf(app: StudioDesk["app"], { slug }: EditedShow) {
  return Promise.all(
    (await showRevisions(app, slug)).map(async ({ revision, at, by }) => ({
      revision,
      at,
      by: (await readPerson(app, by))?.person.name ?? "",
    })),
  );
}

async function pictureOf(form: Form): Promise<Uint8Array | undefined> {
  const file = form["image"];
  if (!(file instanceof File) || file.size === 0) return undefined;
  return new Uint8Array(await file.arrayBuffer());
}
