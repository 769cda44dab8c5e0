import { decidePublication } from "#core/publication";
import { isOpenState } from "#core/consent/states";
import { allEpisodesListing, consentSort } from "#core/record-keys";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand } from "../consent/consent-steps.ts";
import {
  type EpisodeFile,
  episodeWrite,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "../episode/episode-records.ts";
import { listedStories } from "../press/listed-stories.ts";
import { recordErasure } from "../erasure/erase-story.ts";
import { type Closings, newestClosings } from "../takedown/closings.ts";
import { revokeSecrets } from "../consent/revoke-secrets.ts";
import { filesWithoutRecord } from "./lost-stories.ts";

/** What became of the restored records. */
export type Tombstones = {
  readonly stories: number;
  /** Yeses of the backup that no longer stood: the people have to be asked again. */
  readonly yesesClosed: number;
  /** Stories that a person had closed since (an embargo, a block): a person opens them again. */
  readonly storiesHeld: number;
  readonly storiesErased: number;
  /** Stories that were taken in after the backup, by what is kept of their closings or their files: their records are lost. */
  readonly storiesLost: number;
};

/**
 * Takes back, in records from a backup, all that has been closed since (I21). A
 * yes stays only if the private store says that this very record stood last; where
 * nothing is known, it is closed. Only closes; safe to repeat. Codes and links that
 * could say yes are replaced, since some were used or revoked meanwhile. Records that
 * were `carried` here are no older copy: a story whose epoch is as high as that of
 * what was closed last knows of it, and keeps its yeses, its waiting ones and its codes.
 */
export async function applyTombstones(
  app: App,
  { from }: { readonly from: "backup" | "carried" } = { from: "backup" },
): Promise<Tombstones> {
  const closings = await newestClosings(app);
  const ids = await listedStories(app, allEpisodesListing);
  const sum = { yesesClosed: 0, storiesHeld: 0, storiesErased: 0 };
  for (const id of ids) {
    const last = closings.get(id);
    const { episode } = await requireEpisode(app.records, id);
    const isNewest = from === "carried" && episode.epoch >= (last?.epoch ?? 0);
    await raiseEpoch(app, id, last?.epoch ?? 0);
    if (isNewest) continue;
    sum.yesesClosed += await closeYeses(app, id, last);
    sum.storiesErased += Number(last?.erased === true && (await eraseAgain(app, id)));
    sum.storiesHeld += Number(await holdBack(app, id, last));
    await revokeSecrets(app, { episodeId: id }, "replaced");
  }
  return { stories: ids.length, storiesLost: await countLost(app, ids, closings), ...sum };
}

/** Who never answered left no closings, and whose files are gone no files: a lost story has one or the other. */
async function countLost(
  app: App,
  ids: readonly string[],
  closings: ReadonlyMap<string, Closings>,
): Promise<number> {
  const known = new Set(ids);
  const closed = [...closings.values()].filter(
    ({ episodeId, erased }) => !erased && !known.has(episodeId),
  );
  const withFiles = await filesWithoutRecord(app);
  return new Set([...closed.map(({ episodeId }) => episodeId), ...withFiles.keys()]).size;
}

/** Above every epoch that was ever given out: what was computed before the restore loses, and the next closings are the newest. */
async function raiseEpoch(app: App, id: string, lastEpoch: number): Promise<void> {
  const listed = (await app.allowList.get(id))?.epoch ?? 0;
  await retryOnConflict(async () => {
    const { episode, version } = await requireEpisode(app.records, id);
    const epoch = Math.max(lastEpoch, listed, episode.epoch) + 1;
    const raised = { ...episode, epoch };
    await app.records.commit([
      episodeWrite(raised, version),
      unsettledWrite(raised, app.clock.now()),
    ]);
  });
}

/** Returns how many yeses were closed. */
async function closeYeses(app: App, id: string, last: Closings | undefined): Promise<number> {
  let closed = 0;
  const decide = ({ consents }: EpisodeFile) => {
    const commands = consents.flatMap((consent): ConsentCommand[] => {
      const { speakerId, signatoryId, scope, state, recordId } = consent;
      const whose = { speakerId, signatoryId, scope };
      const sort = consentSort(speakerId, signatoryId, scope);
      if (last?.revoked.includes(sort) === true && state !== "revoked") {
        const by = { kind: "authority", reference: "restored" } as const;
        return [{ ...whose, event: { kind: "revoke", by } }];
      }
      // A yes that waits for its confirmation may have been taken back as well.
      const couldOpen = isOpenState(state) || state === "pending-cooling";
      if (!couldOpen || last?.open[sort] === recordId) return [];
      const by = { kind: "clock" } as const;
      return [{ ...whose, event: { kind: "invalidate", by, because: "proof-defect" } }];
    });
    closed = Math.max(closed, commands.length);
    return commands;
  };
  // The shelves come from the backup too: the story stands on them again only once it is opened.
  await changeConsent(app, id, { closes: true, underMark: true, decide });
  return closed;
}

/** The decision is recorded as it was; what the backup brought back is destroyed by whoever finishes erasures. */
async function eraseAgain(app: App, id: string): Promise<boolean> {
  const { episode } = await requireEpisode(app.records, id);
  const [speaker] = episode.speakers;
  if (speaker === undefined || episode.stage.name === "erased") return false;
  const at = app.clock.now();
  const confirmed = { at, staffId: "restored", secondContact: "restored" };
  const erasure = { speakerId: speaker.id, signatoryId: "self", askedAt: at, confirmed };
  await recordErasure(app, id, erasure, { underMark: true });
  return true;
}

/**
 * What a person had closed otherwise than by taking a yes back (an embargo, a
 * block, a name that stood in the words), and the backup does not know of.
 */
async function holdBack(app: App, id: string, last: Closings | undefined): Promise<boolean> {
  return retryOnConflict(async () => {
    const file = await requireEpisode(app.records, id);
    const now = app.clock.now();
    const decision = decidePublication(file, now);
    const opens = decision.status === "publishable";
    const isHeld =
      !opens && decision.reasons.some(({ code }) => code === "embargo" || code === "blocked");
    const mustHold = last?.held === true || (opens && last?.withheld !== false);
    if (!mustHold || isHeld || last?.erased === true) return false;
    const episode = { ...file.episode, embargoUntil: now, epoch: file.episode.epoch + 1 };
    await app.records.commit([episodeWrite(episode, file.version), unsettledWrite(episode, now)]);
    return true;
  });
}
