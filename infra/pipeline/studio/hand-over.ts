import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { openSecret } from "../participant/open-secret.ts";
import { requestConsent } from "../participant/request-consent.ts";

/**
 * Lets a person answer on the coach's own device: asks them, and opens their
 * session with the link that nobody else ever sees. Returns what the browser
 * holds from now on; whoever hands the device over ends the staff's session on
 * it first. Answers that come this way are told apart (pace statistics). A card
 * is made by the person at the end, so that its codes are theirs alone. Errors:
 * as `requestConsent`.
 */
export async function handOver(
  app: App,
  to: {
    readonly episodeId: string;
    readonly speakerId: string;
    readonly signatoryId: string;
    readonly staffId: string;
    readonly clientHash: string;
  },
): Promise<{ readonly token: string }> {
  const { episodeId, speakerId, signatoryId, staffId, clientHash } = to;
  const [invitation] = await requestConsent(app, {
    episodeId,
    speakerId,
    signatoryId,
    by: staffId,
    from: clientHash,
    channel: "in-person",
    isCardLeftToThem: true,
  });
  const opened = await openSecret(app, {
    typed: invitation?.link.token ?? "",
    clientHash,
    assistedBy: staffId,
  });
  if (!opened.opened)
    throw new AppError("hand-over-waits", {
      params: { minutes: Math.max(1, Math.ceil((opened.retryAfterSeconds ?? 60) / 60)) },
      retryable: true,
    });
  return { token: opened.token };
}
