import {
  codeRandomBytes,
  newCode,
  onceCodesPerCard,
  type PlainSecret,
  type Secret,
} from "#core/consent/participant-secret";
import { encodeId, publicationKeyLength } from "#core/ids";
import type { App } from "../app.ts";

/** The codes of a card as its owner gets them, once; nobody can read any of them again (I11). */
export type CardCodes = {
  /** Sees and withdraws, for years. */
  readonly lastingCode: string;
  /** Each gives one answer, confirms once, or erases. */
  readonly onceCodes: readonly string[];
};

/** A secret as it is stored: its selector, and the slow hash of what only its owner holds. */
export async function hashedSecret(
  app: App,
  plain: PlainSecret,
  about: Omit<Secret, "selector" | "hash">,
): Promise<Secret> {
  return {
    ...about,
    selector: plain.selector,
    hash: await app.consent.hasher.hash(plain.verifier),
  };
}

/** Makes the codes of one card for one person; storing them is the caller's commit. */
export async function newCard(
  app: App,
  whose: Pick<Secret, "episodeId" | "speakerId" | "signatoryId" | "issuedAt">,
): Promise<{ readonly secrets: readonly Secret[]; readonly codes: CardCodes }> {
  const batchId = encodeId(app.randomness.bytes(publicationKeyLength));
  const code = () => newCode(app.randomness.bytes(codeRandomBytes));
  const lasting = code();
  const once = Array.from({ length: onceCodesPerCard }, code);
  const secrets = [await hashedSecret(app, lasting, { ...whose, batchId, kind: "card-lasting" })];
  for (const [index, plain] of once.entries())
    secrets.push(
      await hashedSecret(app, plain, { ...whose, batchId, kind: "card-once", number: index + 1 }),
    );
  return {
    secrets,
    codes: { lastingCode: lasting.text, onceCodes: once.map(({ text }) => text) },
  };
}
