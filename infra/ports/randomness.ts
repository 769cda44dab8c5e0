/** Bytes that nobody can guess (a CSPRNG). */
export interface Randomness {
  bytes(count: number): Uint8Array;
}
