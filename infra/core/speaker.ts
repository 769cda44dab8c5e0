import { z } from "zod";
import { SignatoryIdSchema, SpeakerIdSchema } from "./ids.ts";
import { lineSchema } from "./text.ts";

/** What a voice is in the story (design, §5). */
export const RoleSchema = z.enum(["talent", "professional", "apprentice", "coach"]);
export type Role = z.output<typeof RoleSchema>;

/**
 * The legal situation that decides who must agree (consent note, §4.2). A
 * guardian is an opaque id: names of guardians live with the signed evidence.
 */
export const SituationSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("adult") }),
  z.object({
    kind: z.literal("minor"),
    /** Every holder of parental authority: publication of a voice is not a usual act (C. civ. 372-1). */
    holders: z.array(SignatoryIdSchema).min(1).max(4),
    /** Reference of the proof when fewer than two holders are named. */
    soleAuthorityProof: lineSchema(200).optional(),
    /** The 18th birthday: on it every yes ends, and the grown person is asked anew. */
    adultOn: z.iso.date().optional(),
  }),
  z.object({ kind: z.literal("emancipated-minor"), proof: lineSchema(200) }),
  z.object({
    kind: z.literal("protected-adult"),
    guardian: SignatoryIdSchema,
    proof: lineSchema(200),
  }),
  z.object({
    kind: z.literal("detained"),
    /** Code pénitentiaire L381-1: written consent, and the authorisation's reference. */
    writtenArtefactKey: z.string().optional(),
    authorisation: lineSchema(200).optional(),
  }),
  /** CJPM L13-3: no signature opens it. */
  z.object({ kind: z.literal("minor-in-criminal-proceedings") }),
]);
export type Situation = z.output<typeof SituationSchema>;

export const SpeakerSchema = z.object({
  id: SpeakerIdSchema,
  role: RoleSchema,
  /** The real first name: private until the name scope says otherwise. */
  firstName: lineSchema(80),
  /** What this voice speaks, where it is not the language of the story: readers and screen readers are told. */
  language: z.string().min(2).max(35).optional(),
  situation: SituationSchema,
});
export type Speaker = z.output<typeof SpeakerSchema>;

/**
 * Who must each have said yes for this speaker, or the block that no signature
 * opens. The speaker is always one of them; a minor's holders of parental
 * authority are all of them (consent note AC17).
 */
export function requiredSignatories(
  situation: Situation,
): { readonly signatories: readonly string[] } | { readonly blockedBy: string } {
  switch (situation.kind) {
    case "adult":
    case "emancipated-minor":
      return { signatories: ["self"] };
    case "minor":
      return situation.holders.length < 2 && situation.soleAuthorityProof === undefined
        ? { blockedBy: "second-holder-unknown" }
        : { signatories: ["self", ...situation.holders] };
    case "protected-adult":
      return { signatories: ["self", situation.guardian] };
    case "detained":
      return situation.writtenArtefactKey === undefined || situation.authorisation === undefined
        ? { blockedBy: "detained-without-authorisation" }
        : { signatories: ["self"] };
    case "minor-in-criminal-proceedings":
      return { blockedBy: "minor-in-criminal-proceedings" };
  }
}
