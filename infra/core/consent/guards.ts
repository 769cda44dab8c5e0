import type { Actor, ConsentEvent } from "./events.ts";
import type { ConsentSlot } from "./slot.ts";
import type { ConsentRefusal } from "./table.ts";
import type { Capability } from "./participant-secret.ts";

type Yes = Extract<ConsentEvent, { kind: "grant" | "confirm" | "renew" }>;
type Refused = ConsentRefusal | undefined;

/** Who may cause this event at all. Closing ones are open to almost everyone; a yes only to the one it belongs to. */
export function whoMay(slot: ConsentSlot, event: ConsentEvent): Refused {
  switch (event.kind) {
    case "request":
      return requestedBy(slot, event.by);
    case "preview":
    case "defer":
    case "undo":
      return ownSecret(slot, event.by, "grant-once");
    case "grant":
    case "confirm":
    case "renew":
      return saidBy(slot, event);
    case "narrow":
      return narrowedBy(event.by);
    case "revoke":
      return event.by.kind === "authority" || event.by.kind === "staff"
        ? undefined
        : "consent-not-entitled";
    case "expire":
    case "fall-due":
      return event.by.kind === "clock" ? undefined : "consent-not-entitled";
    case "erase":
      return erasedBy(event);
    case "refuse":
    case "withdraw":
    case "invalidate":
      return undefined;
  }
}

function requestedBy(slot: ConsentSlot, by: Actor): Refused {
  if (by.kind === "authority") return undefined;
  // What another entity has closed, only that entity's word opens for asking again.
  if (slot.state === "revoked") return "consent-revoked-by-authority";
  return by.kind === "staff" ? undefined : "consent-not-entitled";
}

function ownSecret(slot: ConsentSlot, by: Actor, needed: Capability): Refused {
  if (by.kind === "staff") return "consent-staff-cannot-grant";
  if (by.kind !== "person") return "consent-not-entitled";
  if (by.signatoryId !== slot.signatoryId) return "consent-other-signatory";
  return by.capabilities.includes(needed) ? undefined : "consent-code-cannot-widen";
}

/** A yes: by the person with their own secret, or on paper, which staff records with its scan (I10). */
function saidBy(slot: ConsentSlot, event: Yes): Refused {
  if (event.signatoryId !== slot.signatoryId) return "consent-other-signatory";
  if (event.indication.channel === "paper" && event.by.kind === "staff") return undefined;
  const refused = ownSecret(slot, event.by, "grant-once");
  if (refused !== undefined) return refused;
  const alone = event.by.kind === "person" && event.by.assistedBy === undefined;
  return event.kind === "confirm" && !alone ? "consent-confirm-alone" : undefined;
}

function narrowedBy(by: Actor): Refused {
  if (by.kind === "staff") return undefined;
  return by.kind === "person" && by.capabilities.includes("withdraw")
    ? undefined
    : "consent-not-entitled";
}

/** Erasure cannot be undone: the person's own code confirms it, or a second contact with them (T17). */
function erasedBy(event: Extract<ConsentEvent, { kind: "erase" }>): Refused {
  const { by, secondContact = "" } = event;
  if (by.kind === "clock") return "consent-not-entitled";
  const strong = by.kind === "person" && by.capabilities.includes("erase-confirm");
  return strong || secondContact.trim() !== "" ? undefined : "consent-erase-unconfirmed";
}
