import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";

/** Throws `episode-not-ready` unless there is something that a person could have heard and read, `consent-erased` where there never will be. */
export function requireReady(episode: Episode): void {
  if (episode.stage.name === "erased") throw new AppError("consent-erased");
  if (episode.stage.name !== "ready") {
    throw new AppError("episode-not-ready", {
      params: { id: episode.id, stage: episode.stage.name },
    });
  }
}
