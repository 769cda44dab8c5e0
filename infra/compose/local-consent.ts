import { join } from "node:path";
import { createEd25519Signer } from "#adapters/node/ed25519-signer";
import { newRandomKey, readOrCreateKeyFile } from "#adapters/node/key-file";
import type { ConsentPolicy } from "#core/consent/slot";
import type { OperatorSettings } from "#core/content/site-settings";
import type { ConsentMeans } from "#pipeline/participant/means";
import { createConsentMeans } from "./consent-means.ts";
import type { OpenNotices } from "./notices.ts";

/** What consent needs beside stores, on one machine: keys made here and readable by their owner only. */
export async function createLocalConsent(config: {
  readonly dataFolder: string;
  readonly origin: string;
  readonly policy: ConsentPolicy;
  readonly settings: OperatorSettings;
  readonly notices: OpenNotices;
}): Promise<ConsentMeans> {
  const keys = join(config.dataFolder, "keys");
  return createConsentMeans({
    ...config,
    storage: { countries: ["FR"], backupDays: 0 },
    pepper: await readOrCreateKeyFile(join(keys, "pepper"), newRandomKey),
    addressKey: await readOrCreateKeyFile(join(keys, "addresses"), newRandomKey),
    signer: createEd25519Signer({ keyFile: join(keys, "ledger") }),
  });
}
