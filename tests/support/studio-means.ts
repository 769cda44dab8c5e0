import type { StudioMeans } from "#pipeline/studio/means";
import type { Mail } from "#ports/mailer";

/** What the studio needs, with a mailbox to look into and no passkeys but those that a test hands in. */
export function studioMeans(changes: Partial<StudioMeans> = {}): StudioMeans & {
  readonly mails: Mail[];
} {
  const mails: Mail[] = [];
  const ceremony = async () => ({ options: {}, challenge: "asked" });
  return {
    mails,
    mailer: {
      name: "stand-in",
      async send(mail) {
        mails.push(mail);
      },
    },
    passkeys: {
      name: "stand-in",
      startRegistration: ceremony,
      finishRegistration: async () => undefined,
      startSignIn: ceremony,
      credentialIdOf: () => undefined,
      finishSignIn: async () => undefined,
    },
    ...changes,
  };
}
