import { createHmac } from "node:crypto";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createEd25519Signer } from "#adapters/node/ed25519-signer";
import { newRandomKey, readOrCreateKeyFile } from "#adapters/node/key-file";
import { createScryptHasher } from "#adapters/node/scrypt-hasher";
import { createQrCodes } from "#adapters/qr/qr-svg";
import { createClientZipArchiver } from "#adapters/zip/client-zip-archiver";
import { demonstrationPolicy } from "#core/consent/slot";
import type { Controller } from "#core/consent/controller";
import { noticeLocales } from "#core/consent/notice";
import type { OperatorSettings } from "#core/content/site-settings";
import type { ConsentMeans } from "#pipeline/participant/means";
import type { OpenNotices } from "./notices.ts";

/** The operator's time zone: days on cards and pages are theirs. */
const timeZone = "Europe/Paris";

/** What consent needs beside stores, on one machine: keys made here and readable by their owner only. */
export async function createLocalConsent(config: {
  readonly dataFolder: string;
  readonly origin: string;
  readonly settings: OperatorSettings;
  readonly notices: OpenNotices;
}): Promise<ConsentMeans> {
  const keys = join(config.dataFolder, "keys");
  const pepper = await readOrCreateKeyFile(join(keys, "pepper"), newRandomKey);
  const addressKey = await readOrCreateKeyFile(join(keys, "addresses"), newRandomKey);
  return {
    policy: demonstrationPolicy,
    hasher: createScryptHasher({ peppers: [{ id: "1", key: pepper }] }),
    signer: createEd25519Signer({ keyFile: join(keys, "ledger") }),
    qrCodes: createQrCodes(),
    archiver: createClientZipArchiver(),
    controller: controllerOf(config.origin, config.settings),
    storage: { countries: ["FR"], backupDays: 0 },
    locales: noticeLocales,
    notice(locale) {
      const { bundles } = config.notices;
      const bundle = bundles.get(locale) ?? bundles.get(noticeLocales[0]);
      if (bundle === undefined) throw new RangeError("content/consent has no notice");
      return { version: bundle.version, hash: bundle.hash, words: bundle.notice };
    },
    day: (instant, locale) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(Date.parse(instant)),
    hashAddress: (address) => createHmac("sha256", addressKey).update(address).digest("hex"),
    pause: (seconds) => wait(seconds * 1000),
  };
}

function controllerOf(origin: string, { dataProtection, contact }: OperatorSettings): Controller {
  return {
    id: `${origin}/#controller`,
    name: dataProtection.controller,
    postalAddress: contact.address,
    email: dataProtection.email,
    phone: contact.phone,
    url: `${origin}/`,
  };
}
