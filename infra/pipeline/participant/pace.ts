import { encodeId, publicationKeyLength } from "#core/ids";
import { episodePartition, paceListing, paceSort } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import type { Session } from "./session-records.ts";

/** How an answer came about: when, where from, with whose help; not what it was, beyond how many yeses. */
export const PaceSchema = z.object({
  answerId: z.string(),
  at: z.iso.datetime(),
  speakerId: z.string(),
  signatoryId: z.string(),
  clientHash: z.string(),
  assistedBy: z.string().optional(),
  openedAt: z.iso.datetime(),
  yeses: z.int().nonnegative(),
  /** How many of the questions were answered with no; unknown in older records. */
  noes: z.int().nonnegative().default(0),
});

/** The write that remembers how an answer came about; it is erased with the story. */
export function paceWrite(
  app: App,
  session: Session,
  { yeses, noes }: { readonly yeses: number; readonly noes: number },
): RecordWrite {
  const answerId = encodeId(app.randomness.bytes(publicationKeyLength));
  const { speakerId, signatoryId, clientHash, assistedBy, openedAt } = session;
  const at = app.clock.now();
  const helped = assistedBy === undefined ? {} : { assistedBy };
  const body = {
    answerId,
    at,
    speakerId,
    signatoryId,
    clientHash,
    openedAt,
    yeses,
    noes,
    ...helped,
  };
  return {
    kind: "put",
    partition: episodePartition(session.episodeId),
    sort: paceSort(answerId),
    body: PaceSchema.parse(body),
    expect: "absent",
    listing: { list: paceListing, order: `${at}#${answerId}` },
  };
}
