import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { Signer } from "#ports/signer";
import { readOrCreateKeyFile } from "./key-file.ts";

export type Ed25519SignerConfig =
  /** A file (PKCS #8, PEM), which is made when there is none. */
  | { readonly keyFile: string }
  /** Wherever else the key is kept; gets what makes a new one. */
  | { readonly readKey: (make: () => string) => Promise<Buffer> };

/** Signs with a key that is read each time: checkpoints are rare. */
export function createEd25519Signer(config: Ed25519SignerConfig): Signer {
  const read = () =>
    "keyFile" in config
      ? readOrCreateKeyFile(config.keyFile, newKeyPem)
      : config.readKey(newKeyPem);
  const load = async () => createPrivateKey(await read());
  return {
    name: "ed25519-signer",
    async publicKey() {
      const { x } = createPublicKey(await load()).export({ format: "jwk" });
      if (x === undefined) throw new TypeError("the signing key is no Ed25519 key");
      return new Uint8Array(Buffer.from(x, "base64url"));
    },
    async sign(message) {
      return new Uint8Array(sign(null, message, await load()));
    },
  };
}

function newKeyPem(): string {
  return generateKeyPairSync("ed25519")
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
}
