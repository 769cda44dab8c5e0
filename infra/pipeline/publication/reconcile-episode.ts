import { type Decision, decidePublication } from "#core/publication";
import { episodePartition, episodeSort, unsettledSort } from "#core/record-keys";
import { publicFolder } from "#core/storage-keys";
import { StaleListError } from "#ports/allow-list";
import { ConflictError, type RecordWrite } from "#ports/records";
import { asRead } from "#ports/records-rules";
import type { App } from "../app.ts";
import { closeGate } from "./close-gate.ts";
import {
  type EpisodeFile,
  type Leaving,
  readEpisode,
  retryOnConflict,
} from "../episode/episode-records.ts";
import { isFormer } from "./is-former.ts";
import { openStory } from "./open-story.ts";
import { keepClosings } from "../takedown/closings.ts";
import { withContent } from "../current-content.ts";
import { takeDown } from "../takedown/takedown.ts";
import { openTakedownTasks } from "../takedown/takedown-tasks.ts";
import { pressAround } from "../press/press-shared.ts";
import { leavingNow, offTheShelves, publicationWrite } from "../press/shelves.ts";

/** More rounds than this means that something else keeps writing; the queue brings the job back. */
const roundsMax = 20;

/**
 * Makes what is reachable of one story equal to what is permitted now. It looks
 * only at the present (level-triggered), so it may run at any time, twice, or
 * after a crash at any point. The allow-list's ETag is read before the consents:
 * an update computed from consents that have changed since cannot land.
 */
export async function reconcileEpisode(
  anyApp: App,
  episodeId: string,
): Promise<Decision["status"]> {
  const app = await withContent(anyApp);
  for (let round = 1; ; round += 1) {
    try {
      return await settleOnce(app, episodeId);
    } catch (error) {
      const lostRace = error instanceof ConflictError || error instanceof StaleListError;
      if (!lostRace || round >= roundsMax) throw error;
    }
  }
}

async function settleOnce(app: App, episodeId: string): Promise<Decision["status"]> {
  const etag = await app.allowList.etag();
  const partition = episodePartition(episodeId);
  const marker = await app.records.get({ partition, sort: unsettledSort });
  const file = await readEpisode(app.records, episodeId);
  const decision = file && decidePublication(file, app.clock.now());
  if (file !== undefined && decision?.status === "publishable") {
    const pressed = await openStory(app, file, decision.episode, etag);
    await keepClosings(app, file);
    await markSettled(app, episodeId, file, pressed, marker?.version);
    return "publishable";
  }
  const pressed = await closeStory(app, episodeId, file);
  if (file !== undefined) await keepClosings(app, file);
  if (pressed.length > 0) await followUp(app, episodeId);
  await markSettled(app, episodeId, file, pressed, marker?.version);
  return "withheld";
}

/**
 * Closes a story that may be public, but is open under a publication that is no
 * longer its own, which may say more than people agree to now; the next reconcile opens
 * it as it may be. Returns whether there was anything to close.
 */
export async function closeFormer(anyApp: App, episodeId: string): Promise<boolean> {
  const app = await withContent(anyApp);
  return retryOnConflict(async () => {
    const file = await readEpisode(app.records, episodeId);
    if (file === undefined || !isFormer(await app.allowList.get(episodeId), file)) return false;
    await closeStory(app, episodeId, file);
    return true;
  });
}

/**
 * The gate first; then the shelves (an expiry has not touched them yet); then
 * the files and the traces on shared pages. Returns what was pressed away.
 */
async function closeStory(
  app: App,
  episodeId: string,
  file: EpisodeFile | undefined,
): Promise<readonly Leaving[]> {
  const entry = await app.allowList.get(episodeId);
  if (entry?.state === "allowed") {
    await closeGate(app, episodeId, file?.episode.epoch ?? entry.epoch);
    app.logger.info("episode-closed", { episodeId });
  }
  const writes = file === undefined ? [] : offTheShelves(file);
  if (writes.length > 0) await app.records.commit(writes);
  await app.publicStore.deletePrefix(publicFolder(episodeId));
  const live = file?.publication.live;
  const leaving = [
    ...(file?.publication.leaving ?? []),
    ...(file !== undefined && live !== undefined ? [leavingNow(file, live)] : []),
  ];
  await pressAround(app, leaving);
  // A press that was writing the story's pages when its record changed has ended by now: it held the lease.
  if (leaving.length > 0) await app.publicStore.deletePrefix(publicFolder(episodeId));
  // Before the work counts as done: when this fails, all of it is done again.
  if (leaving.length > 0) await app.edgeCache?.forget();
  return leaving;
}

/**
 * What was public until now is looked for from outside, whatever closed it (a
 * withdrawal, an edit, the clock), and those who have copies are to be asked. It
 * comes before the mark goes: a process that dies here is followed by a sweep.
 */
async function followUp(app: App, episodeId: string): Promise<void> {
  await takeDown(app, episodeId);
  await openTakedownTasks(app, episodeId);
}

/**
 * Forgets the cards whose traces are gone, and the marker, unless the story has
 * changed since it was decided on (`ConflictError`). The marker's own version does not
 * tell: where another one has taken it away, that of the next change begins at 1 again.
 */
async function markSettled(
  app: App,
  episodeId: string,
  decided: EpisodeFile | undefined,
  pressed: readonly Leaving[],
  markerVersion: number | undefined,
): Promise<void> {
  const file = await readEpisode(app.records, episodeId);
  const nameOf = ({ card, since }: Leaving) => `${since} ${card.publicationKey}`;
  const gone = new Set(pressed.map(nameOf));
  const leaving = (file?.publication.leaving ?? []).filter((one) => !gone.has(nameOf(one)));
  const writes: RecordWrite[] = [];
  if (file !== undefined && leaving.length < file.publication.leaving.length) {
    writes.push(publicationWrite(file, { ...file.publication, leaving }));
  }
  // What waits to be processed is settled when it was.
  const waits = file?.episode.stage.name === "received";
  if (markerVersion !== undefined && !waits) {
    const partition = episodePartition(episodeId);
    writes.push(
      { kind: "check", partition, sort: episodeSort, expect: asRead(decided?.version) },
      { kind: "delete", partition, sort: unsettledSort, expect: { version: markerVersion } },
    );
  }
  if (writes.length > 0) await app.records.commit(writes);
}
