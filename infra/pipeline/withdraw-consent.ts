import type { Scope } from "#core/consent";
import type { App } from "./app.ts";
import { changeConsent } from "./change-consent.ts";
import { closeGate } from "./close-gate.ts";
import { probeClosed, type ProbeReport } from "./probe-closed.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";

export type Withdrawal = {
  readonly episodeId: string;
  /** Whose yes is taken back; everyone's when not named. */
  readonly speakerId?: string;
  readonly signatoryId?: string;
  /** Which ones; all of them when not named. */
  readonly scopes?: readonly Scope[];
  /** Never asked for, kept when given. */
  readonly reason?: string;
  readonly channel: "paper" | "page" | "staff";
};

/**
 * Takes a yes back. In this order (consent note, I17): durable first; the gate
 * closed second, waiting for nothing; then pages, feeds and files; then every
 * address that the story ever had is looked at from outside. Accepted whatever
 * the state, also when nothing was granted, and safe to repeat. A narrower story
 * (without its name, say) may open again in the same call, if the gate permits it.
 * Errors: `episode-unknown`; retryable ones leave the gate closed and the work marked as due.
 */
export async function withdrawConsent(app: App, withdrawal: Withdrawal): Promise<ProbeReport> {
  const { episodeId } = withdrawal;
  const at = app.clock.now();
  const epoch = await changeConsent(app, episodeId, true, ({ consents }) =>
    consents
      .filter((consent) => concerns(withdrawal, consent) && consent.state !== "withdrawn")
      .map(({ recordId: _former, ...consent }) => ({
        event: "withdraw" as const,
        consent: {
          ...consent,
          state: "withdrawn" as const,
          channel: withdrawal.channel,
          indicatedAt: at,
        },
        ...(withdrawal.reason === undefined ? {} : { reason: withdrawal.reason }),
      })),
  );
  await closeGate(app, episodeId, epoch);
  app.logger.info("consent-withdrawn", { episodeId, epoch });
  await reconcileEpisode(app, episodeId);
  return probeClosed(app, episodeId);
}

function concerns(
  { speakerId, signatoryId, scopes }: Withdrawal,
  consent: { readonly speakerId: string; readonly signatoryId: string; readonly scope: Scope },
): boolean {
  return (
    (speakerId === undefined || consent.speakerId === speakerId) &&
    (signatoryId === undefined || consent.signatoryId === signatoryId) &&
    (scopes === undefined || scopes.includes(consent.scope))
  );
}
