import type { Episode } from "#core/episode";
import { followUpDates } from "#core/studio/follow-ups";
import {
  episodePartition,
  followUpPrefix,
  followUpsListing,
  followUpSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "./episode-records.ts";

/** Opaque: that somebody is to be asked, and when; who and about what is the story's own record. */
export const FollowUpSchema = z.object({
  episodeId: z.string(),
  months: z.int().positive(),
  dueOn: z.iso.date(),
});
export type FollowUp = z.output<typeof FollowUpSchema>;

/** The follow-ups of a new story: of people on a way (talents, apprentices), not of those who tell of a trade. */
export function newFollowUpWrites(episode: Episode): readonly RecordWrite[] {
  const isOnAWay = episode.speakers.some(({ role }) => role === "talent" || role === "apprentice");
  if (!isOnAWay || episode.followUpOf !== undefined || episode.imported !== undefined) return [];
  const from = episode.recordedOn ?? episode.createdAt;
  return followUpDates(from).map(({ months, dueOn }): RecordWrite => ({
    kind: "put",
    partition: episodePartition(episode.id),
    sort: followUpSort(months),
    body: FollowUpSchema.parse({ episodeId: episode.id, months, dueOn }),
    expect: "absent",
    listing: { list: followUpsListing, order: `${dueOn}#${episode.id}#${months}` },
  }));
}

/** Which follow-ups of a story are still to be made, the next one first. */
export async function followUpsOf(app: App, episodeId: string): Promise<readonly FollowUp[]> {
  const stored = await queryAll(app.records, episodePartition(episodeId), followUpPrefix);
  return stored
    .map(({ body }) => FollowUpSchema.parse(body))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** A follow-up was made, or is not wanted: it is due no more. */
export async function settleFollowUp(app: App, episodeId: string, months: number): Promise<void> {
  const key = { partition: episodePartition(episodeId), sort: followUpSort(months) };
  await app.records.commit([{ kind: "delete", ...key, expect: "any" }]);
}

/** A new story follows an earlier one up: the earlier one's next date is met by it. */
export async function meetFollowUp(app: App, earlierId: string): Promise<void> {
  const [next] = await followUpsOf(app, earlierId);
  if (next !== undefined) await settleFollowUp(app, earlierId, next.months);
}
