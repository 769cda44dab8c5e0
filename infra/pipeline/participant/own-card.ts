import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { type CardCodes, newCard } from "./new-card.ts";
import { newSecretWrites, secretsOf, secretWrite } from "../consent/secret-records.ts";
import type { Session } from "./session-records.ts";

/**
 * A new card for the person of a session, in place of the one before, whose codes
 * then only withdraw. Its codes are returned once and can never be read again.
 * Only where this very session could say yes, or just did: a code that sees and
 * withdraws must not make codes that do more. Throws `consent-code-cannot-widen`.
 */
export async function issueOwnCard(app: App, session: Session): Promise<CardCodes> {
  if (!mayIssueCard(session)) throw new AppError("consent-code-cannot-widen");
  const { episodeId, speakerId, signatoryId } = session;
  const at = app.clock.now();
  const former = await secretsOf(app, episodeId, { speakerId, signatoryId });
  const replaced = former.filter(
    ({ secret }) =>
      secret.kind.startsWith("card-") &&
      secret.revoked === undefined &&
      secret.selector !== session.selector,
  );
  const { secrets, codes } = await newCard(app, {
    episodeId,
    speakerId,
    signatoryId,
    issuedAt: at,
  });
  await app.records.commit([
    ...replaced.map((one) =>
      secretWrite(one, { ...one.secret, revoked: { at, because: "replaced" } }),
    ),
    ...secrets.flatMap(newSecretWrites),
  ]);
  return codes;
}

/** The session's secret can still say yes, or said it within this session. */
function mayIssueCard({ capabilities, secret, openedAt }: Session): boolean {
  const { usedAt, kind, revoked } = secret.secret;
  const couldGrant = kind === "invitation" || kind === "card-once";
  const justUsed =
    couldGrant && revoked === undefined && usedAt !== undefined && usedAt >= openedAt;
  return capabilities.includes("grant-once") || justUsed;
}
