import type { Controller, StorageTerms } from "./controller.ts";
import { scopePurposes } from "./purposes.ts";
import { dpvStatus, type SlotState } from "./states.ts";
import type { Scope } from "./consent.ts";

/** One thing that happened to a consent, as the record tells it. */
export type RecordedEvent = {
  readonly state: SlotState;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: "data-subject" | "parent" | "guardian" | "staff" | "authority" | "clock";
  readonly method: "page" | "spoken" | "paper" | "staff" | "clock";
  /** Absent where only a withdrawal ends it. */
  readonly validUntil?: string;
};

export type ConsentRecordInput = {
  /** Of the state change that this record keeps: one record for each (DPV issue 243, AC23). */
  readonly recordId: string;
  /** The record that this one follows. */
  readonly replaces?: string;
  /** Opaque: no name goes into a record. */
  readonly subjectId: string;
  readonly scope: Scope;
  readonly notice: { readonly version: string; readonly locale: string; readonly hash: string };
  readonly noticeUrl: string;
  /** SHA-256 over exactly what was heard, read or seen. */
  readonly contentHash?: string;
  /** Oldest first; the last one is where the consent stands. */
  readonly events: readonly [RecordedEvent, ...RecordedEvent[]];
  readonly controller: Controller;
  readonly storage: StorageTerms;
  /** Where a yes is taken back: the address of /voix/. */
  readonly withdrawAt: string;
  /** Names of apps, directories and partners that have a copy. */
  readonly recipients?: readonly string[];
  /** The words reveal health, religion, …: GDPR 9(2)(a) is then the basis. */
  readonly specialCategory?: boolean;
};

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
export type JsonLdObject = { readonly [key: string]: Json };

/** Prefixes of the guide by the W3C DPV Community Group (Final Report of 15 February 2026), §3. */
export const dpvContext: JsonLdObject = {
  dpv: "https://w3id.org/dpv#",
  "dpv-27560": "https://w3id.org/dpv/schema/dpv-27560#",
  pd: "https://w3id.org/dpv/pd#",
  loc: "https://w3id.org/dpv/loc#",
  "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
  dct: "http://purl.org/dc/terms/",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};

const iri = (id: string): JsonLdObject => ({ "@id": id });
const instant = (value: string): JsonLdObject => ({ "@type": "xsd:dateTime", "@value": value });

/**
 * The record of one state change of one consent, as JSON-LD in W3C DPV terms with
 * every mandatory field of ISO/IEC TS 27560:2023 and of the GDPR profile (the guide,
 * §8). It names nobody: ids are opaque, the words of the story are not in it.
 */
export function consentRecord(input: ConsentRecordInput): JsonLdObject {
  const { recordId, replaces, subjectId, controller, notice, contentHash } = input;
  return {
    "@context": dpvContext,
    "@id": `urn:paroles:consent-record:${recordId}`,
    "@type": "dpv:ConsentRecord",
    "dct:conformsTo": iri("dpv-27560:record-eu-gdpr"),
    "dct:identifier": recordId,
    "dct:created": instant(lastOf(input.events).at),
    ...(replaces === undefined
      ? {}
      : { "dct:replaces": iri(`urn:paroles:consent-record:${replaces}`) }),
    "dpv:hasDataSubject": {
      "@id": `urn:paroles:data-subject:${subjectId}`,
      "@type": "dpv:DataSubject",
      "dct:identifier": subjectId,
    },
    "dpv:hasDataController": party(controller),
    "dpv:hasJurisdiction": iri("loc:FR"),
    "dpv:hasApplicableLaw": iri("eu-gdpr:GDPR"),
    "dpv:hasLegalBasis": iri(input.specialCategory === true ? "eu-gdpr:A9-2-a" : "eu-gdpr:A6-1-a"),
    "dpv:hasNotice": {
      "@id": input.noticeUrl,
      "@type": "dpv:ConsentNotice",
      "dct:hasVersion": notice.version,
      "dct:language": notice.locale,
      "dct:identifier": `sha256:${notice.hash}`,
    },
    "dct:language": notice.locale,
    "dpv:hasProcess": process(input),
    "dpv:hasConsentControl": {
      "@type": "dpv:WithdrawConsent",
      "dpv:isExercisedAt": iri(input.withdrawAt),
      "dct:description":
        "With the card, on any coach's word, or by letter; no account and no reason needed.",
    },
    "dpv:hasRight": rights(input.withdrawAt),
    "dpv:hasAuthority": {
      "@id": "https://www.cnil.fr/",
      "@type": "dpv:DataProtectionAuthority",
      "dpv:hasName": "CNIL",
    },
    "dpv:hasConsentStatus": input.events.map((event) => status(event, subjectId)),
    ...(contentHash === undefined ? {} : { "dct:source": `sha256:${contentHash}` }),
  };
}

