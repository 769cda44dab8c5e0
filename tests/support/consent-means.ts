import { createHash } from "node:crypto";
import { createQrCodes } from "#adapters/qr/qr-svg";
import { createClientZipArchiver } from "#adapters/zip/client-zip-archiver";
import { demonstrationPolicy } from "#core/consent/slot";
import type { ConsentMeans } from "#pipeline/participant/means";
import { noticeIn } from "./notice-files.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const notices = new Map<string, ReturnType<ConsentMeans["notice"]>>();

/** Read once: a page asks for all three. */
function theNotice(locale: string): ReturnType<ConsentMeans["notice"]> {
  const known = notices.get(locale);
  if (known !== undefined) return known;
  const words = noticeIn(["fr", "en", "ar"].includes(locale) ? locale : "fr");
  const notice = { version: "2026-11", hash: sha256(JSON.stringify(words)), words };
  notices.set(locale, notice);
  return notice;
}

/** What participants' use cases need beside stores: quick stand-ins, but the real notices and squares. */
export function consentMeans(changes: Partial<ConsentMeans> = {}): ConsentMeans {
  return {
    policy: demonstrationPolicy,
    hasher: {
      name: "stand-in",
      hash: async (verifier) => sha256(`pepper ${verifier}`),
      verify: async (verifier, stored) => sha256(`pepper ${verifier}`) === stored,
    },
    signer: {
      name: "stand-in",
      publicKey: async () => new Uint8Array(32),
      sign: async () => new Uint8Array(64),
    },
    qrCodes: createQrCodes(),
    archiver: createClientZipArchiver(),
    controller: {
      id: "https://paroles.example.org/#controller",
      name: "Association Exemple",
      postalAddress: "1 rue de l’Exemple, 00000 Exempleville",
      email: "donnees@example.org",
      url: "https://paroles.example.org",
    },
    storage: { countries: ["FR"], backupDays: 35 },
    locales: ["fr", "en", "ar"],
    notice: theNotice,
    day: (instant) => instant.slice(0, 10),
    hashAddress: sha256,
    pause: async () => undefined,
    ...changes,
  };
}
