import { join } from "node:path";
import { createOutboxMailer, type OutboxMailer } from "#adapters/local/outbox-mailer";
import { createSmtpMailer } from "#adapters/smtp/smtp-mailer";
import { createSimplePasskeys } from "#adapters/webauthn/simple-passkeys";
import type { StudioMeans } from "#pipeline/studio/means";
import type { Clock } from "#ports/clock";
import type { Mail } from "#ports/mailer";
import type { LocalConfig } from "./config.ts";

export type LocalStudio = {
  readonly means: StudioMeans;
  /** Where messages land when no mail server is named. */
  readonly outbox?: OutboxMailer;
};

/** What the studio needs beside stores, on one machine. */
export function createLocalStudio(config: {
  readonly dataFolder: string;
  readonly origin: string;
  readonly siteName: string;
  readonly clock: Clock;
  readonly mail: LocalConfig["mail"];
  readonly onMail?: (mail: Mail) => void;
}): LocalStudio {
  const { origin, siteName, mail, onMail } = config;
  const passkeys = createSimplePasskeys({ origin, siteName });
  if (mail !== undefined) return { means: { passkeys, mailer: createSmtpMailer(mail) } };
  const outbox = createOutboxMailer({
    folder: join(config.dataFolder, "outbox"),
    now: () => config.clock.now(),
    ...(onMail === undefined ? {} : { onMail }),
  });
  return { means: { passkeys, mailer: outbox }, outbox };
}
