import { isOpenState } from "#core/consent/states";
import { AppError } from "#core/errors";
import type { Situation } from "#core/speaker";
import type { App } from "../app.ts";
import { changeConsent } from "./change-consent.ts";
import { type ConsentCommand } from "./consent-steps.ts";
import { closeGate } from "../publication/close-gate.ts";
import { type EpisodeFile, requireEpisode } from "../episode/episode-records.ts";
import { keepEvidence } from "./keep-evidence.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { requireReady } from "../episode/require-ready.ts";

export type SituationChange = {
  readonly episodeId: string;
  readonly speakerId: string;
  readonly situation: Situation;
  /** The scan of a detained person's written consent (Code pénitentiaire L381-1). */
  readonly written?: { readonly path: string };
  /** Opaque id of who records it. */
  readonly staffId: string;
};

/**
 * Records who must agree for a voice. What was agreed under another situation
 * proves nothing about this one: every yes that stands for that voice has to be
 * said again, so that no change of situation ever opens anything. Closes first,
 * then cleans up. Errors: `episode-unknown`, `signatory-unknown`, `consent-erased`,
 * `episode-not-ready`, `scan-empty`.
 */
export async function recordSituation(app: App, change: SituationChange): Promise<void> {
  const { episodeId, speakerId, written } = change;
  const { episode } = await requireEpisode(app.records, episodeId);
  if (!episode.speakers.some(({ id }) => id === speakerId))
    throw new AppError("signatory-unknown", { params: { speaker: speakerId, signatory: "self" } });
  requireReady(episode);
  const key = written && (await keepEvidence(app, episodeId, written, "written"));
  const situation =
    change.situation.kind === "detained" && key !== undefined
      ? { ...change.situation, writtenArtefactKey: key }
      : change.situation;
  const { epoch } = await changeConsent(app, episodeId, {
    closes: (file) => standing(file, change).length > 0,
    decide: (file) => standing(file, change),
    episode: (former) => ({
      ...former,
      speakers: former.speakers.map((speaker) =>
        speaker.id === speakerId ? { ...speaker, situation } : speaker,
      ),
    }),
  });
  await closeGate(app, episodeId, epoch);
  await reconcileEpisode(app, episodeId);
  app.logger.info("situation-recorded", { episodeId, epoch });
}

function standing(
  { consents }: EpisodeFile,
  { speakerId, staffId }: SituationChange,
): readonly ConsentCommand[] {
  return consents
    .filter(
      (one) =>
        one.speakerId === speakerId && (isOpenState(one.state) || one.state === "pending-cooling"),
    )
    .map(({ signatoryId, scope }) => ({
      speakerId,
      signatoryId,
      scope,
      event: {
        kind: "invalidate",
        by: { kind: "staff", staffId },
        because: "proof-defect",
      },
    }));
}
