import { z } from "zod";
import { dpvStatus } from "#core/consent/states";

/**
 * The mandatory fields of ISO/IEC TS 27560:2023 (and those that the GDPR adds)
 * in the DPV properties of the guide, §8: what a record must have before it is
 * handed to anyone (AC22). Further properties are allowed.
 */
const IriSchema = z.looseObject({ "@id": z.string().min(1) });
const InstantValueSchema = z.looseObject({
  "@type": z.literal("xsd:dateTime"),
  "@value": z.iso.datetime(),
});
const DurationSchema = z.union([
  z.looseObject({ "@type": z.literal("dpv:UntilTimeDuration"), "rdf:value": InstantValueSchema }),
  z.looseObject({ "@type": z.literal("dpv:UntilEventDuration"), "rdf:value": z.string().min(1) }),
]);
const typed = (type: string) => ({ "@type": z.literal(type) });
const text = z.string().min(1);

const statuses = z.enum(Object.values(dpvStatus));

const StatusSchema = z.looseObject({
  /** event state, event type */
  "@type": z.tuple([statuses, z.literal("dpv:ExplicitlyExpressedConsent")]),
  /** entity id */
  "dpv:isIndicatedBy": z.looseObject({ "@type": text, "dct:identifier": text }),
  /** event time */
  "dpv:isIndicatedAtTime": InstantValueSchema,
  /** validity duration */
  "dpv:hasDuration": DurationSchema,
});

const ProcessSchema = z.looseObject({
  ...typed("dpv:Process"),
  /** purpose */
  "dpv:hasPurpose": z.looseObject({ "skos:broader": IriSchema, "dct:description": text }),
  /** pii information, pii type */
  "dpv:hasPersonalData": z.array(z.looseObject({ "skos:broader": IriSchema })).min(1),
  /** recipient third parties */
  "dpv:hasRecipient": z.array(z.looseObject({})).min(1),
  /** storage locations, retention period */
  "dpv:hasStorageCondition": z.tuple([
    z.looseObject({
      ...typed("dpv:StorageLocation"),
      "dpv:hasLocation": z.array(IriSchema).min(1),
    }),
    z.looseObject({ ...typed("dpv:StorageDuration"), "dpv:hasDuration": DurationSchema }),
    z.looseObject({ ...typed("dpv:StorageDeletion"), "dpv:hasDuration": text }),
  ]),
});

export const ConsentRecordSchema = z.looseObject({
  ...typed("dpv:ConsentRecord"),
  "@context": z.looseObject({ dpv: z.literal("https://w3id.org/dpv#") }),
  /** schema version */
  "dct:conformsTo": z.object({ "@id": z.literal("dpv-27560:record-eu-gdpr") }),
  /** record id */
  "dct:identifier": text,
  /** pii principal id */
  "dpv:hasDataSubject": z.looseObject({ ...typed("dpv:DataSubject"), "dct:identifier": text }),
  /** privacy notice, language */
  "dpv:hasNotice": z.looseObject({
    ...typed("dpv:ConsentNotice"),
    "@id": z.url(),
    "dct:hasVersion": text,
    "dct:language": text,
    "dct:identifier": z.string().regex(/^sha256:/),
  }),
  "dct:language": text,
  /** pii controllers: party id, name, address, contact, type */
  "dpv:hasDataController": z.looseObject({
    ...typed("dpv:DataController"),
    "dpv:hasIdentifier": text,
    "dpv:hasName": text,
    "dpv:hasAddress": text,
    "dpv:hasContact": text,
  }),
  /** jurisdiction */
  "dpv:hasJurisdiction": IriSchema,
  /** lawful basis */
  "dpv:hasLegalBasis": IriSchema,
  /** withdrawal method */
  "dpv:hasConsentControl": z.looseObject({
    ...typed("dpv:WithdrawConsent"),
    "dpv:isExercisedAt": IriSchema,
  }),
  /** privacy rights */
  "dpv:hasRight": z.array(z.looseObject({ "dpv:isExercisedAt": IriSchema })).min(1),
  "dpv:hasAuthority": z.looseObject({ "dpv:hasName": text }),
  "dpv:hasProcess": ProcessSchema,
  "dpv:hasConsentStatus": z.array(StatusSchema).min(1),
});

export const ConsentReceiptSchema = z.looseObject({
  ...typed("dpv:ConsentReceipt"),
  /** schema version */
  "dct:conformsTo": z.object({ "@id": z.literal("dpv-27560:receipt-eu-gdpr") }),
  /** receipt id */
  "dpv:hasIdentifier": text,
  "dct:created": InstantValueSchema,
  "dpv:hasRecordOfActivity": z.array(ConsentRecordSchema).min(1),
});
