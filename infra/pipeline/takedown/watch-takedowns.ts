import { decidePublication } from "#core/publication";
import { episodeOfPartition, openTakedownsListing, unsettledListing } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import type { z } from "zod";
import type { App } from "../app.ts";
import { readEpisode, UnsettledSchema } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { probeClosed } from "./probe-closed.ts";
import { TakedownSchema, takedownWrite } from "./takedown.ts";

/** Consent note, §5.2: within a minute on the own site; somebody is called when it takes longer. */
const closedWithinMs = 60_000;

/**
 * Looks again at takedowns after which something still answered, as it may for
 * some seconds where a list travels to many places, until nothing does; what was
 * seen then is kept in place of the first look. A takedown that is older than a
 * minute is told (`takedown-unverified`), which an alarm listens for. Returns how
 * many are still open.
 */
export async function watchTakedowns(app: App): Promise<number> {
  const late = new Map<string, number>();
  let open = 0;
  for await (const page of everyPage((from) =>
    app.records.queryListing(openTakedownsListing, from),
  )) {
    for (const { partition, body } of page.records) {
      const episodeId = episodeOfPartition(partition);
      const takedown = TakedownSchema.parse(body);
      if (await lookAgain(app, episodeId, takedown)) continue;
      open += 1;
      const sinceMs = Date.parse(app.clock.now()) - Date.parse(takedown.at);
      // The listing is in the order of first looks: a story's oldest one counts.
      if (sinceMs > closedWithinMs && !late.has(episodeId)) late.set(episodeId, sinceMs);
    }
  }
  for (const [episodeId, sinceMs] of late) tellLate(app, episodeId, sinceMs);
  return open;
}

/**
 * Tells of stories that were public, must not be, and have been waiting for more
 * than a minute to be closed and looked at: whoever began it has died, or keeps
 * failing. Changes nothing, so that it can be told even where nothing can be done.
 */
export async function tellLateClosings(app: App): Promise<void> {
  for await (const page of everyPage((from) => app.records.queryListing(unsettledListing, from))) {
    for (const { partition, body } of page.records) {
      const now = app.clock.now();
      const { at } = UnsettledSchema.parse(body);
      const sinceMs = at === undefined ? 0 : Date.parse(now) - Date.parse(at);
      if (sinceMs <= closedWithinMs) continue;
      const episodeId = episodeOfPartition(partition);
      const file = await readEpisode(app.records, episodeId);
      const wasPublic =
        file !== undefined &&
        (file.publication.live !== undefined || file.publication.leaving.length > 0);
      if (!wasPublic || decidePublication(file, now).status === "publishable") continue;
      tellLate(app, episodeId, sinceMs);
    }
  }
}

function tellLate(app: App, episodeId: string, sinceMs: number): void {
  const seconds = Math.round(sinceMs / 1000);
  app.logger.warn("takedown-unverified", { episodeId, seconds });
}

async function lookAgain(
  app: App,
  episodeId: string,
  takedown: z.output<typeof TakedownSchema>,
): Promise<boolean> {
  const file = await readEpisode(app.records, episodeId);
  const now = app.clock.now();
  if (file === undefined || decidePublication(file, now).status === "publishable") {
    // Opened again since, or a narrower story that stayed open: its addresses have to answer.
    await app.records.commit([unlisted(takedownWrite(episodeId, takedown))]);
    return true;
  }
  const { closed, probes } = await probeClosed(app, episodeId);
  if (closed) {
    const seen = { ...takedown, closed, probes: [...probes] };
    await app.records.commit([takedownWrite(episodeId, seen)]);
    return true;
  }
  return false;
}

function unlisted(write: RecordWrite): RecordWrite {
  if (write.kind !== "put") return write;
  const { listing: _listing, ...rest } = write;
  return rest;
}
