import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { SecretHasher } from "#ports/secret-hasher";

export type Pepper = {
  /** Stored beside each hash, so that a pepper can be followed by another one. */
  readonly id: string;
  /** At least 32 bytes, kept apart from the records. */
  readonly key: Uint8Array;
};

export type ScryptHasherConfig = {
  /** The first one makes new hashes; the others still verify old ones. */
  readonly peppers: readonly [Pepper, ...Pepper[]];
  /**
   * log2 of scrypt's N. 14 with r = 8 and p = 5 is one of the OWASP Password Storage
   * Cheat Sheet's equal choices, and the one with the least memory (16 MiB).
   */
  readonly costLog2?: number;
};

const blockSize = 8;
const parallelism = 5;
const hashBytes = 32;
const saltBytes = 16;

type ScryptOptions = {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly maxmem: number;
};
const scryptAsync = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** `scrypt$<log2 N>$<pepper id>$<salt>$<hash>`, the last two in base64url. */
const storedPattern = /^scrypt\$(\d{1,2})\$([\w-]+)\$([\w-]+)\$([\w-]+)$/;

/** Hashes with scrypt under a pepper that the records do not hold. Throws `RangeError` for a pepper under 32 bytes. */
export function createScryptHasher({ peppers, costLog2 = 14 }: ScryptHasherConfig): SecretHasher {
  if (peppers.some(({ key }) => key.length < 32))
    throw new RangeError("a pepper has at least 32 bytes");
  const [current] = peppers;
  const derive = (verifier: string, pepper: Pepper, salt: Uint8Array, log2: number) => {
    const peppered = createHmac("sha256", pepper.key).update(verifier, "utf8").digest();
    const N = 2 ** log2;
    return scryptAsync(peppered, salt, hashBytes, {
      N,
      r: blockSize,
      p: parallelism,
      maxmem: 256 * N * blockSize,
    });
  };
  // What unknown codes are compared with: nobody knows what it is a hash of.
  const decoy = { salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };

  return {
    name: "scrypt",
    async hash(verifier) {
      const salt = randomBytes(saltBytes);
      const hash = await derive(verifier, current, salt, costLog2);
      return `scrypt$${costLog2}$${current.id}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
    },
    async verify(verifier, stored) {
      const known = parse(stored, peppers, costLog2);
      const { pepper, salt, hash, log2 } = known ?? { pepper: current, log2: costLog2, ...decoy };
      const found = await derive(verifier, pepper, salt, log2);
      return timingSafeEqual(found, hash) && known !== undefined;
    },
  };
}

function parse(stored: string | undefined, peppers: readonly Pepper[], costLog2: number) {
  const [, log2, pepperId, salt, hash] = storedPattern.exec(stored ?? "") ?? [];
  const pepper = peppers.find(({ id }) => id === pepperId);
  if (log2 === undefined || salt === undefined || hash === undefined || pepper === undefined)
    return undefined;
  // A record that asks for more work than ours ever did is damaged, not a reason to run out of memory.
  if (Number(log2) < 1 || Number(log2) > Math.max(17, costLog2)) return undefined;
  const hashed = Buffer.from(hash, "base64url");
  if (hashed.length !== hashBytes) return undefined;
  return { pepper, salt: Buffer.from(salt, "base64url"), hash: hashed, log2: Number(log2) };
}
