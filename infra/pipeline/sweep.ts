import { decidePublication } from "#core/publication";
import { closingListing, unsettledListing } from "#core/storage-keys";
import type { App } from "./app.ts";
import { PublicationRecordSchema, readEpisode } from "./episode-records.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";

/**
 * Closes whatever should be closed and is not: stories left in the middle of a
 * withdrawal, and those whose consent has come to its end. It opens nothing
 * itself; a grant whose job was lost gets its job again. Runs before anything is
 * served, on a schedule, and whenever a worker is idle. Returns how many stories
 * it closed and how many jobs it sent again.
 */
export async function sweep(app: App): Promise<{ readonly closed: number; readonly resent: number }> {
  const due = new Set([...(await unsettled(app)), ...(await ended(app))]);
  let closed = 0;
  let resent = 0;
  for (const episodeId of due) {
    const file = await readEpisode(app.records, episodeId);
    if (file !== undefined && decidePublication(file, app.clock.now()).status === "publishable") {
      await app.queue.send({ kind: "reconcile", episodeId });
      resent += 1;
    } else {
      await reconcileEpisode(app, episodeId);
      closed += 1;
    }
  }
  return { closed, resent };
}

const episodeOf = (partition: string) => partition.slice(partition.indexOf("#") + 1);

async function unsettled(app: App): Promise<readonly string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.records.queryListing(unsettledListing, { ...(cursor ? { cursor } : {}) });
    found.push(...page.records.map(({ partition }) => episodeOf(partition)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** Live stories whose first consent has ended; the listing is in the order of those ends. */
async function ended(app: App): Promise<readonly string[]> {
  const now = app.clock.now();
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.records.queryListing(closingListing, { ...(cursor ? { cursor } : {}) });
    for (const { body, partition } of page.records) {
      const closesAt = PublicationRecordSchema.parse(body).live?.card.closesAt;
      if (closesAt === undefined || closesAt > now) return found;
      found.push(episodeOf(partition));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
