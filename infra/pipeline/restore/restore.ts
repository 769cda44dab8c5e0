import { logFilePath, LogFileSchema, logFiles } from "#core/consent/checkpoint";
import { AppError } from "#core/errors";
import {
  intakesListing,
  logFileSort,
  logHeadSort,
  logPartition,
  sessionsListing,
  unsettledListing,
} from "#core/record-keys";
import { publicLedger } from "#core/storage-keys";
import type { Backups } from "#ports/backups";
import type { App } from "../app.ts";
import { closeGate } from "../publication/close-gate.ts";
import { everyKey, everyPage } from "../every-page.ts";
import { listedStories } from "../press/listed-stories.ts";
import { readLog } from "../ledger/ledger-log.ts";
import { resumeErasures } from "../participant/ask-erasure.ts";
import { pressAll } from "../publication/press-all.ts";
import {
  checkpointNote,
  publishCheckpoint,
  publishedCheckpoint,
  readText,
} from "../ledger/publish-checkpoint.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { sweep } from "../sweep/sweep.ts";
import { applyTombstones, type Tombstones } from "./apply-tombstones.ts";
import { BackupNotesSchema } from "./back-up.ts";
import { bringFilesBack, type FilesBroughtBack } from "./backup-files.ts";
import { isRestoring, restoredWrite, restoreMark, restoreMarkRemoved } from "../restore-mark.ts";

export type Restored = Tombstones &
  FilesBroughtBack & {
    /** When the backup was made. */
    readonly at: string;
    /** Private files that the backup speaks of and that are not there (any more). */
    readonly filesMissing: number;
    /** Stories that are open again. */
    readonly opened: number;
  };

/**
 * Brings the records back from a backup without bringing anything back to the
 * world that was closed since. First what the present records still know is
 * settled, so that it is remembered outside them; then everything is closed: the
 * edge's list and every public page but the ledger's; then the records are
 * replaced in one act; then the tombstones are applied; and only then does
 * anything open, through the same gate as ever. Private files that are gone come
 * back from a backup that holds them, but none of a story that was erased. From its first step to the last
 * tombstone a mark stands in the records, with which nothing opens and no server
 * starts: cut short at any point, it is run again. No server may run meanwhile.
 * Errors: `backup-damaged` (nothing was changed), `listings-late` (retryable; everything is closed).
 */
export async function restore(app: App, backups: Backups, folder: string): Promise<Restored> {
  const parsed = BackupNotesSchema.safeParse(await backups.check(folder));
  if (!parsed.success)
    throw new AppError("backup-damaged", { params: { folder, problem: "notes" } });
  const notes = parsed.data;
  // After a first try that was cut short, the records may be half old: they have nothing more to say.
  if (!(await isRestoring(app.records))) await sweep(app);
  const mark = restoreMark(app.clock.now());
  await app.records.commit([mark]);
  await closeEverything(app);
  await backups.load(folder, mark);
  await adoptPublishedLog(app);
  const tombstones = await applyTombstones(app);
  // Whoever was in the middle of something comes in anew; of a recording that was being taken in then,
  // a person decides whether its story is lost (erase-lost.ts), and no sweep.
  await forgetListed(app, sessionsListing);
  await forgetListed(app, intakesListing);
  const brought = await bringFilesBack(app, backups.files(folder), notes.files);
  const filesMissing = await countMissing(app, notes.files);
  await app.records.commit([restoreMarkRemoved, restoredWrite(app.clock.now())]);
  const opened = await openAgain(app);
  app.logger.info("restored", { ...tombstones, ...brought, opened, filesMissing });
  return { at: notes.at, ...tombstones, ...brought, filesMissing, opened };
}

/** The edge lets nothing of any story through, and what was pressed is gone; what was signed stays. */
export async function closeEverything(app: App): Promise<void> {
  for await (const { entries } of everyPage((from) => app.allowList.list(from))) {
    for (const { episodeId, entry } of entries)
      if (entry.state === "allowed") await closeGate(app, episodeId, entry.epoch);
  }
  for await (const key of everyKey(app.publicStore, ""))
    if (!key.startsWith(publicLedger)) await app.publicStore.delete(key);
  await app.edgeCache?.forget();
}

/**
 * The log only grows, over a restore too: where the published one is longer than
 * the backup's, and signed by us, it is the one that goes on.
 */
async function adoptPublishedLog(app: App): Promise<void> {
  const published = await publishedCheckpoint(app);
  const kept = await readLog(app);
  if (published === undefined || !(published.size > kept.length)) return;
  const entries: string[] = [];
  for (let file = 0; entries.length < published.size; file += 1) {
    const text = await readText(app, logFilePath(file));
    const part = text === undefined ? undefined : LogFileSchema.safeParse(JSON.parse(text)).data;
    if (part === undefined || part.entries.length === 0) break;
    entries.push(...part.entries);
  }
  const covered = entries.slice(0, published.size);
  const isOurs = (await checkpointNote(app, covered)).text === published.note;
  const goesOn = kept.every((entry, index) => covered[index] === entry);
  if (!isOurs || !goesOn)
    throw new AppError("ledger-rewritten", {
      params: { published: published.size, kept: kept.length },
    });
  for (const [file, body] of logFiles(covered).entries())
    await app.records.commit([
      { kind: "put", partition: logPartition, sort: logFileSort(file), body, expect: "any" },
    ]);
  const body = { size: covered.length };
  await app.records.commit([
    { kind: "put", partition: logPartition, sort: logHeadSort, body, expect: "any" },
  ]);
}

async function forgetListed(app: App, list: string): Promise<void> {
  const over = [];
  for await (const page of everyPage((from) => app.records.queryListing(list, from)))
    over.push(...page.records);
  for (const { partition, sort } of over)
    await app.records.commit([{ kind: "delete", partition, sort, expect: "any" }]);
}

async function countMissing(app: App, files: readonly { readonly key: string }[]): Promise<number> {
  let missing = 0;
  for (const { key } of files) if ((await app.privateStore.head(key)) === undefined) missing += 1;
  return missing;
}

/** Every story that is marked, or these, through the gate one after the other, then the pages around them. Returns how many are open. */
export async function openAgain(app: App, named?: readonly string[]): Promise<number> {
  const ids = named ?? (await listedStories(app, unsettledListing));
  let opened = 0;
  for (const id of ids) opened += Number((await reconcileEpisode(app, id)) === "publishable");
  await resumeErasures(app);
  await pressAll(app);
  await publishCheckpoint(app);
  return opened;
}
