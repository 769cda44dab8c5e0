import { z } from "zod";
import { NameChoiceSchema, ScopeSchema } from "./consent.ts";
import { SlotStateSchema } from "./states.ts";
import { InstantSchema, SignatoryIdSchema, SpeakerIdSchema } from "../ids.ts";

/** The consent of one signatory, for one speaker of one story, to one scope, as it stands. */
export const ConsentSlotSchema = z.object({
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  scope: ScopeSchema,
  state: SlotStateSchema,
  /** What this person heard, read or saw last, and may therefore answer about. */
  previewedHash: z.string().optional(),
  /** What the yes is about. */
  contentHash: z.string().optional(),
  nameChoice: NameChoiceSchema.optional(),
  /** No end means until withdrawn. */
  validUntil: InstantSchema.optional(),
  /** When the last yes was said. */
  indicatedAt: InstantSchema.optional(),
  channel: z.enum(["page", "spoken", "paper"]).optional(),
  evidenceKey: z.string().optional(),
  /** In `pending-cooling`: the first moment at which the yes may be confirmed. */
  confirmableFrom: InstantSchema.optional(),
  /** The last time that this was closed, for whatever reason. */
  closedAt: InstantSchema.optional(),
  /** Until when the one it belongs to may take the withdrawal back. */
  undoUntil: InstantSchema.optional(),
});
export type ConsentSlot = z.output<typeof ConsentSlotSchema>;

/** A slot about which nothing is known yet: closed. */
export function emptySlot(
  id: Pick<ConsentSlot, "speakerId" | "signatoryId" | "scope">,
): ConsentSlot {
  const { speakerId, signatoryId, scope } = id;
  return { speakerId, signatoryId, scope, state: "unknown" };
}

/** What an administrator sets once for the installation. */
export type ConsentPolicy = {
  /** Hours between a yes and its confirmation; 0 opens at once (the demonstration), 24 in a deployment. */
  readonly coolingOffHours: number;
  /** Whether a signed form must be confirmed as well. */
  readonly paperNeedsConfirmation: boolean;
  /** Days in which a withdrawal can be taken back by the one it belongs to; 0 for never. */
  readonly undoDays: number;
};

export const demonstrationPolicy: ConsentPolicy = {
  coolingOffHours: 0,
  paperNeedsConfirmation: false,
  undoDays: 7,
};
/** The consent note's T2 asks for 24 to 72 hours before a first publication. */
export const deploymentPolicy: ConsentPolicy = {
  coolingOffHours: 24,
  paperNeedsConfirmation: true,
  undoDays: 7,
};

/** What the world looks like when an event arrives. */
export type Circumstances = {
  /** ISO instant. */
  readonly now: string;
  /** Hash of the content as it is now, for this scope and the name choice of the event; absent while there is none. */
  readonly contentHashNow?: string;
  /** Since when the content is as it is now: an older paper form was about something else. */
  readonly contentSince?: string;
  readonly policy: ConsentPolicy;
};
