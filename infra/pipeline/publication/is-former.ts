import type { AllowEntry } from "#ports/allow-list";
import type { EpisodeFile } from "../episode/episode-records.ts";

/** Whether the edge lets a publication of a story through that is no longer its own: it may say more than people agree to now. */
export const isFormer = (
  entry: AllowEntry | undefined,
  file: Pick<EpisodeFile, "publication">,
): boolean =>
  entry?.state === "allowed" && entry.publication !== file.publication.live?.publication.key;
