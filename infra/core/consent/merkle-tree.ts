import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";

/** RFC 6962 §2.1: a leaf and a node never hash alike, so neither can pass for the other. */
const leafHash = (entry: Uint8Array) => sha256(concatBytes(Uint8Array.of(0), entry));
const nodeHash = (left: Uint8Array, right: Uint8Array) =>
  sha256(concatBytes(Uint8Array.of(1), left, right));

/**
 * The Merkle tree hash of RFC 6962 §2.1 over a list of entries, in order. Works
 * level by level: a last node without a partner moves up as it is, which gives
 * the same root as the RFC's split at the largest power of two.
 */
export function merkleRoot(entries: readonly Uint8Array[]): Uint8Array {
  let level = entries.map(leafHash);
  if (level.length === 0) return sha256(new Uint8Array());
  while (level.length > 1) {
    level = level.flatMap((left, index) => {
      if (index % 2 === 1) return [];
      const right = level[index + 1];
      return [right === undefined ? left : nodeHash(left, right)];
    });
  }
  return level[0] ?? sha256(new Uint8Array());
}
