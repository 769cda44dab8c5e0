import { requireEpisode } from "#pipeline/episode/episode-records";
import { takedownsOf } from "#pipeline/takedown/takedown";
import { fileAnswer } from "../../answers.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";

/** What was seen from outside after a story was closed: for whoever answers the person, or an authority. */
export function receiptRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const storyOf = ({ context }: Here) => (context.req.param("story") ?? "").slice(0, 40);
  const seen = async (here: Here) => {
    const { episode } = await requireEpisode(app.records, storyOf(here));
    return { episode, takedowns: await takedownsOf(app, episode.id) };
  };

  desk.team("GET /studio/recits/:story/retraits", async (here) => {
    const { episode, takedowns } = await seen(here);
    const shown = takedowns.map(({ takedownId, at, closed, probes }) => ({
      id: takedownId,
      at,
      closed,
      probes,
    }));
    const told = { storyId: episode.id, storyTitle: episode.title, takedowns: shown };
    return here.show({ name: "receipts", ...told }, { area: "stories" });
  });
  desk.team("GET /studio/recits/:story/retraits/fichier", async (here) => {
    const { episode, takedowns } = await seen(here);
    const text = JSON.stringify({ story: episode.id, takedowns }, undefined, 2);
    return fileAnswer(new TextEncoder().encode(text), "application/json; charset=utf-8", {
      "Content-Disposition": `attachment; filename="retraits-${episode.id}.json"`,
    });
  });
}
