import { AppError } from "#core/errors";
import { contentHash } from "#core/consent-content";
import type { Consent, NameChoice, Scope } from "#core/consent";
import { encodeId, publicationKeyLength } from "#core/ids";
import { requiredSignatories } from "#core/speaker";
import { evidenceKey } from "#core/storage-keys";
import type { Decision } from "#core/publication";
import type { App } from "./app.ts";
import { changeConsent, type ConsentChange, requireReady } from "./change-consent.ts";
import { type EpisodeFile, requireEpisode } from "./episode-records.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";

export type PaperGrant = {
  readonly episodeId: string;
  /** The scan of the form that everyone who must agree has signed. */
  readonly scan: { readonly path: string };
  readonly scopes: readonly Scope[];
  /** What the form says about the name; the real one unless told otherwise. */
  readonly nameChoice?: NameChoice;
  /** ISO instant; none means until withdrawn. */
  readonly validUntil?: string;
};

/**
 * Records the yes on a signed paper form, the one channel where staff handles a
 * grant: the scan is stored first, as evidence, and each consent points to it.
 * It binds to the exact recording and words as they are now, and the story opens
 * at once if the gate then permits it. Errors:
 * `episode-unknown`, `episode-not-ready`, `scan-empty`, `nothing-to-grant` (the
 * scope has no content yet), `speaker-blocked` (no signature opens it).
 */
export async function grantOnPaper(
  app: App,
  grant: PaperGrant,
): Promise<{ readonly epoch: number; readonly status: Decision["status"] }> {
  const { episode } = await requireEpisode(app.records, grant.episodeId);
  requireReady(episode);
  const key = evidenceKey(grant.episodeId, encodeId(app.randomness.bytes(publicationKeyLength)));
  await app.privateStore.put(key, grant.scan);
  if (((await app.privateStore.head(key))?.bytes ?? 0) === 0) {
    await app.privateStore.delete(key);
    throw new AppError("scan-empty", { field: "paper" });
  }
  const notice = app.content.notice(episode.language);
  const at = app.clock.now();
  const epoch = await changeConsent(app, grant.episodeId, false, (file) =>
    paperChanges(file, grant, { notice, evidenceKey: key, indicatedAt: at }),
  );
  // Should the process die here, the mark in the same commit makes the sweep send a job for it.
  return { epoch, status: await reconcileEpisode(app, grant.episodeId) };
}

function paperChanges(
  { episode, consents }: EpisodeFile,
  { scopes, nameChoice = { kind: "real" }, validUntil }: PaperGrant,
  evidence: Pick<Consent, "notice" | "indicatedAt"> & { readonly evidenceKey: string },
): readonly ConsentChange[] {
  requireReady(episode);
  const recorded = consents.filter((consent) => consent.evidenceKey === evidence.evidenceKey);
  return episode.speakers.flatMap((speaker) => {
    const required = requiredSignatories(speaker.situation);
    if ("blockedBy" in required) {
      throw new AppError("speaker-blocked", {
        params: { speaker: speaker.id, by: required.blockedBy },
      });
    }
    return required.signatories.flatMap((signatoryId) =>
      scopes.flatMap((scope): ConsentChange[] => {
        const same = (consent: Consent) =>
          consent.speakerId === speaker.id &&
          consent.signatoryId === signatoryId &&
          consent.scope === scope;
        if (recorded.some(same)) return [];
        const hash = contentHash(episode, speaker.id, scope, nameChoice);
        if (hash === undefined)
          throw new AppError("nothing-to-grant", { field: "scopes", params: { scope } });
        return [
          {
            event: "grant",
            consent: {
              speakerId: speaker.id,
              signatoryId,
              scope,
              state: "given",
              contentHash: hash,
              channel: "paper",
              ...evidence,
              ...(scope === "name" ? { nameChoice } : {}),
              ...(validUntil === undefined ? {} : { validUntil }),
            },
          },
        ];
      }),
    );
  });
}
