import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { actorOf, useUp } from "./confirm-answers.ts";
import { dropErasureWrite, erasuresOf } from "../consent/erasure-records.ts";
import { participantView } from "./participant-view.ts";
import type { Session } from "./session-records.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";

/**
 * Takes a withdrawal back: in the very session that made it, or with a code of
 * the card, which is used up by it. A wish to be erased that still waits ends with
 * it. Errors: `consent-nothing-to-undo`, and the
 * machine's (`consent-content-changed`, `consent-end-passed`).
 */
export async function undoWithdrawal(app: App, session: Session): Promise<void> {
  const { questions } = await participantView(app, session);
  const hasCode = session.capabilities.includes("grant-once");
  const now = app.clock.now();
  const mine = questions.filter(
    ({ undoUntil, canUndoHere }) =>
      undoUntil !== undefined && now < undoUntil && (canUndoHere || hasCode),
  );
  if (mine.length === 0) throw new AppError("consent-nothing-to-undo");
  const wishes = await erasuresOf(app, session.episodeId);
  const usesCode = mine.some(({ canUndoHere }) => !canUndoHere);
  const by = actorOf(session);
  const { speakerId, signatoryId, episodeId } = session;
  await changeConsent(app, episodeId, {
    closes: false,
    decide: ({ consents }) =>
      mine
        .filter(({ scope }) =>
          consents.some(
            (one) => isMine(one, session) && one.scope === scope && one.state === "withdrawn",
          ),
        )
        .map(({ scope, canUndoHere }) => ({
          speakerId,
          signatoryId,
          scope,
          event: {
            kind: "undo" as const,
            // Whoever withdrew a moment ago, on this very device, needs no second proof to be where they were.
            by: canUndoHere
              ? { ...by, capabilities: [...by.capabilities, "grant-once" as const] }
              : by,
          },
        })),
    also: () => [
      ...(usesCode ? useUp(app, session) : []),
      // Whoever wants to be public again does not want to be erased.
      ...wishes.filter(({ erasure }) => isMine(erasure, session)).map(dropErasureWrite),
    ],
  });
  await reconcileEpisode(app, episodeId);
}

const isMine = (
  one: { readonly speakerId: string; readonly signatoryId: string },
  { speakerId, signatoryId }: Session,
) => one.speakerId === speakerId && one.signatoryId === signatoryId;
