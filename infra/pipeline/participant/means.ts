import type { ConsentPolicy } from "#core/consent/slot";
import type { Controller, StorageTerms } from "#core/consent/controller";
import type { Notice } from "#core/consent/notice";
import type { Archiver } from "#ports/archiver";
import type { QrCodes } from "#ports/qr-code";
import type { SecretHasher } from "#ports/secret-hasher";
import type { Signer } from "#ports/signer";

/** What the use cases of consent need of the world beside stores; compose/ chooses it. */
export type ConsentMeans = {
  readonly policy: ConsentPolicy;
  readonly hasher: SecretHasher;
  /** Signs the public log's checkpoints. */
  readonly signer: Signer;
  readonly qrCodes: QrCodes;
  /** Packs what a person takes away. */
  readonly archiver: Archiver;
  /** Who answers for the consents, as records must name it. */
  readonly controller: Controller;
  readonly storage: StorageTerms;
  /** The languages that the notice in force is in; the first stands in for all others. */
  readonly locales: readonly string[];
  /** The words of the notice in force, in a language or in the first one. */
  notice(locale: string): {
    readonly version: string;
    readonly hash: string;
    readonly words: Notice;
  };
  /** A day as a reader of that language writes it, in the operator's time zone. */
  day(instant: string, locale: string): string;
  /** A network address as a keyed hash: limits and statistics keep no address. */
  hashAddress(address: string): string;
  /** Waits; only wrong answers in the slow lane do (core/consent/rate-limit). */
  pause(seconds: number): Promise<void>;
};
