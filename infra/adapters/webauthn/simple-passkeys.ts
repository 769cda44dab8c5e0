import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { Passkeys } from "#ports/passkeys";
import { z } from "zod";

/** As much of a browser's answer as we look at ourselves; the rest is the library's to judge. */
const AnswerSchema = z.looseObject({ id: z.string().min(1).max(2_000), type: z.string() });

type Registration = Parameters<typeof verifyRegistrationResponse>[0]["response"];
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]["response"];
type Transports = NonNullable<Registration["response"]["transports"]>;

/** Passkeys for one site, which is named by its origin: a key made here works nowhere else, and the other way round. */
export function createSimplePasskeys(config: {
  readonly origin: string;
  readonly siteName: string;
}): Passkeys {
  const rpID = new URL(config.origin).hostname;
  const expected = { expectedOrigin: config.origin, expectedRPID: rpID };
  return {
    name: "simplewebauthn",
    async startRegistration({ id, email, name, known }) {
      const options = await generateRegistrationOptions({
        rpName: config.siteName,
        rpID,
        userID: new TextEncoder().encode(id),
        userName: email,
        userDisplayName: name,
        attestationType: "none",
        excludeCredentials: known.map(({ credentialId, transports }) => ({
          id: credentialId,
          transports: transports as Transports,
        })),
        // Found without typing a name, and opened by finger, face or PIN.
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      });
      return { options, challenge: options.challenge };
    },
    async finishRegistration(answer, expectedChallenge) {
      const response = AnswerSchema.safeParse(answer).data as unknown as Registration | undefined;
      if (response === undefined) return undefined;
      const result = await orUndefined(() =>
        verifyRegistrationResponse({ response, expectedChallenge, ...expected }),
      );
      if (result?.verified !== true) return undefined;
      const { id, publicKey, counter, transports = [] } = result.registrationInfo.credential;
      return {
        credentialId: id,
        publicKey: Buffer.from(publicKey).toString("base64url"),
        counter,
        transports,
      };
    },
    async startSignIn() {
      const options = await generateAuthenticationOptions({ rpID, userVerification: "required" });
      return { options, challenge: options.challenge };
    },
    credentialIdOf: (answer) => AnswerSchema.safeParse(answer).data?.id,
    async finishSignIn(answer, expectedChallenge, key) {
      const response = AnswerSchema.safeParse(answer).data as unknown as Authentication | undefined;
      if (response === undefined) return undefined;
      const credential = {
        id: key.credentialId,
        publicKey: new Uint8Array(Buffer.from(key.publicKey, "base64url")),
        counter: key.counter,
        transports: key.transports as Transports,
      };
      const result = await orUndefined(() =>
        verifyAuthenticationResponse({ response, expectedChallenge, credential, ...expected }),
      );
      return result?.verified === true
        ? { counter: result.authenticationInfo.newCounter }
        : undefined;
    },
  };
}

/** The library throws for whatever it cannot read or must not accept; all of it is one answer. */
async function orUndefined<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    // What exactly was wrong with a stranger's answer helps the stranger only.
    return undefined;
  }
}
