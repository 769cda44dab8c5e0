import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { allEpisodesListing, unsettledListing } from "#core/record-keys";
import { publicLedger } from "#core/storage-keys";
import { ringKeys } from "#ports/key-ring";
import type { App } from "../app.ts";
import { everyKey, everyPage } from "../every-page.ts";
import { listedStories } from "../press/listed-stories.ts";
import { publishCheckpoint } from "../ledger/publish-checkpoint.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { closeEverything, openAgain } from "../restore/restore.ts";
import {
  requireNoRestore,
  restoreMark,
  restoreMarkRemoved,
  standingMark,
} from "../restore-mark.ts";
import { sweep } from "../sweep/sweep.ts";
import { writeRecords } from "./carried-records.ts";
import { carriedKey, type MoveNotes, type MovingMeans, notesKey } from "./move-notes.ts";

/**
 * Carries an installation out, whole: what is due is settled, then it is closed
 * for good (a story must not be open in two places, of which only one hears a
 * withdrawal). From then on no answer of a person is recorded (`moving`,
 * change-consent.ts), and what else was under way is waited for. Then records, private files, the published ledger and, if asked
 * for, the keys are written to the folder. Run again, it goes on where it was cut
 * short. Errors: `move-exists`, `move-unsettled` (retryable), `restore-unfinished`.
 */
export async function moveOut(
  app: App,
  means: MovingMeans,
  options: { readonly keys: "with" | "apart" },
): Promise<MoveNotes> {
  const { folder, ring } = means;
  if ((await folder.head(notesKey)) !== undefined) throw new AppError("move-exists");
  const { move, at } = await comeToRest(app);
  await closeEverything(app);
  await means.quietSince(at);
  const records = await writeRecords(means);
  if (records === undefined) throw new AppError("move-unsettled", { retryable: true });
  const files = [
    ...(await writeFiles(means, "private", app.privateStore, "")),
    ...(await writeFiles(means, "public", app.publicStore, publicLedger)),
  ];
  const keys: MoveNotes["keys"] = [];
  for (const name of ringKeys) {
    const value = await ring.read(name);
    if (value === undefined) continue;
    keys.push({ name, sha256: sha256Hex(value) });
    if (options.keys === "with") await folder.put(carriedKey("keys", name), value);
  }
  const notes: MoveNotes = {
    format: "paroles-move-1",
    move,
    at: app.clock.now(),
    origin: app.origin,
    records,
    files,
    keys,
    deadJobs: await countDead(app),
  };
  await folder.put(notesKey, new TextEncoder().encode(JSON.stringify(notes, null, 1)));
  app.logger.info("moved-out", { records: records.count, files: files.length });
  return notes;
}

/** Settles what is due, so that all of it is remembered, and sets the mark. Returns the name of this move, and since when the mark stands. */
async function comeToRest(app: App): Promise<{ readonly move: string; readonly at: string }> {
  const mark = await standingMark(app.records);
  if (mark?.by === "move-out" && mark.move !== undefined) return { move: mark.move, at: mark.at };
  await requireNoRestore(app.records);
  await sweep(app);
  for (const id of await listedStories(app, unsettledListing)) await reconcileEpisode(app, id);
  await publishCheckpoint(app);
  const move = encodeId(app.randomness.bytes(publicationKeyLength));
  const at = app.clock.now();
  await app.records.commit([restoreMark(at, { by: "move-out", move })]);
  return { move, at };
}

async function writeFiles(
  { folder }: MovingMeans,
  store: "private" | "public",
  from: App["privateStore"],
  prefix: string,
): Promise<MoveNotes["files"]> {
  const files: MoveNotes["files"] = [];
  for await (const key of everyKey(from, prefix)) {
    const target = carriedKey(store, key);
    const head = await from.head(key);
    if (head === undefined) continue;
    const carried = await folder.head(target);
    if (carried?.etag !== head.etag) await folder.put(target, await from.get(key));
    files.push({ store, key, bytes: head.bytes, sha256: head.etag });
  }
  return files;
}

async function countDead(app: App): Promise<number> {
  let count = 0;
  for await (const { jobs } of everyPage((from) => app.queue.listDead(from))) count += jobs.length;
  return count;
}

/**
 * Opens again what was closed to be carried out, where it is not going to arrive
 * anywhere. Errors: `not-moving`. Returns how many stories are open.
 */
export async function stayAfterAll(app: App): Promise<number> {
  const mark = await standingMark(app.records);
  if (mark?.by !== "move-out") throw new AppError("not-moving");
  await app.records.commit([restoreMarkRemoved]);
  return openAgain(app, await listedStories(app, allEpisodesListing));
}
