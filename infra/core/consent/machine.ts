import { underWhat } from "./conditions.ts";
import type { Actor, ConsentEvent } from "./events.ts";
import { whoMay } from "./guards.ts";
import type { Circumstances, ConsentPolicy, ConsentSlot } from "./slot.ts";
import { isOpenState, type SlotState } from "./states.ts";
import { type ConsentRefusal, consentTable } from "./table.ts";
import { addDays, confirmableFrom } from "./terms.ts";

export type Outcome =
  | { readonly accepted: true; readonly slot: ConsentSlot }
  | { readonly accepted: false; readonly refused: ConsentRefusal };

const refusal = (refused: ConsentRefusal): Outcome => ({ accepted: false, refused });

/**
 * What one event makes of one consent: the new state, or a refusal that changes
 * nothing. Pure; the moment, the content and the policy are handed in. It keeps
 * these promises (consent note §2.1): only the signatory's own yes, or a signed
 * form with its scan, leads to a state that opens (I10); a withdrawal is never
 * refused (I12); the clock only closes (I15); after erasure nothing opens.
 */
export function applyConsentEvent(
  slot: ConsentSlot,
  event: ConsentEvent,
  circumstances: Circumstances,
): Outcome {
  const cell = consentTable[slot.state][event.kind];
  // What is over is over for everyone: that comes before who is asking.
  if ("refused" in cell && cell.refused === "consent-erased") return refusal(cell.refused);
  const notAllowed = whoMay(slot, event);
  if (notAllowed !== undefined) return refusal(notAllowed);
  if ("refused" in cell) return refusal(cell.refused);
  if (cell.only === "paper" && !isOnPaper(event)) return refusal("consent-not-previewed");
  const notNow = underWhat(slot, event, circumstances);
  if (notNow !== undefined) return refusal(notNow);
  return { accepted: true, slot: nextSlot(slot, event, cell.to, circumstances) };
}

function isOnPaper(event: ConsentEvent): boolean {
  return event.kind === "grant" && event.indication.channel === "paper";
}

function nextSlot(
  slot: ConsentSlot,
  event: ConsentEvent,
  to: SlotState,
  circumstances: Circumstances,
): ConsentSlot {
  const { now, policy } = circumstances;
  switch (event.kind) {
    case "grant":
      return granted(slot, event, now, policy);
    case "confirm": {
      const { confirmableFrom: _waited, ...rest } = slot;
      return { ...rest, state: to };
    }
    case "renew":
      return renewed(slot, event, to, now);
    case "preview":
      return { ...slot, state: to, previewedHash: event.contentHash };
    case "narrow":
      return narrowed(slot, event, circumstances);
    case "undo": {
      const { undoUntil: _window, ...rest } = slot;
      return { ...rest, state: to, indicatedAt: now };
    }
    case "request":
      return to === slot.state && to !== "requested"
        ? slot
        : { ...identity(slot), ...closedOnce(slot), state: to };
    case "erase":
      return {
        ...identity(slot),
        state: to,
        closedAt: slot.state === to ? (slot.closedAt ?? now) : now,
      };
    case "defer": {
      const { confirmableFrom: _waited, previewedHash: _heard, ...rest } = slot;
      return { ...rest, state: to };
    }
    default:
      return isOpenState(to) || to === slot.state
        ? sameAgain(slot, event, to)
        : closed(slot, event, to, circumstances);
  }
}

const identity = ({ speakerId, signatoryId, scope }: ConsentSlot) => ({
  speakerId,
  signatoryId,
  scope,
});
const closedOnce = ({ closedAt }: ConsentSlot) => (closedAt === undefined ? {} : { closedAt });

/** Nothing opened or closed, but what was withdrawn twice, or by somebody else too, is not taken back by one alone. */
function sameAgain(slot: ConsentSlot, event: ConsentEvent, state: SlotState): ConsentSlot {
  const repeated =
    (event.kind === "withdraw" || event.kind === "refuse") && ownWithdrawal(slot, event.by);
  if (slot.undoUntil === undefined || repeated) return { ...slot, state };
  const { undoUntil: _window, ...rest } = slot;
  return { ...rest, state };
}

function granted(
  slot: ConsentSlot,
  { indication, terms }: Extract<ConsentEvent, { kind: "grant" }>,
  now: string,
  policy: ConsentPolicy,
): ConsentSlot {
  const cools =
    policy.coolingOffHours > 0 && (indication.channel !== "paper" || policy.paperNeedsConfirmation);
  return {
    ...identity(slot),
    ...closedOnce(slot),
    state: cools ? "pending-cooling" : "given",
    previewedHash: terms.contentHash,
    ...terms,
    indicatedAt: now,
    channel: indication.channel,
    ...(indication.channel === "page" ? {} : { evidenceKey: indication.evidenceKey }),
    ...(cools ? { confirmableFrom: confirmableFrom(now, policy.coolingOffHours) } : {}),
  };
}

function renewed(
  slot: ConsentSlot,
  { indication, validUntil }: Extract<ConsentEvent, { kind: "renew" }>,
  state: SlotState,
  now: string,
): ConsentSlot {
  const { validUntil: _formerEnd, evidenceKey: _former, ...rest } = slot;
  return {
    ...rest,
    state,
    indicatedAt: now,
    channel: indication.channel,
    ...(indication.channel === "page" ? {} : { evidenceKey: indication.evidenceKey }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

function narrowed(
  slot: ConsentSlot,
  { to }: Extract<ConsentEvent, { kind: "narrow" }>,
  { contentHashNow }: Circumstances,
): ConsentSlot {
  const rebound = to.nameChoice === undefined ? slot.contentHash : contentHashNow;
  return {
    ...slot,
    ...(to.nameChoice === undefined ? {} : { nameChoice: to.nameChoice }),
    ...(rebound === undefined ? {} : { contentHash: rebound }),
    ...(to.validUntil === undefined ? {} : { validUntil: to.validUntil }),
  };
}

/** Closed: the yes stays on record as what it was, and only its owner may take a withdrawal of an open one back. */
function closed(
  slot: ConsentSlot,
  event: ConsentEvent,
  state: SlotState,
  { now, policy }: Circumstances,
): ConsentSlot {
  const { undoUntil: _window, confirmableFrom: _waited, previewedHash: _heard, ...rest } = slot;
  // An unreadable clock must not keep anybody from closing: what depends on it is left out.
  const isTime = !Number.isNaN(Date.parse(now));
  const undoable =
    isTime &&
    state === "withdrawn" &&
    isOpenState(slot.state) &&
    policy.undoDays > 0 &&
    ownWithdrawal(slot, event.by);
  return {
    ...rest,
    state,
    ...(isTime ? { closedAt: now } : {}),
    ...(undoable ? { undoUntil: addDays(now, policy.undoDays) } : {}),
  };
}

/** By the signatory, or by staff on their behalf. */
function ownWithdrawal(slot: ConsentSlot, by: Actor): boolean {
  return by.kind === "staff" || (by.kind === "person" && by.signatoryId === slot.signatoryId);
}
