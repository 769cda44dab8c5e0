import { z } from "zod";
import { lineSchema } from "../text.ts";

/**
 * Who answers for the consents of this installation, as records and receipts must
 * name it (ISO/IEC TS 27560 party fields; GDPR 13(1)(a)).
 */
const ControllerSchema = z.object({
  /** An IRI that stays the same: the site's address with `/#controller`. */
  id: z.url(),
  name: lineSchema(200),
  /** For letters: withdrawing needs no screen. */
  postalAddress: lineSchema(300),
  email: z.email(),
  phone: lineSchema(40).optional(),
  url: z.url(),
});
export type Controller = z.output<typeof ControllerSchema>;

/** Where and how the recordings are kept, as the record must say. */
const StorageTermsSchema = z.object({
  /** ISO 3166 codes of the countries in which bytes lie. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  /** Days after an erasure until the last backup has forgotten. */
  backupDays: z.int().nonnegative(),
});
export type StorageTerms = z.output<typeof StorageTermsSchema>;
