import type { Consent } from "#core/consent/consent";
import { isOpenState, type SlotState } from "#core/consent/states";
import { renewalDueAt } from "#core/consent/terms";
import { closedVoicesListing, dueListing, endedListing, yearlyListing } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";

const keptClosed: readonly SlotState[] = ["withdrawn", "revoked", "refused"];

/**
 * Where a consent is listed: an open yes by the moment at which the clock has
 * something to say (a renewal falls due, an end comes), or, without an end, by its
 * day, for the yearly reminder; one that ended, or has to be said again, and a
 * voice that was taken back or refused, by the moment at which it closed. All
 * others are in no list.
 */
export function consentListing(
  consent: Consent,
): Pick<Extract<RecordWrite, { kind: "put" }>, "listing"> {
  const { state, scope, validUntil, indicatedAt, closedAt, recordId } = consent;
  const listed = (list: string, at: string) => ({ listing: { list, order: `${at}#${recordId}` } });
  if ((state === "expired" || state === "invalidated") && closedAt !== undefined)
    return listed(endedListing, closedAt);
  // Without a voice nothing of a story is public: how long its recording is still kept is counted from here.
  if (scope === "voice" && keptClosed.includes(state) && closedAt !== undefined)
    return listed(closedVoicesListing, closedAt);
  if (!isOpenState(state) && state !== "pending-cooling") return {};
  const at = dueMoment(consent);
  if (at !== undefined) return listed(dueListing, at);
  const isYearly = validUntil === undefined && indicatedAt !== undefined && isOpenState(state);
  return isYearly ? listed(yearlyListing, indicatedAt) : {};
}

/** When the clock next has something to say about a yes that stands; undefined where only a withdrawal ends it. */
export function dueMoment({ state, validUntil }: Consent): string | undefined {
  if (validUntil === undefined) return undefined;
  return state === "given" || state === "renewed" ? renewalDueAt(validUntil) : validUntil;
}
