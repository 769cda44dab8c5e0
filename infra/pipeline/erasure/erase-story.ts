import type { Actor } from "#core/consent/events";
import { addressWithoutWords, erasedEpisode } from "#core/consent/erased-episode";
import { isOpenState } from "#core/consent/states";
import {
  bodyPrefix,
  chainSort,
  draftPrefix,
  episodePartition,
  followUpPrefix,
  pacePrefix,
  progressSort,
  releaseSort,
  requestPrefix,
  takedownPrefix,
  unansweredSort,
  unloggedSort,
  wordsPrefix,
} from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { type ConsentDecision, changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand } from "../consent/consent-steps.ts";
import { closeGate } from "../publication/close-gate.ts";
import { dropPrivateFiles } from "../episode/drop-private-files.ts";
import {
  type EpisodeFile,
  queryAll,
  requireEpisode,
  retryOnConflict,
} from "../episode/episode-records.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { publicationWrite } from "../press/shelves.ts";
import { forgetEarlierClosings } from "../takedown/closings.ts";
import {
  dropErasureWrite,
  type Erasure,
  erasedSince,
  erasuresOf,
  erasureWrite,
} from "../consent/erasure-records.ts";
import { openTakedownTasks } from "../takedown/takedown-tasks.ts";
import { revokeEverything } from "../consent/revoke-secrets.ts";
import { type Takedown, TakedownSchema, takeDown, takedownWrite } from "../takedown/takedown.ts";

/** Whose wish it is, and how it was confirmed. */
export type ConfirmedErasure = Erasure & { readonly confirmed: NonNullable<Erasure["confirmed"]> };

/**
 * Erases a whole story, for good: every file of it holds the voice of the person
 * who asked, whoever else speaks in it (decision 040). In the order of I17: the
 * decision, durable, with the words and names already gone from the record; the
 * gate; then everything that is left, by `finishErasure`, which the sweep goes on
 * with after a crash. Returns what a stranger got at every address, by the words
 * that it was known by: the person's report, which exists only now. Errors:
 * `episode-unknown`, `consent-erase-unconfirmed`.
 */
export async function eraseStory(
  app: App,
  episodeId: string,
  erasure: ConfirmedErasure,
): Promise<Takedown> {
  const epoch = await recordErasure(app, episodeId, erasure);
  await closeGate(app, episodeId, epoch);
  app.logger.info("story-erased", { episodeId, epoch });
  return finishErasure(app, episodeId);
}

/**
 * The decision alone: from here on nothing of the story can open, and the sweep
 * does the rest. Returns the epoch. Errors: as `eraseStory`.
 */
export async function recordErasure(
  app: App,
  episodeId: string,
  erasure: ConfirmedErasure,
  under: Pick<ConsentDecision, "underMark"> = {},
): Promise<number> {
  const { epoch } = await changeConsent(app, episodeId, {
    ...under,
    closes: true,
    episode: erasedEpisode,
    decide: ({ consents }) => consents.flatMap((consent) => commandsFor(erasure, consent)),
    also: () => [erasureWrite(episodeId, erasure, "any")],
  });
  return epoch;
}

function commandsFor(
  { signatoryId, confirmed }: ConfirmedErasure,
  consent: EpisodeFile["consents"][number],
): readonly ConsentCommand[] {
  const { speakerId, signatoryId: whose, scope, state } = consent;
  const id = { speakerId, signatoryId: whose, scope };
  const by: Actor =
    confirmed.staffId === undefined
      ? { kind: "person", signatoryId, capabilities: ["withdraw", "erase-confirm"] }
      : { kind: "staff", staffId: confirmed.staffId };
  const { secondContact } = confirmed;
  const erase = { kind: "erase", by, ...(secondContact === undefined ? {} : { secondContact }) };
  return [
    // Closed first, cleaned up after.
    ...(isOpenState(state) ? [{ ...id, event: { kind: "withdraw", by } as const }] : []),
    { ...id, event: erase as ConsentCommand["event"] },
  ];
}

