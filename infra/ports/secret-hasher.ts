/**
 * Slow, salted hashes of what participants hold (ASVS 6.5.2). Only the verifier
 * part of a secret comes here; what comes back may be stored.
 */
export interface SecretHasher {
  readonly name: string;
  /** A different text each time, with everything in it that `verify` needs but the pepper. */
  hash(verifier: string): Promise<string>;
  /**
   * Whether the verifier is the one that was hashed. Pass `undefined` when there
   * is no such secret: it then takes as long as a real comparison and answers
   * false, so that time tells nobody which codes exist (ASVS 6.3.8). A stored
   * text that cannot be read is answered in the same way.
   */
  verify(verifier: string, stored: string | undefined): Promise<boolean>;
}
