import { z } from "zod";
import { allEpisodesListing, episodeOfPartition } from "#core/record-keys";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { everyPage } from "#pipeline/every-page";

/** What a person does to an installation while it may die. */
const ActSchema = z.union([
  z.object({ what: z.literal("upload"), title: z.string() }),
  z.object({ what: z.enum(["grant", "withdraw", "narrow", "erase"]), id: z.string() }),
  z.object({ what: z.literal("press") }),
]);
export type Act = z.output<typeof ActSchema>;

/** One line of a driver: an act that begins, or what it was answered. */
export const LineSchema = z.intersection(
  ActSchema,
  z.object({
    kind: z.enum(["begins", "done", "refused"]),
    id: z.string().optional(),
    title: z.string().optional(),
    code: z.string().optional(),
    closed: z.boolean().optional(),
    status: z.string().optional(),
  }),
);
export type Line = z.output<typeof LineSchema>;

export type KilledStory = {
  readonly id: string;
  readonly stage: string;
  readonly isOpen: boolean;
  /** The one that the demonstration's start looks for: nobody touches it. */
  readonly isSteady: boolean;
};
export const steadyTitle = "Une voix qui reste";

export async function storiesOf(app: App): Promise<readonly KilledStory[]> {
  const stories: KilledStory[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(allEpisodesListing, from)))
    for (const { partition } of page.records) {
      const id = episodeOfPartition(partition);
      const { stage, publication } = await episodeStatus(app, id);
      const { episode } = await requireEpisode(app.records, id);
      const isOpen = publication === "published";
      stories.push({ id, stage: stage.name, isOpen, isSteady: episode.title === steadyTitle });
    }
  return stories;
}
