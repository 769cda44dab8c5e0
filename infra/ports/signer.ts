/** One Ed25519 key that signs checkpoints of the ledger; the private half never leaves the adapter. */
export interface Signer {
  readonly name: string;
  /** The raw public key, 32 bytes (RFC 8032). */
  publicKey(): Promise<Uint8Array>;
  /** The raw signature, 64 bytes (RFC 8032), over exactly these bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}
