import { AppError } from "#core/errors";
import type { Scope } from "#core/consent/consent";
import { isOpenState } from "#core/consent/states";
import type { Duration } from "#core/consent/terms";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import type { EpisodeFile } from "../episode/episode-records.ts";
import {
  actorOf,
  type Confirmed,
  requireSignatory,
  settle,
  untilOf,
  useUp,
  whose,
} from "./confirm-answers.ts";
import { requireWidening } from "./save-answer.ts";
import type { Session } from "./session-records.ts";

/**
 * The second yes, after the cooling-off delay, alone and with a code that was
 * not used yet: everything of this person that waits is confirmed. Errors:
 * `consent-nothing-to-confirm`, `consent-too-early`, `consent-confirm-alone`
 * (on a device that staff handed over), `consent-code-cannot-widen`,
 * `consent-content-changed`, `consent-end-passed`.
 */
export async function confirmAfterCooling(app: App, session: Session): Promise<Confirmed> {
  const { epoch, recordIds } = await changeConsent(app, session.episodeId, {
    closes: false,
    decide: (file) => {
      const waiting = mine(file, session).filter(({ state }) => state === "pending-cooling");
      return waiting.map(({ scope }) => ({
        ...whose(session),
        scope,
        event: {
          kind: "confirm",
          by: actorOf(session),
          signatoryId: session.signatoryId,
          indication: { channel: "page" },
        },
      }));
    },
    also: () => useUp(app, session),
  });
  if (recordIds.length === 0) throw new AppError("consent-nothing-to-confirm");
  return { status: "recorded", epoch, recordIds, ...(await settle(app, session, epoch)) };
}

const mine = ({ consents }: EpisodeFile, session: Session) =>
  consents.filter(
    ({ speakerId, signatoryId }) =>
      speakerId === session.speakerId && signatoryId === session.signatoryId,
  );

/**
 * A new end for yeses that stand, of the scopes named or of all. Errors:
 * `consent-not-given`, `consent-code-cannot-widen`, `consent-content-changed`.
 */
export async function renewConsent(
  app: App,
  session: Session,
  renewal: { readonly duration: Duration; readonly scopes?: readonly Scope[] },
): Promise<Confirmed> {
  requireWidening(session);
  const { epoch, recordIds } = await changeConsent(app, session.episodeId, {
    closes: false,
    decide: (file) => {
      const speaker = requireSignatory(file, session);
      return mine(file, session)
        .filter(
          ({ scope, state }) => isOpenState(state) && (renewal.scopes?.includes(scope) ?? true),
        )
        .map(({ scope }) => ({
          ...whose(session),
          scope,
          event: {
            kind: "renew",
            by: actorOf(session),
            signatoryId: session.signatoryId,
            indication: { channel: "page" },
            ...untilOf(app, speaker, renewal.duration),
          },
        }));
    },
    also: () => useUp(app, session),
  });
  if (recordIds.length === 0) throw new AppError("consent-not-given");
  return { status: "recorded", epoch, recordIds, ...(await settle(app, session, epoch)) };
}
