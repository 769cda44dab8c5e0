import type { Episode } from "#core/episode";
import { ConflictError, type RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import {
  type EpisodeFile,
  episodeWrite,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "../episode/episode-records.ts";
import { offTheShelves } from "../press/shelves.ts";
import { noMark, requireNoRestore } from "../restore-mark.ts";
import { currentPolicy } from "./settings.ts";
import { type ConsentCommand, stepsOf } from "./consent-steps.ts";
import { consentWrites, ledgerWrites } from "./consent-writes.ts";

export type ConsentDecision = {
  /**
   * What is still to be recorded, from fresh facts each time it is asked: after a
   * conflict, and after each full commit. What would change nothing is left out
   * by itself.
   */
  readonly decide: (file: EpisodeFile) => readonly ConsentCommand[];
  /** Whether the story leaves every shelf in the very first commit. */
  readonly closes: boolean | ((file: EpisodeFile) => boolean);
  /** Writes that are part of the first commit, at most 17 (see `commandsPerCommitMax`). */
  readonly also?: (file: EpisodeFile) => readonly RecordWrite[];
  /** Only for records that are being brought back or in: elsewhere nothing is recorded any more while they are carried. */
  readonly underMark?: true;
  /** Another episode record than the one that was read, with the epoch that it is given. */
  readonly episode?: (episode: Episode) => Episode;
};

/** Three writes a command (consent, leaf, body); with the shelves' 19 and the five of each commit there is room for 17 of `also` in 100. */
const commandsPerCommitMax = 19;

/**
 * Records what happened to consents, durably, before it returns: each event goes
 * through the consent machine, the new states, a leaf of the ledger and its body
 * are written with a higher epoch that every publication under way loses against
 * (I18), and, where it closes, the story comes off every shelf in the first
 * commit. All of a commit or nothing. Where records are carried elsewhere or come
 * back (restore-mark.ts), nothing is recorded that nobody would take along. Returns
 * the epoch and the ids of the records written. Errors: `episode-unknown`, `moving`
 * and `restore-unfinished` (retryable), what `decide` throws, and the machine's
 * refusals (`consent-…`, with speaker, signatory and scope), which change nothing.
 */
export async function changeConsent(
  app: App,
  episodeId: string,
  decision: ConsentDecision,
): Promise<{ readonly epoch: number; readonly recordIds: readonly string[] }> {
  const recordIds: string[] = [];
  for (let isFirst = true; ; isFirst = false) {
    const { epoch, made, more } = await retryOnConflict(async () => {
      const file = await requireEpisode(app.records, episodeId);
      const commands = decision.decide(file);
      const changed = decision.episode?.(file.episode) ?? file.episode;
      const episode = { ...changed, epoch: file.episode.epoch + 1 };
      const closes =
        typeof decision.closes === "function" ? decision.closes(file) : decision.closes;
      const steps = stepsOf(app, file, commands, await currentPolicy(app));
      const now = steps.slice(0, commandsPerCommitMax);
      await commitSettled(app.records, decision.underMark === true ? [] : [noMark], [
        episodeWrite(episode, file.version),
        unsettledWrite(episode, app.clock.now()),
        ...(closes ? offTheShelves(file) : []),
        ...consentWrites(file, now),
        ...ledgerWrites(file, now),
        ...(isFirst ? (decision.also?.(file) ?? []) : []),
      ]);
      return {
        epoch: episode.epoch,
        made: now.flatMap(({ leaf }) => leaf?.recordId ?? []),
        more: steps.length > now.length,
      };
    });
    recordIds.push(...made);
    if (!more) return { epoch, recordIds };
  }
}

/** Whoever began before the mark was set hears of it, instead of asking again and again. */
async function commitSettled(
  records: App["records"],
  marks: readonly RecordWrite[],
  writes: readonly RecordWrite[],
): Promise<void> {
  try {
    await records.commit([...marks, ...writes]);
  } catch (error) {
    if (error instanceof ConflictError && marks.length > 0) await requireNoRestore(records);
    throw error;
  }
}
