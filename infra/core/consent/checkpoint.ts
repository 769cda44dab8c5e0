import { hexToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { hashOf } from "../hash.ts";
import { type LedgerLeaf, LedgerLeafSchema } from "./ledger.ts";
import { merkleRoot } from "./merkle-tree.ts";
import { toBase64 } from "./signed-note.ts";

/**
 * The public log of the ledger (consent note §6). It is a list that only grows:
 * at each checkpoint, every chain that has new leaves adds one entry, a hash
 * over its opaque ledger id, its length and its last leaf. The entries of one
 * checkpoint stand in the order of their hashes, which says nothing.
 *
 * Nothing else is published. A leaf's scope, event and time would tell a coach
 * who knows the hour of a meeting who said no (AC13). The leaf's hash covers a
 * random record id and the salted commitment, so that nobody can guess what an
 * entry stands for; whoever holds the leaves (the operator, and the participant
 * with the proof that they downloaded) can show that it is theirs.
 */
const HashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Files hold this many entries; a full one never changes again. */
export const entriesPerFile = 256;

export const LogFileSchema = z.object({
  format: z.literal("paroles-ledger-entries-1"),
  /** Number of the first entry in this file; the log starts at 0. */
  first: z.int().nonnegative(),
  entries: z.array(HashSchema).max(entriesPerFile),
});
export type LogFile = z.output<typeof LogFileSchema>;

/** Public addresses of the log. */
export const checkpointPath = "/ledger/checkpoint.txt";
export const verifierKeyPath = "/ledger/key.txt";
/** Every checkpoint stays, by its size, so that a rewritten log contradicts an old one. */
export const pastCheckpointPath = (size: number) => `/ledger/checkpoints/${size}.txt`;
/** One file of the log's entries; files count from 0. */
export const logFilePath = (file: number) =>
  `/ledger/entries/${String(file).padStart(6, "0")}.json`;

export type ChainHead = Pick<LedgerLeaf, "sequence" | "hash">;

/** What a chain's head looks like in public: nothing, to whoever does not know the chain. */
export function entryOf(ledgerId: string, head: ChainHead): string {
  return hashOf({
    format: "paroles-ledger-entry-1",
    ledgerId,
    sequence: head.sequence,
    head: head.hash,
  });
}

/** The log's text as files of `entriesPerFile`, from a list of all its entries. */
export function logFiles(entries: readonly string[]): readonly LogFile[] {
  const count = Math.max(1, Math.ceil(entries.length / entriesPerFile));
  return Array.from({ length: count }, (_, file) => ({
    format: "paroles-ledger-entries-1",
    first: file * entriesPerFile,
    entries: entries.slice(file * entriesPerFile, (file + 1) * entriesPerFile),
  }));
}

/** The tree hash over entries given in hex. */
export function logRoot(entries: readonly string[]): Uint8Array {
  return merkleRoot(entries.map((entry) => hexToBytes(HashSchema.parse(entry))));
}

/**
 * What is signed (c2sp.org/tlog-checkpoint): origin, number of entries, root
 * hash in base 64. The origin names the log for good: the site's host and
 * `/ledger`. Throws `RangeError` for an origin or root that the format refuses.
 */
export function checkpointText(origin: string, size: number, rootHash: Uint8Array): string {
  if (origin === "" || /[\s+]/u.test(origin))
    throw new RangeError("an origin has no spaces and no plus");
  if (!Number.isSafeInteger(size) || size < 0)
    throw new RangeError("a log has a whole number of entries");
  if (rootHash.length !== 32) throw new RangeError("a root hash has 32 bytes");
  return `${origin}\n${size}\n${toBase64(rootHash)}\n`;
}

/** The origin of a site's log: its address without the scheme. */
export function logOrigin(siteOrigin: string): string {
  return `${siteOrigin.replace(/^https?:\/\//, "").replace(/\/+$/, "")}/ledger`;
}

/** A leaf that is somebody else's: where it stands in the chain, and not what it says. */
const SealedLeafSchema = z.strictObject({
  sequence: z.int().positive(),
  hash: HashSchema,
});

/**
 * What a participant takes away to check, without us, that their own story is in
 * the log as they know it: its leaves, and where its heads stand. It is theirs;
 * it is never published. What others answered about the same story is sealed.
 */
export const LedgerProofSchema = z.object({
  format: z.literal("paroles-ledger-proof-1"),
  ledgerId: z.string(),
  leaves: z.array(z.union([LedgerLeafSchema, SealedLeafSchema])),
  heads: z.array(z.object({ sequence: z.int().positive(), index: z.int().nonnegative() })),
});
export type LedgerProof = z.output<typeof LedgerProofSchema>;

/** The proof for one chain, from its leaves and the whole log; all of it, or only what is the reader's own. */
export function ledgerProof(
  ledgerId: string,
  leaves: readonly LedgerLeaf[],
  entries: readonly string[],
  isOwn: (leaf: LedgerLeaf) => boolean = () => true,
): LedgerProof {
  const indexOf = new Map(entries.map((entry, index) => [entry, index]));
  const heads = leaves.flatMap((leaf) => {
    const index = indexOf.get(entryOf(ledgerId, leaf));
    return index === undefined ? [] : [{ sequence: leaf.sequence, index }];
  });
  const shown = leaves.map((leaf) =>
    isOwn(leaf) ? leaf : { sequence: leaf.sequence, hash: leaf.hash },
  );
  return { format: "paroles-ledger-proof-1", ledgerId, leaves: shown, heads };
}
