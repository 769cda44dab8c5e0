import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createScryptHasher } from "#adapters/node/scrypt-hasher";
import { createQrCodes } from "#adapters/qr/qr-svg";
import { createClientZipArchiver } from "#adapters/zip/client-zip-archiver";
import type { ConsentPolicy } from "#core/consent/slot";
import type { Controller, StorageTerms } from "#core/consent/controller";
import { noticeLocales } from "#core/consent/notice";
import type { OperatorSettings } from "#core/content/site-settings";
import type { ConsentMeans } from "#pipeline/participant/means";
import type { Signer } from "#ports/signer";
import type { OpenNotices } from "./notices.ts";

/** The operator's time zone: days on cards and pages are theirs. */
const timeZone = "Europe/Paris";

/** What consent needs beside stores, wherever the keys are kept. */
export function createConsentMeans(config: {
  readonly origin: string;
  readonly policy: ConsentPolicy;
  readonly settings: OperatorSettings;
  readonly notices: OpenNotices;
  readonly storage: StorageTerms;
  readonly pepper: Uint8Array;
  readonly addressKey: Uint8Array;
  readonly signer: Signer;
}): ConsentMeans {
  return {
    policy: config.policy,
    hasher: createScryptHasher({ peppers: [{ id: "1", key: config.pepper }] }),
    signer: config.signer,
    qrCodes: createQrCodes(),
    archiver: createClientZipArchiver(),
    controller: controllerOf(config.origin, config.settings),
    storage: config.storage,
    locales: noticeLocales,
    notice(locale) {
      const { bundles } = config.notices;
      const bundle = bundles.get(locale) ?? bundles.get(noticeLocales[0]);
      if (bundle === undefined) throw new RangeError("content/consent has no notice");
      return { version: bundle.version, hash: bundle.hash, words: bundle.notice };
    },
    day: (instant, locale) =>
      new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(Date.parse(instant)),
    hashAddress: (address) => createHmac("sha256", config.addressKey).update(address).digest("hex"),
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
