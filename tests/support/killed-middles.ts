/** What a crash cut off, and how deep in: an act that nobody was answered, with something of it done or not. */
import { unsettledListing } from "#core/record-keys";
import { episodeOfPrivateKey } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import { everyKey } from "#pipeline/every-page";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { listedStories } from "#pipeline/press/listed-stories";
import { type Act, type Line, storiesOf } from "./killed-acts.ts";

/** The act that a driver had begun and was not answered. */
export function underWay(lines: readonly Line[]): Line | undefined {
  const last = lines.at(-1);
  return last?.kind === "begins" ? last : undefined;
}

/** Whether an act that was not answered has left something in the records to be finished: it was hit in its middle. */
async function isHalfDone(
  app: App,
  { what, id, title }: Line,
  unknown: Set<string>,
): Promise<boolean> {
  // A press has no record of its own before its end: whoever began it is in it.
  if (what === "press") return true;
  if (what === "upload") return hasArrived(app, title ?? "", unknown);
  return (await listedStories(app, unsettledListing)).includes(id ?? "");
}

/** Whether a recording lies there, with its story's record or before it, that nobody was told of, nor of an earlier crash. */
async function hasArrived(app: App, title: string, unknown: Set<string>): Promise<boolean> {
  const known = new Set<string>();
  for (const { id } of await storiesOf(app)) {
    const { episode } = await requireEpisode(app.records, id);
    if (episode.title === title) return true;
    known.add(id);
  }
  const before = unknown.size;
  for await (const key of everyKey(app.privateStore, "uploads/"))
    if (!known.has(episodeOfPrivateKey(key) ?? "")) unknown.add(key);
  return unknown.size > before;
}

export const killedKinds = ["upload", "processing", "press", "grant", "withdraw", "erase", "restore"] as const; // prettier-ignore
export type KilledKind = (typeof killedKinds)[number] | Act["what"];

export type Middles = {
  /** Notes that something was cut off, and whether it was half done. */
  note(what: KilledKind, isHalfDone: boolean): void;
  /** Notes an act that was not answered, and looks whether it was half done. */
  look(app: App, act: Line): Promise<void>;
  /** How often each was cut off at all, and half done. */
  counts(): Readonly<Record<string, { readonly cutOff: number; readonly halfDone: number }>>;
};

export function countMiddles(): Middles {
  const counts = new Map<string, { cutOff: number; halfDone: number }>();
  const unknown = new Set<string>();
  const note: Middles["note"] = (what, wasHalfDone) => {
    const { cutOff, halfDone } = counts.get(what) ?? { cutOff: 0, halfDone: 0 };
    counts.set(what, { cutOff: cutOff + 1, halfDone: halfDone + (wasHalfDone ? 1 : 0) });
  };
  return {
    note,
    look: async (app, act) => note(act.what, await isHalfDone(app, act, unknown)),
    counts: () => Object.fromEntries(counts),
  };
}
