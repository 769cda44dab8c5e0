/** What a crash cut off, and how deep in: an act that nobody was answered, with something of it done or not. */
import { join } from "node:path";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { allEpisodesListing, intakesListing, unsettledListing } from "#core/record-keys";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { everyPage } from "#pipeline/every-page";
import { erasuresOf } from "#pipeline/consent/erasure-records";
import { listedStories } from "#pipeline/press/listed-stories";
import type { Records } from "#ports/records";
import type { Act, Line } from "./killed-acts.ts";
import type { KilledPlace } from "./killed-intake.ts";

/** The act that a driver had begun and was not answered. */
export function underWay(lines: readonly Line[]): Line | undefined {
  const last = lines.at(-1);
  return last?.kind === "begins" ? last : undefined;
}

/** Looks at records beside whoever works with them, or when nobody lives who could; changes and finishes nothing. */
async function lookInto<T>({ data }: KilledPlace, look: (records: Records) => Promise<T>) {
  const database = openSqliteDatabase({ path: join(data, "paroles.sqlite") });
  try {
    return await look(createSqliteRecords({ database }));
  } finally {
    database.close();
  }
}

/** Whether an act that was not answered has left something in the records to be finished: it was hit in its middle. */
async function isHalfDone(
  records: Records,
  { what, id = "", title }: Line,
  leftBefore: ReadonlySet<string>,
): Promise<boolean> {
  // A press has no record of its own before its end: whoever began it is in it.
  if (what === "press") return true;
  if (what === "upload") return hasArrived(records, title, leftBefore);
  if ((await listedStories({ records }, unsettledListing)).includes(id)) return true;
  if (what !== "erase") return false;
  return (await erasuresOf({ records }, id)).some(({ erasure }) => erasure.doneAt === undefined);
}

/** Whether a recording is being put down, or its story is there, that nobody was told of, nor of an earlier crash. */
async function hasArrived(
  records: Records,
  title: string | undefined,
  leftBefore: ReadonlySet<string>,
): Promise<boolean> {
  if ((await intakesIn(records)).some((intake) => !leftBefore.has(intake))) return true;
  for (const id of await listedStories({ records }, allEpisodesListing))
    if ((await requireEpisode(records, id)).episode.title === title) return true;
  return false;
}

/** The recordings that are being put down, or were when somebody died. */
async function intakesIn(records: Records): Promise<readonly string[]> {
  const intakes: string[] = [];
  for await (const page of everyPage((from) => records.queryListing(intakesListing, from)))
    intakes.push(...page.records.map(({ partition }) => partition));
  return intakes;
}

export const killedKinds = ["upload", "processing", "press", "grant", "withdraw", "erase", "restore"] as const; // prettier-ignore
export type KilledKind = (typeof killedKinds)[number] | Act["what"];

export type Middles = {
  /** Notes that something was cut off, and whether it was half done. */
  note(what: KilledKind, isHalfDone: boolean): void;
  /** Whether an act that is under way has come to its middle. */
  isInside(place: KilledPlace, act: Line): Promise<boolean>;
  /** Notes an act that was not answered, and looks whether it was half done; before anybody has finished it. */
  look(place: KilledPlace, act: Line): Promise<void>;
  /** How often each was cut off at all, and half done. */
  counts(): Readonly<Record<string, { readonly cutOff: number; readonly halfDone: number }>>;
};

export function countMiddles(): Middles {
  const counts = new Map<string, { cutOff: number; halfDone: number }>();
  /** Recordings that earlier crashes left without a story. */
  const left = new Set<string>();
  const note: Middles["note"] = (what, wasHalfDone) => {
    const { cutOff, halfDone } = counts.get(what) ?? { cutOff: 0, halfDone: 0 };
    counts.set(what, { cutOff: cutOff + 1, halfDone: halfDone + (wasHalfDone ? 1 : 0) });
  };
  return {
    note,
    isInside: (place, act) => lookInto(place, (records) => isHalfDone(records, act, left)),
    look: (place, act) =>
      lookInto(place, async (records) => {
        note(act.what, await isHalfDone(records, act, left));
        for (const intake of await intakesIn(records)) left.add(intake);
      }),
    counts: () => Object.fromEntries(counts),
  };
}
