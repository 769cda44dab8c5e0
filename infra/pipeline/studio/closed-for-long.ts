import { ConsentSchema } from "#core/consent/consent";
import { closedVoicesListing, endedListing, episodeOfPartition } from "#core/record-keys";
import { addMonths } from "#core/studio/follow-ups";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { waitingErasures } from "../consent/erasure-records.ts";
import { readSettings } from "../consent/settings.ts";
import { sweepUnanswered, unansweredBefore } from "../episode/unanswered.ts";

/** A story that has been closed for longer than its recording is to be kept. */
export type ClosedStory = {
  readonly episodeId: string;
  /** ISO instant at which its first voice closed, or it was taken in. */
  readonly since: string;
  /** Somebody has said something about it; otherwise nobody ever did. */
  readonly isAnswered: boolean;
};

/**
 * Stories one of whose voices was taken back, refused, or has ended, or that
 * nobody ever answered, longer ago than the studio's setting, the longest first. Nothing happens to them by
 * themselves: somebody prepares the erasure, and reaches the person. Those that
 * are erased, or whose erasure waits already, are left out.
 */
export async function closedForLong(app: App): Promise<readonly ClosedStory[]> {
  const now = app.clock.now();
  const until = await keptUntil(app);
  const found = new Map<string, string>();
  const unanswered = new Set<string>();
  for (const list of [closedVoicesListing, endedListing])
    for await (const { episodeId, since } of closedBefore(app, list, { until, now }))
      if (since < (found.get(episodeId) ?? until)) found.set(episodeId, since);
  for await (const { episodeId, since } of unansweredBefore(app, until)) {
    found.set(episodeId, since);
    unanswered.add(episodeId);
  }
  const waiting = new Set((await waitingErasures(app)).map(({ episodeId }) => episodeId));
  const stories = [...found].filter(([episodeId]) => !waiting.has(episodeId));
  const kept = await Promise.all(
    stories.map(async ([episodeId, since]) => {
      const file = await readEpisode(app.records, episodeId);
      const isKept = file !== undefined && file.episode.stage.name !== "erased";
      return isKept ? [{ episodeId, since, isAnswered: !unanswered.has(episodeId) }] : [];
    }),
  );
  return kept.flat().sort((a, b) => (a.since < b.since ? -1 : 1));
}

/** ISO day: what closed before it, or was never answered, is asked about. */
async function keptUntil(app: App): Promise<string> {
  const { settings } = await readSettings(app);
  return addMonths(app.clock.now().slice(0, 10), -settings.closedMonths);
}

/** Forgets that answered stories once waited; returns how many. Part of the thorough sweep. */
export const sweepAnswered = async (app: App): Promise<number> =>
  sweepUnanswered(app, await keptUntil(app));

/** The listings are in the order of the moments at which consents closed (pipeline/consent/consent-listing.ts). */
async function* closedBefore(
  app: App,
  list: string,
  { until, now }: { readonly until: string; readonly now: string },
): AsyncGenerator<Omit<ClosedStory, "isAnswered">> {
  for await (const page of everyPage((from) => app.records.queryListing(list, from)))
    for (const { body, partition } of page.records) {
      const { scope, closedAt, undoUntil } = ConsentSchema.parse(body);
      if (closedAt === undefined || closedAt > until) return;
      // Whoever may still take their withdrawal back is not hurried.
      const mayComeBack = undoUntil !== undefined && undoUntil > now;
      if (scope === "voice" && !mayComeBack)
        yield { episodeId: episodeOfPartition(partition), since: closedAt };
    }
}
