import { expect, test } from "vitest";
import { scopes } from "#core/consent/consent";
import { consentRecord, type ConsentRecordInput, type RecordedEvent } from "#core/consent/record";
import {
  ConsentReceiptSchema,
  ConsentRecordSchema,
} from "../../../support/consent-record-schema.ts";
import { dpvStatus, slotStates } from "#core/consent/states";
import { consentReceipt } from "#core/consent/receipt";

const at = "2026-11-23T12:00:00.000Z";
const given: RecordedEvent = {
  state: "given",
  at,
  by: "data-subject",
  method: "page",
  validUntil: "2027-11-23T12:00:00.000Z",
};

function input(changes: Partial<ConsentRecordInput> = {}): ConsentRecordInput {
  return {
    recordId: "01record",
    subjectId: "01subject",
    scope: "voice",
    notice: { version: "2026-11", locale: "fr", hash: "n" },
    noticeUrl: "https://paroles.example/consent/2026-11/fr",
    contentHash: "c",
    events: [{ state: "requested", at, by: "staff", method: "staff" }, given],
    controller: {
      id: "https://paroles.example/#controller",
      name: "Association Exemple",
      postalAddress: "1 rue de l’Exemple, 00000 Exempleville",
      email: "donnees@example.org",
      url: "https://paroles.example/",
    },
    storage: { countries: ["FR"], backupDays: 30 },
    withdrawAt: "https://paroles.example/voix/",
    ...changes,
  };
}

/** Every path to a mandatory field, as ISO names it. */
const mandatory: Readonly<Record<string, readonly (string | number)[]>> = {
  "schema version": ["dct:conformsTo"],
  "record id": ["dct:identifier"],
  "pii principal id": ["dpv:hasDataSubject"],
  "privacy notice": ["dpv:hasNotice"],
  language: ["dct:language"],
  purpose: ["dpv:hasProcess", "dpv:hasPurpose"],
  "pii information and type": ["dpv:hasProcess", "dpv:hasPersonalData"],
  "pii controllers": ["dpv:hasDataController"],
  "party id": ["dpv:hasDataController", "dpv:hasIdentifier"],
  "party name": ["dpv:hasDataController", "dpv:hasName"],
  "party address": ["dpv:hasDataController", "dpv:hasAddress"],
  "party contact": ["dpv:hasDataController", "dpv:hasContact"],
  "party type": ["dpv:hasDataController", "@type"],
  "storage locations": ["dpv:hasProcess", "dpv:hasStorageCondition", 0, "dpv:hasLocation"],
  "retention period": ["dpv:hasProcess", "dpv:hasStorageCondition", 1, "dpv:hasDuration"],
  jurisdiction: ["dpv:hasJurisdiction"],
  "recipient third parties": ["dpv:hasProcess", "dpv:hasRecipient"],
  "withdrawal method": ["dpv:hasConsentControl", "dpv:isExercisedAt"],
  "event state and type": ["dpv:hasConsentStatus", 0, "@type"],
  "event time": ["dpv:hasConsentStatus", 0, "dpv:isIndicatedAtTime"],
  "validity duration": ["dpv:hasConsentStatus", 0, "dpv:hasDuration"],
  "entity id": ["dpv:hasConsentStatus", 0, "dpv:isIndicatedBy"],
  "lawful basis": ["dpv:hasLegalBasis"],
  rights: ["dpv:hasRight"],
  authority: ["dpv:hasAuthority"],
};

function without(record: unknown, path: readonly (string | number)[]): unknown {
  const copy = structuredClone(record) as Record<string | number, unknown>;
  let parent = copy;
  for (const step of path.slice(0, -1)) parent = parent[step] as typeof copy;
  const last = path.at(-1) ?? "";
  if (!(last in parent)) throw new Error(`${path.join(" › ")} was not there`);
  delete parent[last];
  return copy;
}

test.each(scopes)("a record of %s has every mandatory field", (scope) => {
  expect(ConsentRecordSchema.safeParse(consentRecord(input({ scope })))).toMatchObject({
    success: true,
  });
});

test.each(Object.entries(mandatory))("a record without its %s is refused", (_name, path) => {
  expect(ConsentRecordSchema.safeParse(without(consentRecord(input()), path)).success).toBe(false);
});

test("every state can be recorded, in DPV's word for it", () => {
  for (const state of slotStates) {
    const record = ConsentRecordSchema.parse(
      consentRecord(input({ events: [{ ...given, state }] })),
    );
    expect(record["dpv:hasConsentStatus"][0]?.["@type"][0]).toBe(dpvStatus[state]);
  }
});

test("a guardian's yes is indicated by the guardian, a withdrawal on behalf by the controller", () => {
  const who = (by: RecordedEvent["by"]) =>
    ConsentRecordSchema.parse(consentRecord(input({ events: [{ ...given, by }] })))[
      "dpv:hasConsentStatus"
    ][0]?.["dpv:isIndicatedBy"]["@type"];
  expect((["data-subject", "parent", "guardian", "staff", "authority"] as const).map(who)).toEqual([
    "dpv:DataSubject",
    "dpv:ParentOfDataSubject",
    "dpv:GuardianOfDataSubject",
    "dpv:DataController",
    "dpv:Authority",
  ]);
});

test("until withdrawn is a duration that ends with the withdrawal, never an endless one", () => {
  const { validUntil: _end, ...open } = given;
  const text = JSON.stringify(consentRecord(input({ events: [open] })));
  expect(text).toContain("dpv:UntilEventDuration");
  expect(text).not.toContain("Endless");
});

test("a change follows the record before it, and the history stays", () => {
  const withdrawn: RecordedEvent = { state: "withdrawn", at, by: "data-subject", method: "page" };
  const record = consentRecord(
    input({ recordId: "02", replaces: "01", events: [given, withdrawn] }),
  );
  expect(record["dct:replaces"]).toEqual({ "@id": "urn:paroles:consent-record:01" });
  expect(ConsentRecordSchema.parse(record)["dpv:hasConsentStatus"]).toHaveLength(2);
});

test("special words rest on explicit consent, named recipients are in it, names of people are not", () => {
  const record = JSON.stringify(
    consentRecord(
      input({ scope: "platforms", specialCategory: true, recipients: ["Une application"] }),
    ),
  );
  expect(record).toContain("eu-gdpr:A9-2-a");
  expect(record).toContain("dpv:SpecialCategoryPersonalData");
  expect(record).toContain("Une application");
});

test("every prefix that a record uses is in its context", () => {
  const record = consentRecord(input());
  const used = new Set(
    JSON.stringify({ ...record, "@context": 0 }).match(
      /"(dpv-27560|dpv|pd|loc|eu-gdpr|dct|schema|skos|rdf|xsd):/g,
    ),
  );
  for (const prefix of used) expect(record["@context"]).toHaveProperty([prefix.slice(1, -1)]);
});

test("a receipt wraps the records, has its own id and time, and without them is refused", () => {
  const receipt = consentReceipt("r1", at, [
    consentRecord(input()),
    consentRecord(input({ scope: "name" })),
  ]);
  expect(ConsentReceiptSchema.parse(receipt)["dpv:hasRecordOfActivity"]).toHaveLength(2);
  for (const path of [
    ["dct:conformsTo"],
    ["dpv:hasIdentifier"],
    ["dct:created"],
    ["dpv:hasRecordOfActivity"],
  ]) {
    expect(ConsentReceiptSchema.safeParse(without(receipt, path)).success).toBe(false);
  }
});
