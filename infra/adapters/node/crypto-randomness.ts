import { randomBytes } from "node:crypto";
import type { Randomness } from "#ports/randomness";

export function createCryptoRandomness(): Randomness {
  return { bytes: (count) => new Uint8Array(randomBytes(count)) };
}
