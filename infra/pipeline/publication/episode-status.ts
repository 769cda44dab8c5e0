import { decidePublication, type WithholdReason } from "#core/publication";
import type { Problem, Stage } from "#core/episode";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { titleWarnings } from "./title-warnings.ts";

export type EpisodeStatus = {
  readonly stage: Stage;
  /** Grows with every decision and every edit. */
  readonly epoch: number;
  /** Why given words could not be timed, where they could not. */
  readonly transcriptProblem?: Problem;
  /** What is reachable now, which follows what is permitted within a moment. */
  readonly publication: "published" | "withheld";
  readonly reasons: readonly WithholdReason[];
  /** What is published and could be better. */
  readonly warnings: readonly Problem[];
  /** Full addresses that answer now; empty while withheld. */
  readonly urls: readonly string[];
};

/** Where one story stands and, if it is closed, everything that keeps it closed. Throws `episode-unknown`. */
export async function episodeStatus(app: App, episodeId: string): Promise<EpisodeStatus> {
  const file = await requireEpisode(app.records, episodeId);
  const { stage, epoch, transcriptProblem } = file.episode;
  const decision = decidePublication(file, app.clock.now());
  const entry = await app.allowList.get(episodeId);
  const live = file.publication.live;
  const published = entry?.state === "allowed" && live !== undefined;
  const paths = published
    ? [live.card.path, ...live.publication.files.map(({ name }) => `${live.card.path}${name}`)]
    : [];
  return {
    stage,
    epoch,
    ...(transcriptProblem === undefined ? {} : { transcriptProblem }),
    publication: published ? "published" : "withheld",
    reasons: decision.status === "withheld" ? decision.reasons : [],
    warnings: published ? await titleWarnings(app, live.card) : [],
    urls: paths.map((path) => `${app.origin}${path}`),
  };
}
