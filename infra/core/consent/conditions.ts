import type { ConsentEvent, Indication } from "./events.ts";
import type { Circumstances, ConsentSlot } from "./slot.ts";
import { isOpenState } from "./states.ts";
import type { ConsentRefusal } from "./table.ts";
import { renewalDueAt } from "./terms.ts";

type Refused = ConsentRefusal | undefined;

/** Unreadable or missing instants compare as false, so every rule asks for what must be true. */
const isAtOrAfter = (instant: string, other = "") => Date.parse(instant) >= Date.parse(other);
const isAfter = (instant: string, other = "") => Date.parse(instant) > Date.parse(other);
const unless = (holds: boolean, refusal: ConsentRefusal): Refused => (holds ? undefined : refusal);

/** When, with what evidence and about what: everything that neither the table nor the actor's rights decide. */
export function underWhat(
  slot: ConsentSlot,
  event: ConsentEvent,
  circumstances: Circumstances,
): Refused {
  const { now } = circumstances;
  switch (event.kind) {
    case "grant":
      return (
        evidence(slot, event.indication, circumstances) ??
        grantable(slot, event, circumstances) ??
        endAhead(event.terms.validUntil, now)
      );
    case "confirm":
      return (
        unless(isAtOrAfter(now, slot.confirmableFrom), "consent-too-early") ??
        evidence(slot, event.indication, circumstances) ??
        stillStands(slot, circumstances)
      );
    case "renew":
      return (
        evidence(slot, event.indication, circumstances) ??
        stillStands(slot, circumstances) ??
        endAhead(event.validUntil, now)
      );
    case "undo":
      return (
        unless(isAtOrAfter(slot.undoUntil ?? "", now), "consent-nothing-to-undo") ??
        stillStands(slot, circumstances)
      );
    case "narrow":
      return unless(isNarrower(slot, event.to, now), "consent-would-widen");
    case "expire":
      return unless(!mayEnd(slot) || isAtOrAfter(now, slot.validUntil), "consent-not-due");
    case "fall-due":
      return unless(
        slot.validUntil !== undefined && isAtOrAfter(now, renewalDueAt(slot.validUntil)),
        "consent-not-due",
      );
    default:
      return undefined;
  }
}

const mayEnd = (slot: ConsentSlot) => isOpenState(slot.state) || slot.state === "pending-cooling";

/**
 * Paper and voice need their evidence. A form also needs its date: signed after
 * the last yes or no of this person and since the content is as it is, or it
 * would be about something else, or older than a withdrawal.
 */
function evidence(
  slot: ConsentSlot,
  indication: Indication,
  { now, contentSince }: Circumstances,
): Refused {
  if (indication.channel === "page") return undefined;
  if (indication.evidenceKey.trim() === "") return "consent-evidence-missing";
  if (indication.channel === "spoken") return undefined;
  const { signedAt } = indication;
  const newest = [slot.closedAt, slot.indicatedAt].every(
    (earlier) => earlier === undefined || isAfter(signedAt, earlier),
  );
  const aboutThis = [contentSince, slot.confirmableFrom].every(
    (since) => since === undefined || isAtOrAfter(signedAt, since),
  );
  return unless(newest && aboutThis && isAtOrAfter(now, signedAt), "consent-paper-date");
}

/** A yes is about what this person has just met, and about what is there now. */
function grantable(
  slot: ConsentSlot,
  { terms, indication }: Extract<ConsentEvent, { kind: "grant" }>,
  { contentHashNow }: Circumstances,
): Refused {
  if (contentHashNow === undefined || terms.contentHash !== contentHashNow)
    return "consent-content-changed";
  if (isOpenState(slot.state) && terms.contentHash === slot.contentHash)
    return "consent-already-given";
  const met = indication.channel === "paper" || slot.previewedHash === terms.contentHash;
  return unless(met, "consent-not-previewed");
}

/** The yes that is to be confirmed, prolonged or restored is still about what is there, and has not ended. */
function stillStands(slot: ConsentSlot, { contentHashNow, now }: Circumstances): Refused {
  const same = slot.contentHash !== undefined && slot.contentHash === contentHashNow;
  return unless(same, "consent-content-changed") ?? endAhead(slot.validUntil, now);
}

function endAhead(validUntil: string | undefined, now: string): Refused {
  if (Number.isNaN(Date.parse(now))) return "consent-end-passed";
  return unless(validUntil === undefined || isAfter(validUntil, now), "consent-end-passed");
}

/**
 * Less than before, and only less: no name instead of a name, an earlier end
 * instead of a later one. Another name is not less; it is another yes.
 */
function isNarrower(
  slot: Pick<ConsentSlot, "scope" | "nameChoice" | "validUntil">,
  to: Extract<ConsentEvent, { kind: "narrow" }>["to"],
  now: string,
): boolean {
  if (to.nameChoice === undefined && to.validUntil === undefined) return false;
  const name =
    to.nameChoice === undefined || (slot.scope === "name" && to.nameChoice.kind === "none");
  const end =
    to.validUntil === undefined ||
    (isAfter(to.validUntil, now) &&
      (slot.validUntil === undefined || isAtOrAfter(slot.validUntil, to.validUntil)));
  return name && end;
}
