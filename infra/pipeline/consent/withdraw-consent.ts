import type { Actor } from "#core/consent/events";
import type { Consent, Scope } from "#core/consent/consent";
import type { App } from "../app.ts";
import { changeConsent, type ConsentDecision } from "./change-consent.ts";
import { type ConsentCommand } from "./consent-steps.ts";
import { closeGate } from "../publication/close-gate.ts";
import { openTakedownTasks } from "../takedown/takedown-tasks.ts";
import { type Takedown, takeDown, takedownsOf } from "../takedown/takedown.ts";
import { revokeLinks } from "./revoke-secrets.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";

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
  /** Opaque id of who recorded it at the person's word; `staff` when not told. */
  readonly staffId?: string;
  /** Who did it with a secret of their own. */
  readonly by?: Extract<Actor, { kind: "person" }>;
  /** Writes that are part of the same commit, at most `alsoWritesMax`. */
  readonly also?: ConsentDecision["also"];
};

/**
 * Takes a yes back. In this order (consent note, I17): durable first; the gate
 * closed second, waiting for nothing; then pages, feeds and files; then every
 * address that the story ever had is looked at from outside. Accepted whatever
 * the state, also when nothing was granted or everything was erased, and safe to
 * repeat. A narrower story (without its name, say) may open again in the same
 * call, if the gate permits it. Links that were sent for it open nothing any more.
 * Errors: `episode-unknown`; retryable ones leave the gate closed and the work marked as due.
 */
export async function withdrawConsent(app: App, withdrawal: Withdrawal): Promise<Takedown> {
  const { episodeId, also } = withdrawal;
  const { epoch } = await changeConsent(app, episodeId, {
    closes: true,
    ...(also === undefined ? {} : { also }),
    decide: ({ consents }) =>
      consents
        .filter((consent) => concerns(withdrawal, consent))
        .map((consent) => commandFor(withdrawal, consent)),
  });
  await closeGate(app, episodeId, epoch);
  app.logger.info("consent-withdrawn", { episodeId, epoch });
  await reconcileEpisode(app, episodeId);
  const seen = (await takedownsOf(app, episodeId)).find((one) => one.epoch >= epoch && one.closed);
  const takedown = seen ?? (await takeDown(app, episodeId));
  if (withdrawal.scopes === undefined) await revokeLinks(app, withdrawal);
  await openTakedownTasks(app, episodeId);
  return takedown;
}

function commandFor(withdrawal: Withdrawal, consent: Consent): ConsentCommand {
  const { speakerId, signatoryId, scope } = consent;
  const by: Actor =
    withdrawal.by ??
    (withdrawal.channel === "page"
      ? { kind: "person", signatoryId, capabilities: ["withdraw"] }
      : { kind: "staff", staffId: withdrawal.staffId ?? "staff" });
  return {
    speakerId,
    signatoryId,
    scope,
    event: { kind: "withdraw", by },
    ...(withdrawal.reason === undefined ? {} : { reason: withdrawal.reason }),
  };
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
