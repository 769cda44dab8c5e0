import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";

/** Throws `episode-not-ready` unless there is something that a person could have heard and read. */
export function requireReady(episode: Episode): void {
  if (episode.stage.name !== "ready") {
    throw new AppError("episode-not-ready", {
      params: { id: episode.id, stage: episode.stage.name },
    });
  }
}
