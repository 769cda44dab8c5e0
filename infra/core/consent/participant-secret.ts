import { z } from "zod";
import {
  addsUp,
  checkCharacter,
  codeCharacters,
  isCodeText,
  normaliseCode,
} from "./code-alphabet.ts";
import {
  encodeId,
  EpisodeIdSchema,
  InstantSchema,
  SignatoryIdSchema,
  SpeakerIdSchema,
} from "../ids.ts";

/**
 * What a participant's secret may do. `grant-once` covers everything that
 * widens (saying yes, confirming, renewing, taking a withdrawal back) and is
 * used up by one answer; `erase-confirm` makes an erasure final.
 */
const capabilities = ["view", "withdraw", "grant-once", "erase-confirm"] as const;
export const CapabilitySchema = z.enum(capabilities);
export type Capability = z.output<typeof CapabilitySchema>;

/**
 * The kinds of secret and what each may do when new.
 * - `invitation`: shown in person (QR on a screen, printed request, handed-over device).
 * - `message-link`: sent by SMS or e-mail, which others may read: it widens nothing
 *   (ASVS 5.0; consent note T1). A card code does.
 * - `card-lasting`: the code on the card that sees and withdraws, for years. That it is
 *   used more than once departs from ASVS 6.5.1, on purpose: withdrawing must stay
 *   possible, and this code can do nothing else.
 * - `card-once`: the numbered codes on the card, one answer each.
 */
export const secretKinds = {
  invitation: ["view", "withdraw", "grant-once"],
  "message-link": ["view", "withdraw"],
  "card-lasting": ["view", "withdraw"],
  "card-once": ["view", "withdraw", "grant-once", "erase-confirm"],
} as const satisfies Readonly<Record<string, readonly Capability[]>>;

/** As stored: found by its selector, which says nothing and opens nothing; the verifier only as a slow hash. */
export const SecretSchema = z.object({
  selector: z.string(),
  /** From the hasher port; never the verifier itself. */
  hash: z.string(),
  kind: z.enum(["invitation", "message-link", "card-lasting", "card-once"]),
  episodeId: EpisodeIdSchema,
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  /** Opaque: the secrets of one card, revoked together. */
  batchId: z.string(),
  /** 1, 2, 3 for the numbered codes of a card. */
  number: z.int().positive().optional(),
  issuedAt: InstantSchema,
  /** After this it no longer widens; it can still see and withdraw. */
  expiresAt: InstantSchema.optional(),
  /** When its one answer was given, in the same commit as that answer. */
  usedAt: InstantSchema.optional(),
  revoked: z
    .object({ at: InstantSchema, because: z.enum(["replaced", "withdrawn", "stolen"]) })
    .optional(),
});
export type Secret = z.output<typeof SecretSchema>;

/** 80 bits: 16 characters that find a link's record. */
const tokenSelectorLength = 16;
/** 130 bits: at least the 128 that the consent note asks of links. */
export const tokenVerifierLength = 26;
/** 23^5, 22.6 bits: enough to find one code among those issued; it protects nothing. */
export const codeSelectorLength = 5;
/** 23^10, 45.2 bits: at least the 40 of the consent note's T4, against online guessing of one code. */
export const codeVerifierLength = 10;
/** Selector, verifier, check character: four groups of four. */
export const codeLength = codeSelectorLength + codeVerifierLength + 1;
/** Numbered codes on a card: yes, confirmation, renewal, erasure. */
export const onceCodesPerCard = 4;
/** Random bytes that `newCode` needs. */
export const codeRandomBytes = 3 * (codeSelectorLength + codeVerifierLength);
/** Random bytes that `newToken` needs. */
export const tokenRandomBytes = tokenSelectorLength + tokenVerifierLength;

/** A secret as its owner holds it, once; only `selector` and a hash of `verifier` are kept. */
export type PlainSecret = {
  readonly text: string;
  readonly selector: string;
  readonly verifier: string;
};

/** A code to type, from `codeRandomBytes` random bytes. */
export function newCode(randomBytes: Uint8Array): PlainSecret {
  const payload = codeCharacters(randomBytes, codeSelectorLength + codeVerifierLength);
  return {
    text: payload + checkCharacter(payload),
    selector: payload.slice(0, codeSelectorLength),
    verifier: payload.slice(codeSelectorLength),
  };
}

/** A token for a link, from `tokenRandomBytes` random bytes. */
export function newToken(randomBytes: Uint8Array): PlainSecret {
  if (randomBytes.length < tokenRandomBytes)
    throw new RangeError("too few random bytes for a token");
  const text = encodeId(randomBytes.slice(0, tokenRandomBytes));
  return {
    text,
    selector: text.slice(0, tokenSelectorLength),
    verifier: text.slice(tokenSelectorLength),
  };
}

export type TypedSecret =
  | ({ readonly form: "code" | "token" } & PlainSecret)
  /** A slip of the finger or eye: told at once, without counting as an attempt and without looking anything up. */
  | { readonly form: "mistyped"; readonly problem: "empty" | "length" | "characters" | "check" };

const tokenPattern = new RegExp(
  `^[0-9a-hjkmnp-tv-z]{${tokenSelectorLength + tokenVerifierLength}}$`,
);

/**
 * Reads what a person typed, pasted or followed: a code in any spelling, or a
 * link's token. It depends on the text alone, so that its answer tells nobody
 * whether a code exists.
 */
export function readSecret(typed: string): TypedSecret {
  // A whole address may have been pasted: what counts is behind the #.
  const text = typed.slice(0, 500).split("#").at(-1)?.trim() ?? "";
  const token = text.toLowerCase();
  if (tokenPattern.test(token)) {
    return {
      form: "token",
      text: token,
      selector: token.slice(0, tokenSelectorLength),
      verifier: token.slice(tokenSelectorLength),
    };
  }
  const code = normaliseCode(text);
  if (code === "") return { form: "mistyped", problem: "empty" };
  if (!isCodeText(code)) return { form: "mistyped", problem: "characters" };
  if (code.length !== codeLength) return { form: "mistyped", problem: "length" };
  if (!addsUp(code)) return { form: "mistyped", problem: "check" };
  return {
    form: "code",
    text: code,
    selector: code.slice(0, codeSelectorLength),
    verifier: code.slice(codeSelectorLength, -1),
  };
}

/**
 * What a secret may do at this moment. Used up, expired or replaced, it widens
 * nothing any more but still withdraws, because closing is always safe; only one
 * that was reported stolen does nothing. A replaced one no longer shows anything
 * private (T15).
 */
export function capabilitiesNow(secret: Secret, now: string): readonly Capability[] {
  if (secret.revoked?.because === "stolen") return [];
  if (secret.revoked !== undefined) return ["withdraw"];
  const fresh = secret.usedAt === undefined && !hasExpired(secret, now);
  return secretKinds[secret.kind].filter(
    (capability) => fresh || capability === "view" || capability === "withdraw",
  );
}

/** An unreadable moment counts as past: in doubt, a secret is old. */
function hasExpired({ expiresAt }: Secret, now: string): boolean {
  return expiresAt !== undefined && !(Date.parse(now) < Date.parse(expiresAt));
}
