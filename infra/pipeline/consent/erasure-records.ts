import { AppError } from "#core/errors";
import { addDays } from "#core/consent/terms";
import { InstantSchema, SignatoryIdSchema, SpeakerIdSchema } from "#core/ids";
import {
  episodeOfPartition,
  episodePartition,
  erasedListing,
  erasurePrefix,
  erasuresListing,
  erasureSort,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";

/** One person's wish that a story be erased, from the wish to the proof. Opaque ids and moments only. */
const ErasureSchema = z.object({
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  askedAt: InstantSchema,
  /** Opaque id of who recorded it at the person's word; absent where the person did it. */
  recordedBy: z.string().optional(),
  /** Absent while it waits. From then on nothing stops it. */
  confirmed: z
    .object({
      at: InstantSchema,
      /** Absent where a code of the person's own card confirmed it. */
      staffId: z.string().optional(),
      /** How the person was reached a second time; forgotten with all the rest when it is done. */
      secondContact: z.string().max(500).optional(),
    })
    .optional(),
  /** When every address had been seen closed and nothing was left. */
  doneAt: InstantSchema.optional(),
});
export type Erasure = z.output<typeof ErasureSchema>;
export type StoredErasure = {
  readonly episodeId: string;
  readonly erasure: Erasure;
  readonly version: number;
};

/** GDPR 12(3) gives a month; 30 days are never more. */
const answerDays = 30;
/** From when on a waiting erasure is called urgent (consent note, AC5). */
const urgentDays = 23;

/** All wishes for one story, done or not. */
export async function erasuresOf(
  app: Pick<App, "records">,
  episodeId: string,
): Promise<readonly StoredErasure[]> {
  const records = await queryAll(app.records, episodePartition(episodeId), erasurePrefix);
  return records.map(({ body, version }) => ({
    episodeId,
    erasure: ErasureSchema.parse(body),
    version,
  }));
}

/** Nobody who asked to be erased is asked for a yes meanwhile. Throws `erasure-waits`. */
export async function requireNoErasure(app: App, episodeId: string): Promise<void> {
  if ((await erasuresOf(app, episodeId)).length > 0)
    throw new AppError("erasure-waits", { params: { id: episodeId } });
}

/** A wish as it is from now on; listed until it is done, and then among what was erased. */
export function erasureWrite(
  episodeId: string,
  erasure: Erasure,
  expect: Extract<RecordWrite, { kind: "put" }>["expect"],
): RecordWrite {
  return {
    kind: "put",
    partition: episodePartition(episodeId),
    sort: erasureSort(erasure.speakerId, erasure.signatoryId),
    body: ErasureSchema.parse(erasure),
    expect,
    listing:
      erasure.doneAt === undefined
        ? { list: erasuresListing, order: `${erasure.askedAt}#${episodeId}` }
        : { list: erasedListing, order: `${erasure.doneAt}#${episodeId}` },
  };
}

/** Forgets a wish, if it is still as it was read. */
export function dropErasureWrite({ episodeId, erasure, version }: StoredErasure): RecordWrite {
  return {
    kind: "delete",
    partition: episodePartition(episodeId),
    sort: erasureSort(erasure.speakerId, erasure.signatoryId),
    expect: { version },
  };
}

/** Every wish that is not done yet, the oldest first. */
export async function openErasures(app: App): Promise<readonly StoredErasure[]> {
  const found: StoredErasure[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(erasuresListing, from))) {
    for (const { partition, body, version } of page.records)
      found.push({
        episodeId: episodeOfPartition(partition),
        erasure: ErasureSchema.parse(body),
        version,
      });
  }
  return found;
}

/** Stories that were erased since a moment (ISO instant), the newest erasure last. */
export async function erasedSince(app: App, since: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(erasedListing, from))) {
    for (const { partition, body } of page.records)
      if ((ErasureSchema.parse(body).doneAt ?? "") >= since)
        found.push(episodeOfPartition(partition));
  }
  return found;
}

export type WaitingErasure = Pick<Erasure, "speakerId" | "signatoryId" | "askedAt"> & {
  readonly episodeId: string;
  /** ISO instant by which the person has to be answered. */
  readonly answerBy: string;
  readonly isUrgent: boolean;
};

/** The wishes that wait for a second contact with the person, oldest first, for staff to act on. */
export async function waitingErasures(app: App): Promise<readonly WaitingErasure[]> {
  const now = app.clock.now();
  return (await openErasures(app)).flatMap(({ episodeId, erasure }) => {
    const { speakerId, signatoryId, askedAt, confirmed } = erasure;
    if (confirmed !== undefined) return [];
    const isUrgent = !(Date.parse(now) < Date.parse(addDays(askedAt, urgentDays)));
    return [
      {
        episodeId,
        speakerId,
        signatoryId,
        askedAt,
        answerBy: addDays(askedAt, answerDays),
        isUrgent,
      },
    ];
  });
}
