import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#core/errors";
import { type FormFields, readStoryForm } from "#core/studio/story-form";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { withContent } from "#pipeline/current-content";
import { recentStories } from "#pipeline/studio/story-board";
import {
  AnnouncedSchema,
  beginUpload,
  finishUpload,
  forgetUpload,
  partAddresses,
  uploadState,
} from "#pipeline/studio/story-uploads";
import { z } from "zod";
import { fieldsOf } from "../form-fields.ts";
import type { Here, StudioDesk, VisitorHere } from "../studio-desk.ts";
import { jsonAnswer } from "../studio-problems.ts";

const PartsSchema = z.object({ parts: z.array(z.int().positive()).max(1_000) });
const FieldsSchema = z.object({
  fields: z.record(z.string().max(60), z.union([z.string(), z.array(z.string()).max(40)])),
});

/** Recording or uploading a story, and sending it in parts to where it is kept. */
export function recordingRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const shownShows = async () =>
    (await withContent(app)).content.shows.map(({ slug, title, language }) => ({
      slug,
      title,
      language,
    }));

  desk.team("GET /studio/enregistrer", (here) => recordPage(here));
  const recordPage = async (
    here: Here,
    given: { readonly fields?: FormFields; readonly problem?: unknown } = {},
  ) => {
    const { fields = {}, problem } = given;
    const followUp = here.context.req.query("suite-de");
    const screen = {
      name: "record" as const,
      isOffline: false,
      shows: await shownShows(),
      stories: await recentStories(app, 50),
      fields: followUp === undefined ? fields : { "suite-de": followUp.slice(0, 40), ...fields },
    };
    const options = problem === undefined ? {} : { problem, status: 422 };
    return here.show(screen, { area: "record", ...options });
  };
  // The same page without anybody's name, for a workshop without network: a phone keeps it.
  desk.open("GET /studio/hors-ligne", async (here: VisitorHere) => {
    const shows = await shownShows();
    return here.show({ name: "record", isOffline: true, shows, stories: [], fields: {} });
  });
  desk.open("GET /studio/moi", ({ session, formToken }) =>
    jsonAnswer(
      session === undefined || formToken === undefined
        ? { signedIn: false }
        : { signedIn: true, name: session.person.name, token: formToken },
    ),
  );

  // Without scripts a form brings the file itself; it is small enough for one request, or refused.
  desk.team("POST /studio/enregistrer", async (here) => {
    const fields = fieldsOf(here.form);
    try {
      return await app.workspace.withFolder(async (folder) => {
        const file = here.form["son"];
        if (!(file instanceof File) || file.size === 0)
          throw new AppError("media-empty", { field: "son" });
        const path = join(folder, "son");
        await writeFile(path, new Uint8Array(await file.arrayBuffer()));
        const details = { ...readStoryForm(fields), recordedBy: here.person.id };
        return `/studio/recits/${await receiveEpisode(app, details, { path })}`;
      });
    } catch (problem) {
      if (!(problem instanceof AppError)) throw problem;
      return recordPage(here, { fields, problem });
    }
  });
  uploading(desk);
}

function uploading(desk: StudioDesk): void {
  const { app } = desk;
  const uploadOf = (here: Here) => here.context.req.param("upload")?.slice(0, 64) ?? "";

  desk.team("POST /studio/envois", async ({ person, json }) =>
    jsonAnswer(await beginUpload(app, person.id, read(AnnouncedSchema, json))),
  );
  desk.team("GET /studio/envois/:upload", async (here) =>
    jsonAnswer(await uploadState(app, here.person.id, uploadOf(here))),
  );
  desk.team("POST /studio/envois/:upload/adresses", async (here) => {
    const { parts } = read(PartsSchema, here.json);
    return jsonAnswer({
      addresses: await partAddresses(app, here.person.id, uploadOf(here), parts),
    });
  });
  desk.team("POST /studio/envois/:upload/finir", async (here) => {
    const { fields } = read(FieldsSchema, here.json);
    return jsonAnswer(await finishUpload(app, here.person.id, uploadOf(here), fields));
  });
  desk.team("POST /studio/envois/:upload/oublier", async (here) => {
    await forgetUpload(app, here.person.id, uploadOf(here));
    return jsonAnswer({ forgotten: true });
  });
}

/** What a script sent, as it should be. Throws `bad-field`. */
function read<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new AppError("bad-field", { field, params: { field, problem: issue?.message ?? "" } });
}
