import { AppError } from "#core/errors";
import type { DetailsPage } from "#core/studio/page-editing";
import { slugOf } from "#core/ids";
import { changeDetails, detailsPage } from "#pipeline/studio/story-details";
import { previewFile, previewPage } from "#pipeline/studio/preview-story";
import { liftReleaseDate, setReleaseDate } from "#pipeline/studio/release-date";
import { fileAnswer, mediaAnswer, pageAnswer, rangeOf, shortAnswer } from "../../answers.ts";
import { field, type Form } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";

/** What a story is called, by what it is found, from when, and how its page will look. */
export function detailsRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const storyOf = ({ context }: Here) => (context.req.param("story") ?? "").slice(0, 40);
  const editOf = (here: Here) => ({ episodeId: storyOf(here), staffId: here.person.id });
  const pageOf = (here: Here) => `/studio/recits/${storyOf(here)}`;

  desk.team("GET /studio/recits/:story/fiche", async (here) =>
    here.show({ name: "details", ...(await detailsPage(app, storyOf(here))) }, { area: "stories" }),
  );
  desk.team("POST /studio/recits/:story/fiche", async (here) => {
    const fields = fieldsOf(here.form);
    const mark = field(here.form, "marque");
    const { trade, place, recordedOn, ...always } = fields;
    try {
      const details = {
        ...always,
        themes: [...fields.themes],
        ...(trade === "" ? {} : { trade }),
        ...(place === "" ? {} : { place }),
        ...(recordedOn === "" ? {} : { recordedOn }),
      };
      await changeDetails(app, { ...editOf(here), mark, details });
      return `${pageOf(here)}?m=saved`;
    } catch (problem) {
      if (!(problem instanceof AppError) || problem.code === "episode-unknown") throw problem;
      const page = await detailsPage(app, storyOf(here), { mark, fields });
      const status = problem.code === "details-changed-meanwhile" ? 409 : 422;
      return here.show({ name: "details", ...page }, { area: "stories", problem, status });
    }
  });
  desk.team("POST /studio/recits/:story/date", async (here) => {
    if (field(here.form, "faire") === "lever") {
      await liftReleaseDate(app, editOf(here));
      return `${pageOf(here)}?m=date-lifted`;
    }
    await setReleaseDate(app, { ...editOf(here), on: field(here.form, "date") });
    return `${pageOf(here)}?m=date-set`;
  });

  desk.team("GET /studio/recits/:story/apercu", async (here) => {
    const { locale } = here;
    const folder = `${pageOf(here)}/apercu`;
    return pageAnswer(await previewPage(app, storyOf(here), { locale, folder }));
  });
  desk.team("GET /studio/recits/:story/apercu/:file", (here) => fileOf(desk, here, storyOf(here)));
}

const fieldsOf = (form: Form): DetailsPage["fields"] => ({
  title: field(form, "titre").trim(),
  summary: field(form, "resume").trim(),
  trade: field(form, "metier").trim(),
  place: field(form, "lieu").trim(),
  recordedOn: field(form, "enregistre-le"),
  themes: [
    ...new Set(
      field(form, "themes")
        .split(",")
        .map((theme) => slugOf(theme))
        .filter((theme) => theme !== ""),
    ),
  ],
});

async function fileOf({ app }: StudioDesk, { context }: Here, story: string): Promise<Response> {
  try {
    const file = await previewFile(app, story, context.req.param("file") ?? "");
    if ("body" in file) return fileAnswer(file.body, `${file.mimeType}; charset=utf-8`);
    const { bytes: totalBytes, sha256: etag, mimeType } = file;
    const range = rangeOf(context.req.header("range") ?? null, totalBytes);
    if (range === "unsatisfiable")
      return shortAnswer(416, "Range not satisfiable", {
        "Content-Range": `bytes */${totalBytes}`,
      });
    const bytes = await app.privateStore.get(file.key, range);
    return mediaAnswer({ mimeType, totalBytes, etag }, bytes, range);
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return shortAnswer(404, "Not found");
    throw error;
  }
}
