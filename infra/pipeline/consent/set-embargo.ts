import { AppError } from "#core/errors";
import { allEpisodesListing } from "#core/record-keys";
import { EpisodeSchema } from "#core/episode";
import type { App } from "../app.ts";
import { changeConsent } from "./change-consent.ts";
import { closeGate } from "../publication/close-gate.ts";
import type { EpisodeFile } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";

/**
 * Closes a story until a day, whoever has agreed to it, and takes it down where it
 * is public; it replaces an earlier embargo. When the day has come nothing opens
 * by itself: a person lifts it (I15). `until` is an ISO instant. Errors:
 * `episode-unknown`, `episode-erased`, `embargo-past` (the moment is over, or not
 * to be read; param until).
 */
export async function setEmbargo(
  app: App,
  { episodeId, until }: { readonly episodeId: string; readonly until: string },
): Promise<void> {
  if (!(Date.parse(until) > Date.parse(app.clock.now())))
    throw new AppError("embargo-past", { field: "until", params: { until } });
  const embargoUntil = new Date(until).toISOString();
  const { epoch } = await changeConsent(app, episodeId, {
    closes: true,
    decide: (file) => notErased(file),
    episode: (former) => ({ ...former, embargoUntil }),
  });
  await closeGate(app, episodeId, epoch);
  await reconcileEpisode(app, episodeId);
  app.logger.info("embargo-set", { episodeId, epoch });
}

/**
 * A person lifts an embargo, before or after its day, or what a restore holds back
 * (decision 045). The story opens if every yes that it needs stands now; returns
 * whether it did. Errors: `episode-unknown`, `episode-erased`, `embargo-none`.
 */
export async function liftEmbargo(app: App, episodeId: string): Promise<"opened" | "closed"> {
  const { epoch } = await changeConsent(app, episodeId, {
    closes: false,
    decide: (file) => {
      notErased(file);
      if (file.episode.embargoUntil !== undefined) return [];
      throw new AppError("embargo-none", { params: { id: episodeId } });
    },
    episode: ({ embargoUntil: _lifted, ...episode }) => episode,
  });
  app.logger.info("embargo-lifted", { episodeId, epoch });
  // Should the process die here, the mark in the same commit makes the sweep send a job for it.
  const status = await reconcileEpisode(app, episodeId);
  return status === "publishable" ? "opened" : "closed";
}

function notErased({ episode }: EpisodeFile): readonly [] {
  if (episode.stage.name !== "erased") return [];
  throw new AppError("episode-erased", { params: { id: episode.id } });
}

export type Embargo = {
  readonly episodeId: string;
  /** ISO instant. */
  readonly until: string;
  /** The day has come: somebody decides whether it is lifted. */
  readonly isOver: boolean;
};

/** Every embargo that stands, the earliest day first; those that a restore set are over at once. */
export async function embargoes(app: App): Promise<readonly Embargo[]> {
  const now = app.clock.now();
  const found: Embargo[] = [];
  for await (const page of everyPage((from) =>
    app.records.queryListing(allEpisodesListing, from),
  )) {
    for (const { body } of page.records) {
      const { id, embargoUntil } = EpisodeSchema.parse(body);
      if (embargoUntil === undefined) continue;
      const isOver = !(Date.parse(now) < Date.parse(embargoUntil));
      found.push({ episodeId: id, until: embargoUntil, isOver });
    }
  }
  return found.sort((a, b) => (a.until < b.until ? -1 : 1));
}
