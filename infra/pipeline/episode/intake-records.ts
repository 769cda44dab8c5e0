import {
  episodePartition,
  episodeSort,
  intakePartition,
  intakesListing,
  intakeSort,
} from "#core/record-keys";
import { unrecordedMsMax } from "#core/lost-story";
import { uploadsOf } from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";

const IntakeSchema = z.object({ episodeId: z.string(), begunAt: z.iso.datetime() });

/**
 * Notes that a recording is about to be put down for a story that there is not yet.
 * Should nobody come to note the story, this alone knows of the recording.
 */
export async function beginIntake(app: App, episodeId: string): Promise<void> {
  const begunAt = app.clock.now();
  await app.records.commit([
    {
      kind: "put",
      partition: intakePartition(episodeId),
      sort: intakeSort,
      body: IntakeSchema.parse({ episodeId, begunAt }),
      expect: "any",
      listing: { list: intakesListing, order: `${begunAt}#${episodeId}` },
    },
  ]);
}

/** Part of the commit that makes the story. */
export const intakeOver = (episodeId: string): RecordWrite => ({
  kind: "delete",
  partition: intakePartition(episodeId),
  sort: intakeSort,
  expect: "any",
});

/** A condition of a commit: nobody is putting a recording down for this story. */
export const noIntake = (episodeId: string): RecordWrite => ({
  kind: "check",
  partition: intakePartition(episodeId),
  sort: intakeSort,
  expect: "absent",
});

/** Whether somebody is putting a recording down for this story, or died over it less than a day ago. */
export async function isTakenIn(app: App, episodeId: string): Promise<boolean> {
  const place = { partition: intakePartition(episodeId), sort: intakeSort };
  return (await app.records.get(place)) !== undefined;
}

/**
 * Deletes recordings that were put down more than a day ago and became no story:
 * whoever took them in died, or could not note them, and was told so. No erasure
 * would find them. Returns how many were looked at. Part of the thorough sweep.
 */
export async function sweepIntakes(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - unrecordedMsMax;
  let swept = 0;
  for await (const page of everyPage((from) => app.records.queryListing(intakesListing, from))) {
    for (const { body } of page.records) {
      const { episodeId, begunAt } = IntakeSchema.parse(body);
      if (!(Date.parse(begunAt) < before)) return swept;
      const story = { partition: episodePartition(episodeId), sort: episodeSort };
      if ((await app.records.get(story)) === undefined)
        await app.privateStore.deletePrefix(uploadsOf(episodeId));
      await app.records.commit([intakeOver(episodeId)]);
      swept += 1;
    }
  }
  return swept;
}
