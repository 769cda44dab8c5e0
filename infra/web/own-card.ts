import { AppError } from "#core/errors";
import { encodeId, publicationKeyLength } from "#core/ids";
import {
  codeRandomBytes,
  newCode,
  onceCodesPerCard,
  type PlainSecret,
  type Secret,
} from "#core/consent/participant-secret";
import type { App } from "#pipeline/app";
import { newSecretWrites, secretsOf, secretWrite } from "#pipeline/participant/secret-records";
import type { Session } from "#pipeline/participant/session-records";

export type OwnCard = { readonly lastingCode: string; readonly onceCodes: readonly string[] };

/**
 * A new card for the person of a session, in place of the one before, whose codes
 * then only withdraw. Its codes are returned once and can never be read again.
 * Only where this very session could say yes, or just did: a code that sees and
 * withdraws must not make codes that do more. Throws `consent-code-cannot-widen`.
 */
export async function issueOwnCard(app: App, session: Session): Promise<OwnCard> {
  if (!mayIssueCard(session)) throw new AppError("consent-code-cannot-widen");
  const { episodeId, speakerId, signatoryId } = session;
  const at = app.clock.now();
  const batchId = encodeId(app.randomness.bytes(publicationKeyLength));
  const former = await secretsOf(app, episodeId, { speakerId, signatoryId });
  const replaced = former.filter(
    ({ secret }) =>
      secret.kind.startsWith("card-") &&
      secret.revoked === undefined &&
      secret.selector !== session.selector,
  );
  const lasting = newCode(app.randomness.bytes(codeRandomBytes));
  const once = Array.from({ length: onceCodesPerCard }, () =>
    newCode(app.randomness.bytes(codeRandomBytes)),
  );
  const stored = async (plain: PlainSecret, more: Pick<Secret, "kind"> & { number?: number }) => ({
    selector: plain.selector,
    hash: await app.consent.hasher.hash(plain.verifier),
    episodeId,
    speakerId,
    signatoryId,
    batchId,
    issuedAt: at,
    ...more,
  });
  const secrets = [await stored(lasting, { kind: "card-lasting" })];
  for (const [index, plain] of once.entries())
    secrets.push(await stored(plain, { kind: "card-once", number: index + 1 }));
  await app.records.commit([
    ...replaced.map((one) =>
      secretWrite(one, { ...one.secret, revoked: { at, because: "replaced" } }),
    ),
    ...secrets.flatMap(newSecretWrites),
  ]);
  return { lastingCode: lasting.text, onceCodes: once.map(({ text }) => text) };
}

/** The session's secret can still say yes, or said it within this session. */
export function mayIssueCard({ capabilities, secret, openedAt }: Session): boolean {
  const { usedAt, kind, revoked } = secret.secret;
  const couldGrant = kind === "invitation" || kind === "card-once";
  const justUsed =
    couldGrant && revoked === undefined && usedAt !== undefined && usedAt >= openedAt;
  return capabilities.includes("grant-once") || justUsed;
}
