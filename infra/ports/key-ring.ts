/** Keys that an installation made for itself and that records are worthless without. */
export const ringKeys = ["pepper", "addresses", "ledger"] as const;
export type RingKey = (typeof ringKeys)[number];

/** Where these keys lie. Whoever holds them can say yes for others: they leave it only when a person asks. */
export interface KeyRing {
  readonly name: string;
  /** The key as it was made; undefined where the installation has not needed it yet. */
  read(key: RingKey): Promise<Uint8Array | undefined>;
  /** Puts a key in place of the one that is there, durably; what runs already goes on with the former one. */
  replace(key: RingKey, value: Uint8Array): Promise<void>;
}
