import { z } from "zod";
import { canonicalJson, hashOf, sha256Hex } from "../hash.ts";
import { InstantSchema, SignatoryIdSchema, SpeakerIdSchema } from "../ids.ts";
import { ConsentSchema, ScopeSchema } from "./consent.ts";
import { consentEventKinds } from "./events.ts";

/** What is remembered of one consent event; it can be erased without breaking the chain. */
export const LedgerBodySchema = z.object({
  recordId: z.string(),
  /** Random; once it is gone nobody can guess the body from its commitment. */
  salt: z.string(),
  consent: ConsentSchema,
  /** In what capacity it was done (W3C DPV's parties), and how it was shown. */
  by: z.enum(["data-subject", "parent", "guardian", "staff", "authority", "clock"]).optional(),
  method: z.enum(["page", "spoken", "paper", "staff", "clock"]).optional(),
  /** Opaque id of the staff member or device that helped, where one did. */
  assistedBy: z.string().optional(),
  /** Opaque id of the staff member who recorded it, where one did. */
  recordedBy: z.string().optional(),
  reason: z.string().max(500).optional(),
});
export type LedgerBody = z.output<typeof LedgerBodySchema>;

/** One link of the chain: nothing personal in it (consent note, §6). */
export const LedgerLeafSchema = z.object({
  /** From 1, without gaps. */
  sequence: z.int().positive(),
  recordId: z.string(),
  /** Looking at what one is asked for is nothing that was agreed to. */
  event: z.enum(consentEventKinds).exclude(["preview"]),
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  scope: ScopeSchema,
  commitment: z.string(),
  at: InstantSchema,
  previousHash: z.string(),
  hash: z.string(),
});
export type LedgerLeaf = z.output<typeof LedgerLeafSchema>;

/** What the first leaf of every chain points back to. */
const chainStart = "0".repeat(64);

/** Binds a leaf to its body without showing it. */
export function commitmentOf(body: LedgerBody): string {
  return sha256Hex(`${body.salt}\n${canonicalJson(body)}`);
}

/** The next leaf after `previous` (undefined for the first). */
export function nextLeaf(
  previous: Pick<LedgerLeaf, "sequence" | "hash"> | undefined,
  event: LedgerLeaf["event"],
  body: LedgerBody,
  at: string,
): LedgerLeaf {
  const content = {
    sequence: (previous?.sequence ?? 0) + 1,
    recordId: body.recordId,
    event,
    speakerId: body.consent.speakerId,
    signatoryId: body.consent.signatoryId,
    scope: body.consent.scope,
    commitment: commitmentOf(body),
    at,
    previousHash: previous?.hash ?? chainStart,
  };
  return { ...content, hash: hashOf(content) };
}

export type ChainFault = {
  readonly sequence: number;
  readonly code: "gap" | "link" | "hash" | "commitment";
};

/**
 * Checks a chain from its first leaf: sequence without gaps, each hash right,
 * each link to the one before, each commitment equal to the body where the body
 * still exists. An erased body (absent) is no fault.
 */
export function verifyChain(
  leaves: readonly LedgerLeaf[],
  bodies: ReadonlyMap<string, LedgerBody>,
): readonly ChainFault[] {
  return leaves.flatMap((leaf, index): ChainFault[] => {
    const { hash, ...content } = leaf;
    const before = leaves[index - 1];
    const body = bodies.get(leaf.recordId);
    const fault = (code: ChainFault["code"], broken: boolean): ChainFault[] =>
      broken ? [{ sequence: leaf.sequence, code }] : [];
    return [
      ...fault("gap", leaf.sequence !== index + 1),
      ...fault("link", leaf.previousHash !== (before?.hash ?? chainStart)),
      ...fault("hash", hash !== hashOf(content)),
      ...fault("commitment", body !== undefined && commitmentOf(body) !== leaf.commitment),
    ];
  });
}
