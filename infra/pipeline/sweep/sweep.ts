import { AppError } from "#core/errors";
import { decidePublication } from "#core/publication";
import { closingListing, episodeOfPartition, unsettledListing } from "#core/record-keys";
import { episodeOfPublicKey, publicFolder } from "#core/storage-keys";
import type { App } from "../app.ts";
import {
  type EpisodeFile,
  PublicationRecordSchema,
  readEpisode,
  UnsettledSchema,
} from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { forgetWhatIsOver } from "./forget-what-is-over.ts";
import { advanceDueConsents } from "../participant/due-consents.ts";
import { pressProjects } from "../studio/publish-project.ts";
import { resumeErasures } from "../participant/ask-erasure.ts";
import { forgetWhatCameLate } from "../erasure/erase-story.ts";
import { tellLateClosings, watchTakedowns } from "../takedown/watch-takedowns.ts";
import { publicStoryKeys } from "../press/public-story-keys.ts";
import { resendProcessing, type WaitingRecording } from "../episode/resend-processing.ts";
import { isFormer } from "../publication/is-former.ts";
import { closeFormer, reconcileEpisode } from "../publication/reconcile-episode.ts";
import { sendShowsPressAgain } from "../studio/press-shows.ts";

/**
 * Closes whatever should be closed and is not: stories left in the middle of a
 * withdrawal, also of a name alone, and those whose consent has come to its end, which it records. It opens nothing
 * itself; a grant or a recording whose job was lost gets its job again, and an erasure that was
 * confirmed is carried on with. Runs before anything is
 * served, on a schedule, and whenever a worker is idle. A thorough sweep also
 * looks through the whole public store and the edge's list (consent note, I20), and
 * deletes what opens nothing any more.
 * Returns of how many stories it closed something that could be reached, or left
 * its traces, and how many jobs it sent again. What one story could not do for now
 * (retryable) is thrown when the others are done.
 */
export async function sweep(
  app: App,
  options: { readonly thorough?: boolean } = {},
): Promise<{ readonly closed: number; readonly resent: number }> {
  // First, since what comes next may fail for the very reason that somebody has to be called.
  await tellLateClosings(app);
  await advanceDueConsents(app);
  const marked = await unsettled(app);
  const found = [
    marked.stories,
    await ended(app),
    options.thorough === true ? await strays(app) : [],
  ];
  const due = new Set(found.flat());
  const settled = await settleEach(app, due);
  const resent = settled.resent + (await resendProcessing(app, marked.received));
  await watchTakedowns(app);
  // Last, because everything has to be closed before anything is tidied up or pressed.
  await resumeErasures(app);
  await pressProjects(app);
  await sendShowsPressAgain(app);
  if (options.thorough === true) {
    await forgetWhatCameLate(app);
    await forgetWhatIsOver(app);
  }
  if (settled.failure !== undefined) throw settled.failure;
  return { closed: settled.closed, resent };
}

/** Closes, or sends the job of, each story; one that cannot be finished now must not keep the next one open. */
async function settleEach(app: App, due: ReadonlySet<string>) {
  let closed = 0;
  let resent = 0;
  let failure: AppError | undefined;
  for (const episodeId of due) {
    try {
      if (mayBePublic(app, await readEpisode(app.records, episodeId))) {
        closed += Number(await closeFormer(app, episodeId));
        await app.queue.send({ kind: "reconcile", episodeId });
        resent += 1;
      } else {
        const wasReachable = await isReachable(app, episodeId);
        await reconcileEpisode(app, episodeId);
        closed += Number(wasReachable);
      }
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      failure ??= error;
    }
  }
  return { closed, resent, failure };
}

/** Stories with a mark: those whose public state is to be looked at, and those that were only taken in. */
async function unsettled(app: App) {
  const stories: string[] = [];
  const received: WaitingRecording[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(unsettledListing, from))) {
    for (const { partition, body } of page.records) {
      const { job, at = "" } = UnsettledSchema.parse(body);
      const episodeId = episodeOfPartition(partition);
      if (job === undefined) stories.push(episodeId);
      else received.push({ episodeId, markedAt: at });
    }
  }
  return { stories, received };
}

/** Whether anything of a story that may not be public is still there to be closed. */
async function isReachable(app: App, episodeId: string): Promise<boolean> {
  if ((await app.allowList.get(episodeId))?.state === "allowed") return true;
  const file = await readEpisode(app.records, episodeId);
  if (file?.publication.live !== undefined) return true;
  if ((file?.publication.leaving.length ?? 0) > 0) return true;
  return (await app.publicStore.list(publicFolder(episodeId))).keys.length > 0;
}

/** Live stories whose first consent has ended; the listing is in the order of those ends. */
async function ended(app: App): Promise<readonly string[]> {
  const now = app.clock.now();
  const found: string[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(closingListing, from))) {
    for (const { body, partition } of page.records) {
      const closesAt = PublicationRecordSchema.parse(body).live?.card.closesAt;
      if (closesAt === undefined || closesAt > now) return found;
      found.push(episodeOfPartition(partition));
    }
  }
  return found;
}

/**
 * Stories of which something lies in the public store, or stands on the edge's
 * list, without permission, or under a publication that is no longer theirs. A process that
 * died while it wrote can leave files behind; the edge never lets anyone see them, and here they go.
 */
async function strays(app: App): Promise<readonly string[]> {
  const suspects = new Set<string>();
  for await (const key of publicStoryKeys(app)) suspects.add(episodeOfPublicKey(key));
  for await (const { entries } of everyPage((from) => app.allowList.list(from))) {
    for (const { episodeId, entry } of entries)
      if (entry.state === "allowed") suspects.add(episodeId);
  }
  const found: string[] = [];
  for (const episodeId of suspects) {
    const file = await readEpisode(app.records, episodeId);
    const isFine = mayBePublic(app, file) && !isFormer(await app.allowList.get(episodeId), file);
    if (!isFine) found.push(episodeId);
  }
  return found;
}

const mayBePublic = (app: App, file: EpisodeFile | undefined): file is EpisodeFile =>
  file !== undefined && decidePublication(file, app.clock.now()).status === "publishable";
