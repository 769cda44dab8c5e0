/** What a crash cut off, and how deep in: an act that nobody was answered, with something of it done or not. */
import { unsettledListing } from "#core/storage-keys";
import type { App } from "#pipeline/app";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { listedStories } from "#pipeline/press/listed-stories";
import { type Act, type Line, storiesOf } from "./killed-acts.ts";

/** The act that a driver had begun and was not answered. */
export function underWay(lines: readonly Line[]): Line | undefined {
  const last = lines.at(-1);
  return last?.kind === "begins" ? last : undefined;
}

/** Whether an act that was not answered has left something in the records to be finished: it was hit in its middle. */
export async function isHalfDone(app: App, { what, id, title }: Line): Promise<boolean> {
  // A press has no record of its own before its end: whoever began it is in it.
  if (what === "press") return true;
  if (what === "upload") {
    for (const story of await storiesOf(app)) {
      const { episode } = await requireEpisode(app.records, story.id);
      if (episode.title === title) return true;
    }
    return false;
  }
  return (await listedStories(app, unsettledListing)).includes(id ?? "");
}

export const killedKinds = ["upload", "processing", "press", "grant", "withdraw", "erase", "restore"] as const; // prettier-ignore
export type KilledKind = (typeof killedKinds)[number] | Act["what"];

export type Middles = {
  /** Notes that an act was cut off, and whether it was half done. */
  note(what: KilledKind, isHalfDone: boolean): void;
  /** How often each was cut off at all, and half done. */
  counts(): Readonly<Record<string, { readonly cutOff: number; readonly halfDone: number }>>;
};

export function countMiddles(): Middles {
  const counts = new Map<string, { cutOff: number; halfDone: number }>();
  return {
    note: (what, isHalfDone) => {
      const { cutOff, halfDone } = counts.get(what) ?? { cutOff: 0, halfDone: 0 };
      counts.set(what, { cutOff: cutOff + 1, halfDone: halfDone + (isHalfDone ? 1 : 0) });
    },
    counts: () => Object.fromEntries(counts),
  };
}
