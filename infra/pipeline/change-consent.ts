import { AppError } from "#core/errors";
import type { Consent } from "#core/consent";
import type { Episode } from "#core/episode";
import { hashOf } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { type LedgerBody, type LedgerLeaf, nextLeaf } from "#core/ledger";
import { bodySort, consentSort, episodePartition, leafSort } from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import type { App } from "./app.ts";
import {
  type EpisodeFile,
  episodeWrite,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "./episode-records.ts";
import { offTheShelves } from "./shelves.ts";

/** One consent as it should be from now on, with the event that the ledger keeps of it. */
export type ConsentChange = {
  readonly event: LedgerLeaf["event"];
  readonly consent: Omit<Consent, "recordId">;
  readonly reason?: string;
};

/** Three writes a change (consent, leaf, body), and a commit holds at most 100. */
const changesPerCommitMax = 24;

/**
 * Records decisions about consent, durably, before it returns: the consents, a
 * leaf of the ledger for each, a higher epoch that every publication under way
 * loses against (I18), and, where `closes` is set, the story off every shelf in
 * the very first commit. `decide` says what is still to be recorded, from fresh
 * facts each time it is asked: after a conflict, and after each full commit.
 * Returns the epoch. Errors: `episode-unknown`, and what `decide` throws.
 */
export async function changeConsent(
  app: App,
  episodeId: string,
  closes: boolean,
  decide: (file: EpisodeFile) => readonly ConsentChange[],
): Promise<number> {
  for (;;) {
    const { epoch, more } = await retryOnConflict(async () => {
      const file = await requireEpisode(app.records, episodeId);
      const changes = decide(file);
      const episode = { ...file.episode, epoch: file.episode.epoch + 1 };
      await app.records.commit([
        episodeWrite(episode, file.version),
        unsettledWrite(episodeId, episode.epoch, app.clock.now()),
        ...(closes ? offTheShelves(file) : []),
        ...ledgerWrites(app, file, changes.slice(0, changesPerCommitMax)),
      ]);
      return { epoch: episode.epoch, more: changes.length > changesPerCommitMax };
    });
    if (!more) return epoch;
  }
}

function ledgerWrites(
  app: App,
  file: EpisodeFile,
  changes: readonly ConsentChange[],
): RecordWrite[] {
  const partition = episodePartition(file.episode.id);
  const at = app.clock.now();
  let leaf = file.lastLeaf;
  return changes.flatMap((change): RecordWrite[] => {
    const recordId = encodeId(app.randomness.bytes(publicationKeyLength));
    const consent: Consent = { ...change.consent, recordId };
    const body: LedgerBody = {
      recordId,
      salt: hashOf([...app.randomness.bytes(32)]),
      consent,
      ...(change.reason === undefined ? {} : { reason: change.reason }),
    };
    leaf = nextLeaf(leaf, change.event, body, at);
    const sort = consentSort(consent.speakerId, consent.signatoryId, consent.scope);
    const version = file.consentVersions.get(sort);
    return [
      {
        kind: "put",
        partition,
        sort,
        body: consent,
        expect: version === undefined ? "absent" : { version },
      },
      { kind: "put", partition, sort: leafSort(leaf.sequence), body: leaf, expect: "absent" },
      { kind: "put", partition, sort: bodySort(recordId), body, expect: "absent" },
    ];
  });
}

/** Throws `episode-not-ready` unless there is something that a person could have heard and read. */
export function requireReady(episode: Episode): void {
  if (episode.stage.name !== "ready") {
    throw new AppError("episode-not-ready", {
      params: { id: episode.id, stage: episode.stage.name },
    });
  }
}
