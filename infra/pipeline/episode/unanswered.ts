import type { SlotState } from "#core/consent/states";
import type { Episode } from "#core/episode";
import { episodeOfPartition, episodePartition } from "#core/record-keys";
import { unansweredListing, unansweredSort } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { type EpisodeFile, readEpisode } from "./episode-records.ts";
import { everyPage } from "../every-page.ts";

/** States of a question that its person has not answered, whoever asked or showed it. */
const open: readonly SlotState[] = ["unknown", "requested", "previewed", "deferred"];

/** Part of the commit that takes a story in: somebody is to answer, or its recording is not kept for ever. */
export const unansweredWrite = ({
  id,
  createdAt,
}: Pick<Episode, "id" | "createdAt">): RecordWrite => ({
  kind: "put",
  partition: episodePartition(id),
  sort: unansweredSort,
  body: {},
  expect: "any",
  listing: { list: unansweredListing, order: `${createdAt}#${id}` },
});

const isUnanswered = (file: EpisodeFile | undefined): boolean =>
  file !== undefined &&
  file.episode.stage.name !== "erased" &&
  file.consents.every(({ state }) => open.includes(state));

/** Stories taken in before `until` (an ISO day or instant) to which nobody has said anything yet, the oldest first. */
export async function* unansweredBefore(
  app: App,
  until: string,
): AsyncGenerator<{ readonly episodeId: string; readonly since: string }> {
  for await (const { episodeId, file } of markedBefore(app, until))
    if (file !== undefined && isUnanswered(file))
      yield { episodeId, since: file.episode.createdAt };
}

/** Forgets the marks, older than `until`, of stories that were answered; returns how many. */
export async function sweepUnanswered(app: App, until: string): Promise<number> {
  const answered: string[] = [];
  for await (const { episodeId, file } of markedBefore(app, until))
    if (!isUnanswered(file)) answered.push(episodeId);
  for (const episodeId of answered)
    await app.records.commit([
      {
        kind: "delete",
        partition: episodePartition(episodeId),
        sort: unansweredSort,
        expect: "any",
      },
    ]);
  return answered.length;
}

async function* markedBefore(app: App, until: string) {
  for await (const page of everyPage((from) => app.records.queryListing(unansweredListing, from)))
    for (const { partition } of page.records) {
      const episodeId = episodeOfPartition(partition);
      const file = await readEpisode(app.records, episodeId);
      if (file !== undefined && file.episode.createdAt >= until) return;
      yield { episodeId, file };
    }
}
