import { AppError } from "#core/errors";
import { type LostFiles, type LostStanding, lostStanding } from "#core/lost-story";
import { allEpisodesListing, episodePartition, episodeSort } from "#core/record-keys";
import { episodeOfPrivateKey, privatePrefixes, privateStoryFolders } from "#core/storage-keys";
import type { App } from "../app.ts";
import { isTakenIn } from "../episode/intake-records.ts";
import { everyKey } from "../every-page.ts";
import { listedStories } from "../press/listed-stories.ts";
import { replacedAt, requireNoRestore } from "../restore-mark.ts";
import { uploadsOnTheirWay } from "../studio/story-uploads.ts";

/** A story of which the private store has files and the records know nothing. */
export type LostStory = LostFiles & {
  readonly episodeId: string;
  readonly standing: LostStanding;
  readonly keys: readonly string[];
};

/**
 * Every story that has private files and no record, the one with the newest file
 * last. Changes nothing. Errors: `restore-unfinished` and `moving` (retryable),
 * since half of the records are no records to judge by.
 */
export async function findLost(app: App): Promise<readonly LostStory[]> {
  await requireNoRestore(app.records);
  const known = await circumstances(app);
  const found: LostStory[] = [];
  for (const [episodeId, keys] of await filesWithoutRecord(app))
    found.push(...(await describe(app, episodeId, keys, known)));
  return found.sort((a, b) => (a.newest < b.newest ? -1 : 1));
}

/**
 * One of them. Errors: `lost-has-record`, `lost-unknown` (there are no files
 * either), and those of `findLost`.
 */
export async function requireLost(app: App, episodeId: string): Promise<LostStory> {
  await requireNoRestore(app.records);
  const params = { id: episodeId };
  if (await hasRecord(app, episodeId)) throw new AppError("lost-has-record", { params });
  const keys: string[] = [];
  for (const prefix of privatePrefixes(episodeId))
    for await (const key of everyKey(app.privateStore, prefix)) keys.push(key);
  const [found] = await describe(app, episodeId, keys, await circumstances(app));
  if (found === undefined) throw new AppError("lost-unknown", { params });
  return found;
}

/** The keys of private files by the id of their story, of all stories that have no record at this moment. */
export async function filesWithoutRecord(app: App): Promise<ReadonlyMap<string, string[]>> {
  // A listing may lag behind: it spares asking for the many, and each of the few is asked for itself.
  const known = new Set(await listedStories(app, allEpisodesListing));
  const found = new Map<string, string[]>();
  for (const folder of privateStoryFolders)
    for await (const key of everyKey(app.privateStore, folder)) {
      const episodeId = episodeOfPrivateKey(key);
      if (episodeId === undefined || known.has(episodeId)) continue;
      if (!found.has(episodeId) && (await hasRecord(app, episodeId))) known.add(episodeId);
      else found.set(episodeId, [...(found.get(episodeId) ?? []), key]);
    }
  return found;
}

const hasRecord = async (app: App, episodeId: string) =>
  (await app.records.get({ partition: episodePartition(episodeId), sort: episodeSort })) !==
  undefined;

type Known = { readonly sent: ReadonlySet<string>; readonly replaced: string | undefined };

const circumstances = async (app: App): Promise<Known> => ({
  sent: (await uploadsOnTheirWay(app)).episodeIds,
  replaced: await replacedAt(app.records),
});

/** Nothing where the files have gone meanwhile. */
async function describe(
  app: App,
  episodeId: string,
  keys: readonly string[],
  { sent, replaced }: Known,
): Promise<LostStory[]> {
  const heads = [];
  for (const key of keys) heads.push((await app.privateStore.head(key)) ?? []);
  const there = heads.flat();
  const instants = there.map(({ lastModified }) => lastModified.toISOString()).sort();
  const [oldest, newest] = [instants[0], instants.at(-1)];
  if (oldest === undefined || newest === undefined) return [];
  const standing = lostStanding(
    { oldest, newest },
    {
      now: app.clock.now(),
      replacedAt: replaced,
      isUnderWay: sent.has(episodeId) || (await isTakenIn(app, episodeId)),
      isOpen: (await app.allowList.get(episodeId))?.state === "allowed",
    },
  );
  const bytes = there.reduce((sum, head) => sum + head.bytes, 0);
  const files = { files: there.length, bytes, oldest, newest };
  return [{ episodeId, standing, ...files, keys: there.map(({ key }) => key) }];
}
