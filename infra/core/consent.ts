import { z } from "zod";
import { InstantSchema, SignatoryIdSchema, SpeakerIdSchema } from "./ids.ts";
import { lineSchema } from "./text.ts";

/** What can be agreed to, each on its own (design, §6). */
export const scopes = ["voice", "transcript", "name", "portrait", "platforms", "reuse"] as const;
export const ScopeSchema = z.enum(scopes);
export type Scope = z.output<typeof ScopeSchema>;

/** A name shown in public: the real one, another one, or none. */
export const NameChoiceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("real") }),
  z.object({ kind: z.literal("other"), name: lineSchema(80) }),
  z.object({ kind: z.literal("none") }),
]);
export type NameChoice = z.output<typeof NameChoiceSchema>;

/** The states of the consent note §2.2, with W3C DPV's words where it has them. */
export const ConsentStateSchema = z.enum([
  "requested",
  "deferred",
  "refused",
  "pending-cooling",
  "given",
  "withdrawn",
  "revoked",
  "erased",
]);
export type ConsentState = z.output<typeof ConsentStateSchema>;

/** One yes or no: of one signatory, for one speaker of one episode, to one scope. */
export const ConsentSchema = z.object({
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  scope: ScopeSchema,
  state: ConsentStateSchema,
  /** The record in the ledger that this state comes from. */
  recordId: z.string(),
  /** Of the exact content that was heard, read or seen (core/consent-content.ts). */
  contentHash: z.string(),
  /** Only with the scope `name`. */
  nameChoice: NameChoiceSchema.optional(),
  /** The exact notice that was shown: version, language, and hash of its text and sound. */
  notice: z.object({ version: z.string(), locale: z.string(), hash: z.string() }),
  channel: z.enum(["paper", "page", "staff"]),
  indicatedAt: InstantSchema,
  /** Evidence in the private store: the scan of a signed form, a spoken yes. */
  evidenceKey: z.string().optional(),
  /** No end means "until withdrawn", with a yearly reminder. */
  validUntil: InstantSchema.optional(),
});
export type Consent = z.output<typeof ConsentSchema>;

/** What a consent is worth at a moment. Only `given` opens anything. */
export type ConsentStatus =
  "missing" | Exclude<ConsentState, "given"> | "given" | "expired" | "invalidated";

/**
 * The worth of one consent now, for the content as it is now. Unknown is
 * closed (consent note, I2): a missing record, another content hash or an end
 * that has come are never `given`; the clock can only close (I15).
 */
export function consentStatus(
  consent: Consent | undefined,
  contentHashNow: string,
  now: string,
): ConsentStatus {
  if (consent === undefined) return "missing";
  if (consent.state !== "given") return consent.state;
  if (consent.contentHash !== contentHashNow) return "invalidated";
  if (consent.validUntil !== undefined && Date.parse(consent.validUntil) <= Date.parse(now)) {
    return "expired";
  }
  return "given";
}