const lastOf = (events: ConsentRecordInput["events"]): RecordedEvent => events.at(-1) ?? events[0];

/** A party with its mandatory id, name, address, contact and type. */
function party(controller: Controller): JsonLdObject {
  const { id, name, postalAddress, email, phone, url } = controller;
  return {
    "@id": id,
    "@type": "dpv:DataController",
    "dpv:hasIdentifier": id,
    "dpv:hasName": name,
    "dpv:hasAddress": postalAddress,
    "dpv:hasContact": email,
    "schema:url": iri(url),
    "schema:contactPoint": {
      "@type": "schema:ContactPoint",
      "schema:email": email,
      ...(phone === undefined ? {} : { "schema:telephone": phone }),
    },
  };
}

function process(input: ConsentRecordInput): JsonLdObject {
  const { scope, storage, specialCategory, controller } = input;
  const purpose = scopePurposes[scope];
  const names = [...purpose.recipients, ...(input.recipients ?? [])];
  const category =
    specialCategory === true ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData";
  return {
    "@type": "dpv:Process",
    "dct:identifier": scope,
    "dpv:hasPurpose": {
      "@type": "dpv:Purpose",
      "skos:broader": iri("dpv:PublicBenefit"),
      "dct:description": purpose.description,
    },
    "dpv:hasPersonalData": purpose.personalData.map((broader) => ({
      "@type": category,
      "skos:broader": iri(broader),
      "dpv:hasNecessity": iri("dpv:Optional"),
    })),
    "dpv:hasProcessing": purpose.processing.map(iri),
    "dpv:hasDataSource": iri("dpv:DataSubjectDataSource"),
    "dct:medium": purpose.medium,
    "dct:spatial": "Worldwide",
    "dpv:hasRecipient": [
      iri(controller.id),
      ...names.map((name) => ({ "@type": "dpv:Recipient", "dpv:hasName": name })),
    ],
    "dpv:hasStorageCondition": [
      {
        "@type": "dpv:StorageLocation",
        "dpv:hasLocation": storage.countries.map((code) => iri(`loc:${code}`)),
      },
      {
        "@type": "dpv:StorageDuration",
        "dpv:hasDuration": duration(lastOf(input.events).validUntil),
      },
      { "@type": "dpv:StorageDeletion", "dpv:hasDuration": `P${storage.backupDays}D` },
    ],
  };
}

/** Until a moment, or until the withdrawal; an endless duration is "not best practice" and never said. */
function duration(validUntil: string | undefined): JsonLdObject {
  return validUntil === undefined
    ? { "@type": "dpv:UntilEventDuration", "rdf:value": "dpv:ConsentWithdrawn" }
    : { "@type": "dpv:UntilTimeDuration", "rdf:value": instant(validUntil) };
}

const indicatedBy: Readonly<Record<RecordedEvent["by"], string>> = {
  "data-subject": "dpv:DataSubject",
  parent: "dpv:ParentOfDataSubject",
  guardian: "dpv:GuardianOfDataSubject",
  staff: "dpv:DataController",
  authority: "dpv:Authority",
  clock: "dpv:DataController",
};

const methods: Readonly<Record<RecordedEvent["method"], string>> = {
  page: "Buttons on a page opened with the person's own code",
  spoken: "Buttons on a page opened with the person's own code, and a recorded spoken yes",
  paper: "A signed paper form, kept as a scan",
  staff: "Recorded by a member of staff at the person's word",
  clock: "The agreed time came",
};

function status(event: RecordedEvent, subjectId: string): JsonLdObject {
  return {
    "@type": [dpvStatus[event.state], "dpv:ExplicitlyExpressedConsent"],
    "dct:identifier": event.state,
    "dpv:isIndicatedBy": {
      "@type": indicatedBy[event.by],
      "dct:identifier": event.by === "data-subject" ? subjectId : event.by,
    },
    "dpv:isIndicatedAtTime": instant(event.at),
    "dpv:hasIndicationMethod": methods[event.method],
    "dpv:hasDuration": duration(event.validUntil),
  };
}

/** GDPR 7(3), 15 to 18, 20 and 77. */
const rightArticles = ["A7-3", "A15", "A16", "A17", "A18", "A20", "A77"] as const;

function rights(exercisedAt: string): readonly JsonLdObject[] {
  return rightArticles.map((article) => ({
    "@type": ["dpv:DataSubjectRight", `eu-gdpr:${article}`],
    "dpv:isExercisedAt": iri(article === "A77" ? "https://www.cnil.fr/" : exercisedAt),
  }));
}
