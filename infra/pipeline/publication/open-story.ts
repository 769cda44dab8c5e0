import { canonicalJson } from "#core/hash";
import type { PublishableEpisode } from "#core/publication";
import { episodePartition, episodeSort } from "#core/record-keys";
import { publicFolder } from "#core/storage-keys";
import { StaleListError } from "#ports/allow-list";
import { ConflictError } from "#ports/records";
import type { App } from "../app.ts";
import type { EpisodeFile, Leaving, Live, PublicationRecord } from "../episode/episode-records.ts";
import { preparePublication } from "./prepare-publication.ts";
import { traceOf } from "../press/press-index.ts";
import { pressAround, takeTurn } from "../press/press-shared.ts";
import { addressesOf, pressStory, putStories } from "../press/press-story.ts";
import { liveStory, shelvedStory, type ShelvedStory } from "../press/shelved-story.ts";
import { leavingNow, ontoTheShelves, publicationWrite } from "../press/shelves.ts";
import { standsOnShelves } from "../press/stands-on-shelves.ts";
import { requireNoRestore } from "../restore-mark.ts";

/**
 * Makes a story reachable that the gate let through. Files and page come first,
 * while the edge still answers 410; then the record and the shelves, only if
 * the episode is still the very version that was decided on; then the edge, only
 * if its list is still the one whose ETag was read before the decision; then the
 * shared pages. Returns what was pressed away. Throws
 * `ConflictError` or `StaleListError` when something changed: decide again; and
 * `restore-unfinished` or `moving` (retryable) before anything is staged.
 */
export async function openStory(
  app: App,
  file: EpisodeFile,
  episode: PublishableEpisode,
  etag: string,
): Promise<readonly Leaving[]> {
  // Its turns would be refused further on; until then, files of what was withdrawn since would have been staged.
  await requireNoRestore(app.records);
  const publication = await preparePublication(app, episode, file.publication);
  const story = shelvedStory(app, episode, publication);
  await putPages(app, file, episode, story);
  const former = file.publication.live;
  const isNew = !(await isShelved(app, former, story));
  const leaving = [
    ...file.publication.leaving,
    ...(isNew && former !== undefined ? [leavingNow(file, former)] : []),
  ];
  const guid = file.publication.guid ?? publication.guid;
  const live = liveStory(story, publication, episode, file.version);
  const record: PublicationRecord = {
    leaving,
    live,
    firstPublishedAt: publication.firstPublishedAt,
    ...(guid === undefined ? {} : { guid }),
    addresses: [...new Set([...file.publication.addresses, ...addressesOf(story, publication)])],
  };
  // After a change that shows nowhere, the seal alone is of another version.
  if (isNew || former?.seal?.version !== live.seal?.version) {
    await app.records.commit([
      {
        kind: "check",
        partition: episodePartition(episode.id),
        sort: episodeSort,
        expect: { version: file.version },
      },
      publicationWrite(file, record),
      ...(isNew ? ontoTheShelves(former?.card, story) : []),
    ]);
  }
  await allow(app, episode, publication.key, etag);
  await pressAround(app, [...leaving, traceOf(live)]);
  // What a narrower story no longer says must not stay in copies either.
  if (leaving.length > 0) await app.edgeCache?.forget();
  await removeFormerFiles(app, episode.id, publication.key);
  return leaving;
}

async function putPages(
  app: App,
  file: EpisodeFile,
  episode: PublishableEpisode,
  story: ShelvedStory,
): Promise<void> {
  const pressed = await pressStory(app, episode, story, file.version);
  const changed = await takeTurn(app, () => putStories(app, [pressed]));
  const partition = episodePartition(episode.id);
  if (changed.length > 0) throw new ConflictError([{ partition, sort: episodeSort }]);
}

/** Whether a story has been put on the shelves as it is now to stand there. */
async function isShelved(
  app: App,
  former: Live | undefined,
  { card }: ShelvedStory,
): Promise<boolean> {
  if (former === undefined || canonicalJson(former.card) !== canonicalJson(card)) return false;
  return standsOnShelves(app, former);
}

async function allow(
  app: App,
  { id, epoch }: PublishableEpisode,
  publication: string,
  etag: string,
): Promise<void> {
  const entry = await app.allowList.get(id);
  // A denial from a later decision always wins, whatever the list's ETag says.
  if (entry?.state === "denied" && entry.epoch > epoch) throw new StaleListError();
  const isThere =
    entry?.state === "allowed" && entry.publication === publication && entry.epoch === epoch;
  if (isThere) return;
  await app.allowList.put(id, { state: "allowed", publication, epoch }, etag);
  app.logger.info("episode-published", { episodeId: id, epoch });
}

/** The edge does not let files of former publications through any more; here they go from the store too. */
async function removeFormerFiles(app: App, episodeId: string, publication: string): Promise<void> {
  const folder = publicFolder(episodeId);
  const { keys } = await app.publicStore.list(folder);
  for (const key of keys) {
    const file = key.slice(folder.length);
    if (/^[0-9a-z]{26}[.-]/.test(file) && !file.startsWith(publication)) {
      await app.publicStore.delete(key);
    }
  }
}