/**
 * Removes everything that is left of a story that is recorded as erased, and
 * looks at every address from outside. Safe to repeat from any point: what is
 * gone is gone. It is called done, and its addresses forget the words of the
 * title, only when all of them were seen closed; until then the sweep comes back.
 */
async function finishErasure(app: App, episodeId: string): Promise<Takedown> {
  await reconcileEpisode(app, episodeId);
  await dropPrivateFiles(app, episodeId);
  // An engine elsewhere may still hold names and speech of it, and only workers may tell it to let go.
  await app.queue.send({ kind: "collect-words", episodeId });
  await openTakedownTasks(app, episodeId);
  await forgetRecords(app, episodeId);
  await revokeEverything(app, episodeId);
  const { episode } = await requireEpisode(app.records, episodeId);
  await forgetEarlierClosings(app, episodeId, episode.epoch);
  const takedown = await takeDown(app, episodeId);
  if (takedown.closed) await forgetWords(app, episodeId, takedown);
  return takedown;
}

/** Longer than any request, job or upload that was under way when a story was erased. */
const lateMs = 2 * 86_400_000;

/**
 * Empties once more what was erased lately: somebody's recording or answer may
 * have been on its way, from a process that died before it saw. Returns how many
 * stories were looked at. Part of the thorough sweep; deletes nothing else.
 */
export async function forgetWhatCameLate(app: App): Promise<number> {
  const since = new Date(Date.parse(app.clock.now()) - lateMs).toISOString();
  const erased = await erasedSince(app, since);
  for (const episodeId of erased) {
    await dropPrivateFiles(app, episodeId);
    await forgetRecords(app, episodeId);
  }
  return erased.length;
}

/** The kinds of records that say something about a person: what was agreed (with its salt), asked, begun, and how. */
const forgotten = [
  bodyPrefix,
  draftPrefix,
  requestPrefix,
  pacePrefix,
  followUpPrefix,
  progressSort,
  releaseSort,
  chainSort,
  unansweredSort,
  unloggedSort,
  wordsPrefix,
];
/** Deletes of one commit. */
const deletesMax = 50;

async function forgetRecords(app: App, episodeId: string): Promise<void> {
  const partition = episodePartition(episodeId);
  for (const prefix of forgotten) {
    const records = await queryAll(app.records, partition, prefix);
    for (let from = 0; from < records.length; from += deletesMax) {
      await app.records.commit(
        records
          .slice(from, from + deletesMax)
          .map(({ sort }): RecordWrite => ({ kind: "delete", partition, sort, expect: "any" })),
      );
    }
  }
}

/** The last of it: addresses without the title's words, earlier takedowns, and how the person was reached. */
async function forgetWords(app: App, episodeId: string, takedown: Takedown): Promise<void> {
  const partition = episodePartition(episodeId);
  await retryOnConflict(async () => {
    const file = await requireEpisode(app.records, episodeId);
    const { firstPublishedAt: _day, guid: _identity, addresses, ...publication } = file.publication;
    const nameless = [...new Set(addresses.map(addressWithoutWords))];
    const takedowns = await queryAll(app.records, partition, takedownPrefix);
    const former = takedowns.filter(
      ({ body }) => TakedownSchema.parse(body).takedownId !== takedown.takedownId,
    );
    const erasures = await erasuresOf(app, episodeId);
    await app.records.commit([
      ...(addresses.length === 0
        ? []
        : [publicationWrite(file, { ...publication, addresses: nameless })]),
      takedownWrite(episodeId, {
        ...takedown,
        probes: takedown.probes.map((one) => ({ ...one, path: addressWithoutWords(one.path) })),
      }),
      ...former
        .slice(0, deletesMax)
        .map(({ sort }): RecordWrite => ({ kind: "delete", partition, sort, expect: "any" })),
      ...erasures.map((stored) => {
        const { confirmed, ...wish } = stored.erasure;
        if (confirmed === undefined) return dropErasureWrite(stored);
        const { secondContact: _words, ...kept } = confirmed;
        const done = { ...wish, confirmed: kept, doneAt: app.clock.now() };
        return erasureWrite(episodeId, done, { version: stored.version });
      }),
    ]);
  });
}
