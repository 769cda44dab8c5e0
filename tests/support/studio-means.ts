import { createIcalCalendarWriter } from "#adapters/ical/ical-calendar-writer";
import type { StudioMeans } from "#pipeline/studio/means";
import type { Mail } from "#ports/mailer";
import { UploadIncompleteError } from "#ports/uploads";

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
    uploads: {
      name: "stand-in",
      begin: async (id) => ({ reference: id, partBytes: 1_000 }),
      partAddress: async (reference, { number }) => `/parts/${reference}/${number}`,
      received: async () => [],
      finish: async () => {
        throw new UploadIncompleteError(1);
      },
      drop: async () => undefined,
    },
    calendars: createIcalCalendarWriter({ domain: "paroles.example.org" }),
    ...changes,
  };
}
