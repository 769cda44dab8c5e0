/** Bytes that nobody can guess (a CSPRNG). */
export interface Randomness {
  /** That many fresh bytes. */
  bytes(count: number): Uint8Array;
}
