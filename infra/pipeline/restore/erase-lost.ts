import { lostEpisode } from "#core/consent/erased-episode";
import { AppError } from "#core/errors";
import type { LostStanding } from "#core/lost-story";
import { publicFolder } from "#core/storage-keys";
import { ConflictError } from "#ports/records";
import type { App } from "../app.ts";
import { erasuresOf, erasureWrite } from "../consent/erasure-records.ts";
import { episodeWrite, readEpisode } from "../episode/episode-records.ts";
import { noIntake } from "../episode/intake-records.ts";
import { type ConfirmedErasure, eraseStory } from "../erasure/erase-story.ts";
import { resumeErasures } from "../participant/ask-erasure.ts";
import { publicationWrite } from "../press/shelves.ts";
import { noMark, requireNoRestore } from "../restore-mark.ts";
import { lastClosedEpoch } from "../takedown/closings.ts";
import type { Takedown } from "../takedown/takedown.ts";
import { findLost, type LostStory, requireLost } from "./lost-stories.ts";

/** Why a story's files are not erased, by what they are. */
const refusals: Partial<Record<LostStanding, string>> = {
  recent: "lost-recent",
  "under-way": "lost-under-way",
  open: "lost-open",
};

/** What became of one story: whether its addresses were seen closed, and what went. */
export type LostErased = Pick<LostStory, "episodeId" | "files" | "bytes"> & {
  readonly takedown: Takedown;
};

/**
 * Erases the files of a story that the records have lost, for good. It gets the
 * record that every erased story leaves, in a commit that fails if anybody came
 * first (its own record, a recording being put down for it, a restore); from there
 * it is erased as any other one: the gate, the public folder, every private file,
 * a tombstone that a later restore heeds, a look from outside. So whoever is killed
 * over it is followed by the sweep, and a second call finishes it or finds that
 * nothing is left. Errors: `lost-recent` and `lost-under-way` (retryable),
 * `lost-open`, `lost-has-record`, `lost-unknown`, `restore-unfinished`, `moving`.
 */
export async function eraseLost(
  app: App,
  episodeId: string,
  by: { readonly staffId: string },
): Promise<LostErased> {
  await requireNoRestore(app.records);
  const begun = await begunErasure(app, episodeId);
  if (begun !== undefined) {
    const takedown = await eraseStory(app, episodeId, begun);
    return { episodeId, files: 0, bytes: 0, takedown };
  }
  const lost = await requireLost(app, episodeId);
  const code = refusals[lost.standing];
  if (code !== undefined)
    throw new AppError(code, {
      params: { id: episodeId, newest: lost.newest },
      retryable: lost.standing !== "open",
    });
  const at = app.clock.now();
  const whose = { speakerId: "s1", signatoryId: "self", askedAt: at };
  const erasure = { ...whose, confirmed: { at, staffId: by.staffId } };
  await noteErased(app, episodeId, erasure);
  const { files, bytes } = lost;
  app.logger.info("lost-story-erased", { episodeId, files, bytes });
  return { episodeId, files, bytes, takedown: await eraseStory(app, episodeId, erasure) };
}

/**
 * Erases all that a restore has left without a record; what is not explained by
 * one stays for its own id. What could not be erased for now stays too, and is
 * thrown when the others are done. Errors: as `eraseLost`.
 */
export async function eraseEveryLost(
  app: App,
  by: { readonly staffId: string },
): Promise<readonly LostErased[]> {
  // Where an earlier call was killed, nothing is lost any more, and yet not everything is gone.
  await resumeErasures(app);
  const erased: LostErased[] = [];
  let failure: AppError | undefined;
  for (const { episodeId, standing } of await findLost(app)) {
    if (standing !== "lost") continue;
    try {
      erased.push(await eraseLost(app, episodeId, by));
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return erased;
}

/** An erasure of this story that is recorded and not done, or done already. */
async function begunErasure(app: App, episodeId: string): Promise<ConfirmedErasure | undefined> {
  const file = await readEpisode(app.records, episodeId);
  if (file?.episode.stage.name !== "erased") return undefined;
  for (const { erasure } of await erasuresOf(app, episodeId)) {
    const { confirmed } = erasure;
    if (confirmed !== undefined) return { ...erasure, confirmed };
  }
  return undefined;
}

/** The one commit that decides it, with an epoch above every one that the story ever had. */
async function noteErased(app: App, episodeId: string, erasure: ConfirmedErasure): Promise<void> {
  const entry = await app.allowList.get(episodeId);
  const epoch = Math.max(await lastClosedEpoch(app, episodeId), entry?.epoch ?? 0) + 1;
  const episode = lostEpisode(episodeId, erasure.askedAt, epoch);
  // Known at the gate is what was public or withdrawn: somebody may have copies, and a stranger is sent to look.
  const addresses = entry === undefined ? [] : [`/${publicFolder(episodeId)}`];
  const unpublished = { episode, publicationVersion: undefined };
  try {
    await app.records.commit([
      noMark,
      noIntake(episodeId),
      episodeWrite(episode, "absent"),
      publicationWrite(unpublished, { leaving: [], addresses }),
      erasureWrite(episodeId, erasure, "absent"),
    ]);
  } catch (cause) {
    if (!(cause instanceof ConflictError)) throw cause;
    await requireNoRestore(app.records);
    throw new AppError("lost-under-way", { params: { id: episodeId }, retryable: true, cause });
  }
}
