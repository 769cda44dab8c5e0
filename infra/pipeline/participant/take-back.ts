import type { Scope } from "#core/consent/consent";
import type { App } from "../app.ts";
import { actorOf } from "./confirm-answers.ts";
import { participantView } from "./participant-view.ts";
import { rememberInSession, type Session } from "./session-records.ts";
import type { Takedown } from "../takedown/takedown.ts";
import { withdrawConsent } from "../consent/withdraw-consent.ts";

/**
 * Takes a person's own yeses back, all or some, and lets this very session take
 * that back again without another code.
 */
export async function takeBack(
  app: App,
  session: Session,
  scopes?: readonly Scope[],
): Promise<Takedown> {
  const { episodeId, speakerId, signatoryId } = session;
  const takedown = await withdrawConsent(app, {
    episodeId,
    speakerId,
    signatoryId,
    channel: "page",
    by: actorOf(session),
    ...(scopes === undefined ? {} : { scopes }),
  });
  const { questions } = await participantView(app, session);
  const withdrew = questions.flatMap(({ scope, state, closedAt }) =>
    state === "withdrawn" && closedAt !== undefined ? [{ scope, closedAt }] : [],
  );
  await rememberInSession(app, session, (record) => ({ ...record, withdrew }));
  return takedown;
}
