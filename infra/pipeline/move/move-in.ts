import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { allEpisodesListing } from "#core/record-keys";
import { peopleListing, projectsListing } from "#core/studio/team-keys";
import type { App } from "../app.ts";
import { listedStories } from "../press/listed-stories.ts";
import { applyTombstones, type Tombstones } from "../restore/apply-tombstones.ts";
import { closeEverything, openAgain } from "../restore/restore.ts";
import {
  arrivedMove,
  movedWrite,
  requireNoRestore,
  restoreMark,
  restoreMarkRemoved,
  standingMark,
} from "../restore-mark.ts";
import { bringRecords, readPart } from "./carried-records.ts";
import { type Verification, verifySite } from "../publication/verify-site.ts";
import {
  carriedKey,
  damaged,
  jsonOf,
  type MoveNotes,
  MoveNotesSchema,
  type MovingMeans,
  notesKey,
} from "./move-notes.ts";

/**
 * The first half of arriving: everything comes in as it was, and nothing opens.
 * Only an installation that keeps nothing takes it. Keys come from the folder, or
 * must be there already and be the same. Each part is compared with what was
 * carried out, when it is read and once more where it lies now. Cut short, it is
 * run again; once all of it has arrived it changes nothing. Errors: `move-damaged` and `move-keys-missing` (nothing was changed),
 * `move-not-empty`. Whoever goes on with `settleIn` starts anew, with these keys.
 */
export async function arrive(app: App, means: MovingMeans): Promise<MoveNotes> {
  const notes = await readNotes(means);
  const mark = await standingMark(app.records);
  // What has arrived may have been answered since: only its end is still to come.
  if (mark === undefined && (await arrivedMove(app.records)) === notes.move) return notes;
  if (mark?.by !== "move-in" || mark.move !== notes.move) {
    await requireNoRestore(app.records);
    await requireEmpty(app);
  }
  const keys = await carriedKeys(means, notes);
  for (const part of notes.records.parts.keys()) await readPart(means, notes.records, part);
  const why = { by: "move-in", move: notes.move } as const;
  await app.records.commit([restoreMark(app.clock.now(), why)]);
  await closeEverything(app);
  await bringFiles(app, means, notes);
  await bringRecords(app.records, means, notes.records);
  for (const { name, value } of keys) await means.ring.replace(name, value);
  return notes;
}

/** What became of an installation that was carried. */
export type Arrival = Tombstones & {
  readonly opened: number;
  readonly verification: Verification;
};

/**
 * The second half: what was closed stays closed, the mark goes, and every story
 * comes to the gate as if it were new here. Then everything is compared with
 * everything, the ledger with what was published of it. Cut short, it is run again,
 * also when the mark is gone already. Errors: `not-moving`.
 */
export async function settleIn(app: App): Promise<Arrival> {
  const tombstones = await endMove(app);
  const opened = await openAgain(app);
  const verification = await verifySite(app);
  app.logger.info("moved-in", { ...tombstones, opened, ok: verification.ok });
  return { ...tombstones, opened, verification };
}

/** Nothing opens before the mark is gone; where an earlier call took it away, nothing is closed a second time. */
async function endMove(app: App): Promise<Tombstones> {
  const mark = await standingMark(app.records);
  if (mark?.by === "move-in" && mark.move !== undefined) {
    const tombstones = await applyTombstones(app, { from: "carried" });
    await app.records.commit([restoreMarkRemoved, movedWrite(app.clock.now(), mark.move)]);
    return tombstones;
  }
  if (mark !== undefined || (await arrivedMove(app.records)) === undefined)
    throw new AppError("not-moving");
  const { length: stories } = await listedStories(app, allEpisodesListing);
  return { stories, storiesLost: 0, yesesClosed: 0, storiesHeld: 0, storiesErased: 0 };
}

async function readNotes({ folder }: MovingMeans): Promise<MoveNotes> {
  if ((await folder.head(notesKey)) === undefined) throw damaged(notesKey);
  const text = new TextDecoder().decode(await folder.get(notesKey));
  const parsed = MoveNotesSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw damaged(notesKey);
  return parsed.data;
}

async function requireEmpty(app: App): Promise<void> {
  for (const list of [allEpisodesListing, peopleListing, projectsListing]) {
    const { records } = await app.records.queryListing(list, { limit: 1 });
    if (records.length > 0) throw new AppError("move-not-empty");
  }
  const { keys } = await app.privateStore.list("", { limit: 1 });
  const { entries } = await app.allowList.list({ limit: 1 });
  if (keys.length > 0 || entries.length > 0) throw new AppError("move-not-empty");
}

/** Those that the folder brings; the others must be here already. */
async function carriedKeys({ folder, ring }: MovingMeans, notes: MoveNotes) {
  const carried = [];
  const missing: string[] = [];
  for (const { name, sha256 } of notes.keys) {
    const key = carriedKey("keys", name);
    if ((await folder.head(key)) === undefined) {
      const here = await ring.read(name);
      if (here === undefined || sha256Hex(here) !== sha256) missing.push(name);
      continue;
    }
    const value = await folder.get(key);
    if (sha256Hex(value) !== sha256) throw damaged(key);
    carried.push({ name, value });
  }
  if (missing.length > 0)
    throw new AppError("move-keys-missing", { params: { names: missing.join(", ") } });
  return carried;
}

async function bringFiles(app: App, { folder }: MovingMeans, notes: MoveNotes): Promise<void> {
  for (const { store, key, sha256 } of notes.files) {
    const target = store === "private" ? app.privateStore : app.publicStore;
    if ((await target.head(key))?.etag === sha256) continue;
    const source = carriedKey(store, key);
    if ((await folder.head(source)) === undefined) throw damaged(source);
    const bytes = await folder.get(source);
    if (sha256Hex(bytes) !== sha256) throw damaged(source);
    await target.put(key, bytes);
    if ((await target.head(key))?.etag !== sha256) throw damaged(source);
  }
}
