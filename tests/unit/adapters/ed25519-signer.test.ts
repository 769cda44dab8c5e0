import { createPublicKey, verify } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createEd25519Signer } from "#adapters/node/ed25519-signer";
import { newRandomKey, readOrCreateKeyFile } from "#adapters/node/key-file";

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-key-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("it makes one key, keeps it for itself, and signs what the public half verifies", () =>
  inFolder(async (folder) => {
    const keyFile = join(folder, "keys", "ledger.pem");
    const signer = createEd25519Signer({ keyFile });
    const message = new TextEncoder().encode("paroles.example/ledger\n0\n");
    const raw = await signer.publicKey();
    const key = createPublicKey({
      format: "jwk",
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") },
    });
    expect(verify(null, message, key, await signer.sign(message))).toBe(true);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    expect(await createEd25519Signer({ keyFile }).publicKey()).toEqual(raw);
  }));

test("processes that start together get the same key, and leave nothing else behind", () =>
  inFolder(async (folder) => {
    const path = join(folder, "pepper");
    const keys = await Promise.all(
      Array.from({ length: 20 }, () => readOrCreateKeyFile(path, newRandomKey)),
    );
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await readdir(folder)).toEqual(["pepper"]);
  }));
