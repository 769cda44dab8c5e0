import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { episodeWrite, requireEpisode, retryOnConflict } from "../episode/episode-records.ts";
import { keepEvidence } from "../consent/keep-evidence.ts";

/**
 * Files the written consent and the authorisation without which nothing of a
 * detained person may be asked (Code pénitentiaire L381-1); the yes itself is
 * recorded apart. Of anybody else's voice nothing is needed, and nothing is
 * done. Errors: `episode-unknown`, `speaker-unknown`, `authorisation-missing`, `scan-empty`,
 * `consent-erased`.
 */
export async function fileWrittenConsent(
  app: App,
  written: {
    readonly episodeId: string;
    readonly speakerId: string;
    readonly scan: { readonly path: string };
    /** The reference of the prison administration's decision; the one told before stands otherwise. */
    readonly authorisation?: string;
  },
): Promise<void> {
  const { episodeId, speakerId, scan } = written;
  const { episode } = await requireEpisode(app.records, episodeId);
  const speaker = episode.speakers.find(({ id }) => id === speakerId);
  if (speaker === undefined)
    throw new AppError("speaker-unknown", { params: { speaker: speakerId } });
  if (speaker.situation.kind !== "detained") return;
  const authorisation = written.authorisation ?? speaker.situation.authorisation;
  if (authorisation === undefined)
    throw new AppError("authorisation-missing", { field: "autorisation" });
  const key = await keepEvidence(app, episodeId, scan, "formulaire");
  await retryOnConflict(async () => {
    const file = await requireEpisode(app.records, episodeId);
    if (file.episode.stage.name === "erased") throw new AppError("consent-erased");
    const speakers = file.episode.speakers.map((one) =>
      one.id === speakerId && one.situation.kind === "detained"
        ? {
            ...one,
            situation: { kind: "detained" as const, writtenArtefactKey: key, authorisation },
          }
        : one,
    );
    const next = { ...file.episode, speakers, epoch: file.episode.epoch + 1 };
    await app.records.commit([episodeWrite(next, file.version)]);
  });
}
