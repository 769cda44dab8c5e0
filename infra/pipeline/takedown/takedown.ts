import { encodeId, publicationKeyLength } from "#core/ids";
import {
  episodePartition,
  openTakedownsListing,
  takedownPrefix,
  takedownSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll, requireEpisode } from "../episode/episode-records.ts";
import { probeClosed, type ProbeReport } from "./probe-closed.ts";

/** Every address of a story with what a stranger got there, and when. */
export const TakedownSchema = z.object({
  takedownId: z.string(),
  epoch: z.int(),
  /** When the looking was over. */
  at: z.iso.datetime(),
  /** True when every address answered 410, seen from outside (I19). */
  closed: z.boolean(),
  probes: z.array(z.object({ path: z.string(), status: z.int(), at: z.iso.datetime() })),
});
type TakedownRecord = z.output<typeof TakedownSchema>;
export type Takedown = Omit<TakedownRecord, "probes"> & {
  readonly probes: readonly (ProbeReport["probes"][number] & { readonly at: string })[];
};

/**
 * Looks at every address that a story ever had and keeps what was seen: the
 * receipt of a takedown. It tells the truth when something still answers.
 * Throws `episode-unknown`, and `probe-failed` (retryable) when nothing answers at all.
 */
export async function takeDown(app: App, episodeId: string): Promise<Takedown> {
  const { episode } = await requireEpisode(app.records, episodeId);
  const { closed, probes } = await probeClosed(app, episodeId);
  const at = app.clock.now();
  const takedownId = encodeId(app.randomness.bytes(publicationKeyLength));
  const takedown: Takedown = { takedownId, epoch: episode.epoch, at, closed, probes };
  await app.records.commit([takedownWrite(episodeId, takedown)]);
  return takedown;
}

/** The write that keeps a takedown, in place of what was kept of it before; one that is not closed is listed until it is. */
export function takedownWrite(episodeId: string, takedown: Takedown): RecordWrite {
  return {
    kind: "put",
    partition: episodePartition(episodeId),
    sort: takedownSort(takedown.at, takedown.takedownId),
    body: TakedownSchema.parse(takedown),
    expect: "any",
    ...(takedown.closed ? {} : { listing: { list: openTakedownsListing, order: takedown.at } }),
  };
}

/** The takedowns of a story, newest first. */
export async function takedownsOf(app: App, episodeId: string): Promise<readonly Takedown[]> {
  const records = await queryAll(app.records, episodePartition(episodeId), takedownPrefix);
  return records.map(({ body }) => TakedownSchema.parse(body)).reverse();
}
