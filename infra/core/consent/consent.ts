import { z } from "zod";
import { SlotStateSchema, type SlotState } from "./states.ts";
import { InstantSchema, SignatoryIdSchema, SpeakerIdSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";

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

/**
 * One yes or no: of one signatory, for one speaker of one episode, to one scope,
 * as the records keep it. It is a slot of the consent machine
 * (core/consent/slot.ts) with the record and the notice that it rests on.
 */
export const ConsentSchema = z.object({
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  scope: ScopeSchema,
  state: SlotStateSchema,
  /** The record in the ledger that this state comes from; random, and another one after each change. */
  recordId: z.string(),
  /** Of the exact content that was heard, read or seen (core/consent/content.ts); absent before a yes. */
  contentHash: z.string().optional(),
  /** What this person heard, read or saw last. */
  previewedHash: z.string().optional(),
  /** Only with the scope `name`. */
  nameChoice: NameChoiceSchema.optional(),
  /** The exact notice that was shown: version, language, and hash of its text and sound; absent before a yes. */
  notice: z.object({ version: z.string(), locale: z.string(), hash: z.string() }).optional(),
  /** How the last yes was shown. */
  channel: z.enum(["page", "spoken", "paper"]).optional(),
  /** When the last yes was said. */
  indicatedAt: InstantSchema.optional(),
  /** Evidence in the private store: the scan of a signed form, a spoken yes. */
  evidenceKey: z.string().optional(),
  /** No end means "until withdrawn", with a yearly reminder. */
  validUntil: InstantSchema.optional(),
  /** In `pending-cooling`: the first moment at which the yes may be confirmed. */
  confirmableFrom: InstantSchema.optional(),
  /** The last time that this was closed, for whatever reason. */
  closedAt: InstantSchema.optional(),
  /** Until when the one it belongs to may take the withdrawal back. */
  undoUntil: InstantSchema.optional(),
});
export type Consent = z.output<typeof ConsentSchema>;

/** What a consent is worth at a moment. Only `given` opens anything. */
export type ConsentStatus =
  "missing" | "given" | Exclude<SlotState, "given" | "renewal-due" | "renewed">;

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
  const { state, validUntil } = consent;
  // Written out, so that the types see which states are left.
  if (state !== "given" && state !== "renewal-due" && state !== "renewed") return state;
  if (consent.contentHash !== contentHashNow) return "invalidated";
  // What is not certainly before the end is after it, also with a date that nobody can read.
  if (validUntil !== undefined && !(Date.parse(now) < Date.parse(validUntil))) return "expired";
  return "given";
}
