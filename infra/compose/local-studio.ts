import { join } from "node:path";
import { createOutboxMailer, type OutboxMailer } from "#adapters/local/outbox-mailer";
import { createIcalCalendarWriter } from "#adapters/ical/ical-calendar-writer";
import { createSitePartDoor, type SitePartDoor } from "#adapters/node/site-part-door";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { newRandomKey, readOrCreateKeyFile } from "#adapters/node/key-file";
import { createSmtpMailer } from "#adapters/smtp/smtp-mailer";
import { createSimplePasskeys } from "#adapters/webauthn/simple-passkeys";
import type { StudioMeans } from "#pipeline/studio/means";
import type { Clock } from "#ports/clock";
import type { Mail } from "#ports/mailer";
import type { ObjectStore } from "#ports/object-store";
import type { Workspace } from "#ports/workspace";
import { uploadPath } from "../web/studio/studio-deps.ts";
import type { LocalConfig } from "./config.ts";

export type LocalStudio = {
  readonly means: StudioMeans;
  /** Where messages land when no mail server is named. */
  readonly outbox?: OutboxMailer;
  readonly receivePart: SitePartDoor["receive"];
};

/** What the studio needs beside stores, on one machine. */
export async function createLocalStudio(config: {
  readonly dataFolder: string;
  readonly origin: string;
  readonly siteName: string;
  readonly clock: Clock;
  readonly mail: LocalConfig["mail"];
  readonly store: ObjectStore;
  readonly workspace: Workspace;
  readonly onMail?: (mail: Mail) => void;
}): Promise<LocalStudio> {
  const { origin, siteName, mail, onMail, store, workspace, clock } = config;
  const key = await readOrCreateKeyFile(join(config.dataFolder, "keys", "uploads"), newRandomKey);
  const door = createSitePartDoor({ store, clock, key, path: uploadPath });
  const means = {
    uploads: createStoredUploads({ store, workspace, door }),
    passkeys: createSimplePasskeys({ origin, siteName }),
    calendars: createIcalCalendarWriter({ domain: new URL(origin).hostname }),
  };
  const { receive: receivePart } = door;
  if (mail !== undefined)
    return { means: { ...means, mailer: createSmtpMailer(mail) }, receivePart };
  const outbox = createOutboxMailer({
    folder: join(config.dataFolder, "outbox"),
    now: () => config.clock.now(),
    ...(onMail === undefined ? {} : { onMail }),
  });
  return { means: { ...means, mailer: outbox }, outbox, receivePart };
}
