import type { Episode } from "./episode.ts";

/** What a coach may have told of a story or left out: where it belongs, what it is about, when it was recorded. */
export function toldOf(episode: Episode) {
  const { projectSlug, followUpOf, pairedWith, trade, place, recordedOn } = episode;
  return {
    ...(projectSlug === undefined ? {} : { projectSlug }),
    ...(followUpOf === undefined ? {} : { followUpOf }),
    ...(pairedWith === undefined ? {} : { pairedWith }),
    ...(trade === undefined ? {} : { trade }),
    ...(place === undefined ? {} : { place }),
    ...(recordedOn === undefined ? {} : { recordedOn }),
  };
}
