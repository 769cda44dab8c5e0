import {
  LogFileSchema,
  type LedgerProof,
  ledgerProof,
  logFilePath,
} from "#core/consent/checkpoint";
import { type LedgerBody, LedgerBodySchema, LedgerLeafSchema } from "#core/consent/ledger";
import { bodyPrefix, chainSort, episodePartition, leafPrefix } from "#core/record-keys";
import { publicKeyOfPath } from "#core/storage-keys";
import { ObjectNotFoundError } from "#ports/object-store";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";
import type { Session } from "./session-records.ts";

/** What one person can show for themselves: their events with the salts, and their place in the public log. */
export type OwnProof = {
  readonly proof: LedgerProof;
  readonly events: readonly LedgerBody[];
};

/**
 * The proof of a person's own events, for `scripts/verify-ledger.mjs --proof`.
 * What others answered about the same story is sealed: that it happened shows,
 * what it was does not. Undefined where nothing has happened yet.
 */
export async function ownProof(app: App, session: Session): Promise<OwnProof | undefined> {
  const { episodeId, speakerId, signatoryId } = session;
  const partition = episodePartition(episodeId);
  const chain = await app.records.get({ partition, sort: chainSort });
  if (chain === undefined) return undefined;
  const { ledgerId } = z.object({ ledgerId: z.string() }).parse(chain.body);
  const [leaves, bodies] = await Promise.all([
    queryAll(app.records, partition, leafPrefix),
    queryAll(app.records, partition, bodyPrefix),
  ]);
  const isOwn = (one: { readonly speakerId: string; readonly signatoryId: string }) =>
    one.speakerId === speakerId && one.signatoryId === signatoryId;
  return {
    proof: ledgerProof(
      ledgerId,
      leaves.map(({ body }) => LedgerLeafSchema.parse(body)),
      await loggedEntries(app),
      isOwn,
    ),
    events: bodies
      .map(({ body }) => LedgerBodySchema.parse(body))
      .filter(({ consent }) => isOwn(consent)),
  };
}

/** The whole public log, as anyone can read it; empty before its first checkpoint. */
async function loggedEntries(app: App): Promise<readonly string[]> {
  const entries: string[] = [];
  for (let file = 0; ; file += 1) {
    try {
      const bytes = await app.publicStore.get(publicKeyOfPath(logFilePath(file)));
      entries.push(...LogFileSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).entries);
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return entries;
      throw error;
    }
  }
}
