import type { Kit } from "#core/studio/page-projects";
import { projectKit, qrFile, storyKit } from "#pipeline/studio/kit";
import { fileAnswer, shortAnswer } from "../../answers.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";

/** What others need to show, link or print a story or a project; only of what is public. */
export function kitRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const param = ({ context }: Here, name: string) => (context.req.param(name) ?? "").slice(0, 80);
  const story = (here: Here) => storyKit(app, param(here, "story"));
  const project = (here: Here) => projectKit(app, param(here, "project"), here.locale);

  desk.team("GET /studio/recits/:story/kit", async (here) =>
    here.show({ name: "kit", ...(await story(here)) }, { area: "stories" }),
  );
  desk.team("GET /studio/projets/:project/kit", async (here) =>
    here.show({ name: "kit", ...(await project(here)) }, { area: "projects" }),
  );
  const file = async (here: Here, kit: Kit) => {
    const name = param(here, "file");
    const found = await qrFile(app, kit, name);
    if (found === undefined) return shortAnswer(404, "Not found");
    return fileAnswer(found.body, found.mimeType, {
      "Content-Disposition": `attachment; filename="${name}"`,
    });
  };
  desk.team("GET /studio/recits/:story/kit/:file", async (here) => file(here, await story(here)));
  desk.team("GET /studio/projets/:project/kit/:file", async (here) =>
    file(here, await project(here)),
  );
}
