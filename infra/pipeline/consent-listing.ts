import type { Consent } from "#core/consent/consent";
import { renewalDueAt } from "#core/consent/terms";
import { dueListing, yearlyListing } from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";

/**
 * Where an open yes is listed: by the moment at which the clock has something to
 * say (a renewal falls due, an end comes), or, without an end, by its day, for
 * the yearly reminder. Closed ones are in no list.
 */
export function consentListing(
  consent: Consent,
): Pick<Extract<RecordWrite, { kind: "put" }>, "listing"> {
  const { state, validUntil, indicatedAt, recordId } = consent;
  const isOpen = state === "given" || state === "renewal-due" || state === "renewed";
  if (!isOpen && state !== "pending-cooling") return {};
  if (validUntil === undefined) {
    return indicatedAt === undefined || !isOpen
      ? {}
      : { listing: { list: yearlyListing, order: `${indicatedAt}#${recordId}` } };
  }
  const awaitsRenewal = state === "given" || state === "renewed";
  const at = awaitsRenewal ? renewalDueAt(validUntil) : validUntil;
  return { listing: { list: dueListing, order: `${at}#${recordId}` } };
}
