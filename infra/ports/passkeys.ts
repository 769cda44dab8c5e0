/** A passkey as it is kept: a public key, which opens nothing by itself. */
export type StoredPasskey = {
  /** Base64url. */
  readonly credentialId: string;
  /** Base64url of a COSE key. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
};

export type Ceremony = {
  /** For the browser, as WebAuthn's JSON says it. */
  readonly options: unknown;
  /** To be kept by us until the browser answers, and used once. */
  readonly challenge: string;
};

/**
 * WebAuthn (passkeys): what a browser has to be asked, and whether its answer
 * is right for this very site. Answers come from outside: whatever cannot be
 * read is `undefined`, as a wrong one is.
 */
export interface Passkeys {
  readonly name: string;
  /** Asks for a new key of somebody; `known` are those they have already. */
  startRegistration(person: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly known: readonly StoredPasskey[];
  }): Promise<Ceremony>;
  /** The new key to keep, when the answer is right for that challenge. */
  finishRegistration(answer: unknown, challenge: string): Promise<StoredPasskey | undefined>;
  /** Asks for any key of this site: the answer says whose it is. */
  startSignIn(): Promise<Ceremony>;
  /** Which key an answer claims to come from; nothing is checked yet. */
  credentialIdOf(answer: unknown): string | undefined;
  /** The key's new counter when the answer is right. */
  finishSignIn(
    answer: unknown,
    challenge: string,
    passkey: StoredPasskey,
  ): Promise<{ readonly counter: number } | undefined>;
}
