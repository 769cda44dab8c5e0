import { z } from "zod";

/**
 * Where one yes stands: one state for each (story, speaker, signatory, scope).
 * The names are those of the state machine in the consent note §2.2; `renewed`
 * is a `given` whose end was moved by a new yes.
 */
export const slotStates = [
  "unknown",
  "requested",
  "previewed",
  "deferred",
  "refused",
  "pending-cooling",
  "given",
  "renewal-due",
  "renewed",
  "withdrawn",
  "revoked",
  "expired",
  "invalidated",
  "erased",
] as const;
export const SlotStateSchema = z.enum(slotStates);
export type SlotState = z.output<typeof SlotStateSchema>;

/** The only states that may open anything; every other one is closed (I2). */
const openStates = ["given", "renewal-due", "renewed"] as const satisfies readonly SlotState[];

/** Whether a state permits anything to be public. */
export function isOpenState(state: SlotState): boolean {
  return openStates.some((open) => open === state);
}

/**
 * W3C DPV 2.3's word for each state. `previewed` and `pending-cooling` are our
 * own steps inside a request; of an erased consent nothing is known any more.
 */
export const dpvStatus = {
  unknown: "dpv:ConsentUnknown",
  requested: "dpv:ConsentRequested",
  previewed: "dpv:ConsentRequested",
  deferred: "dpv:ConsentRequestDeferred",
  refused: "dpv:ConsentRefused",
  "pending-cooling": "dpv:ConsentRequested",
  given: "dpv:ConsentGiven",
  "renewal-due": "dpv:ConsentGiven",
  renewed: "dpv:RenewedConsentGiven",
  withdrawn: "dpv:ConsentWithdrawn",
  revoked: "dpv:ConsentRevoked",
  expired: "dpv:ConsentExpired",
  invalidated: "dpv:ConsentInvalidated",
  erased: "dpv:ConsentUnknown",
} as const satisfies Readonly<Record<SlotState, string>>;
