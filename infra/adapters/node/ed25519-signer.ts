import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { Signer } from "#ports/signer";
import { readOrCreateKeyFile } from "./key-file.ts";

/** Signs with the key in a file (PKCS #8, PEM), which it makes when there is none. It is read each time: checkpoints are rare. */
export function createEd25519Signer({ keyFile }: { readonly keyFile: string }): Signer {
  const load = async () => createPrivateKey(await readOrCreateKeyFile(keyFile, newKeyPem));
  return {
    name: "ed25519-key-file",
    async publicKey() {
      const { x } = createPublicKey(await load()).export({ format: "jwk" });
      if (x === undefined) throw new TypeError(`${keyFile} holds no Ed25519 key`);
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
