import { createHash, createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  checkpointText,
  entriesPerFile,
  entryOf,
  LedgerProofSchema,
  ledgerProof,
  logFiles,
  LogFileSchema,
  logOrigin,
  logRoot,
} from "#core/consent/checkpoint";
import { sha256Hex } from "#core/hash";
import { merkleRoot } from "#core/consent/merkle-tree";
import { noteKeyId, signedNote, verifierKey } from "#core/consent/signed-note";
import { aChain } from "../../../support/ledger-log.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const sha256 = (...parts: Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

/** RFC 6962 §2.1 as it is written: split at the largest power of two below n. */
function treeHashOfTheRfc(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  let k = 1;
  while (k * 2 < entries.length) k *= 2;
  return sha256(
    Uint8Array.of(1),
    treeHashOfTheRfc(entries.slice(0, k)),
    treeHashOfTheRfc(entries.slice(k)),
  );
}

test("the tree hash is the one of RFC 6962, for every size", () => {
  for (let size = 0; size <= 70; size += 1) {
    const entries = Array.from({ length: size }, (_, index) =>
      new TextEncoder().encode(`entry ${index}`),
    );
    expect(hex(merkleRoot(entries))).toBe(hex(treeHashOfTheRfc(entries)));
  }
});

test("the tree hash agrees with the published values of Certificate Transparency", () => {
  // The reference tree of RFC 6962 implementations: these seven inputs, these roots.
  const inputs = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const entries = inputs.map((input) => new Uint8Array(Buffer.from(input, "hex")));
  expect(hex(merkleRoot([]))).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  expect(hex(merkleRoot(entries.slice(0, 1)))).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
  expect(hex(merkleRoot(entries))).toBe(
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  );
});

test("a signed note is read by the rules of another implementation: the example of Go's note package", () => {
  const name = "PeterNeumann";
  const key = Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64").subarray(1);
  expect(verifierKey(name, key)).toBe(
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  );
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const line =
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
  const signature = Buffer.from(line, "base64").subarray(4);
  expect(signedNote(text, { keyName: name, publicKey: key, signature })).toBe(
    `${text}\n— ${name} ${line}\n`,
  );
  const jwk = createPublicKey({
    format: "jwk",
    key: { kty: "OKP", crv: "Ed25519", x: key.toString("base64url") },
  });
  expect(verify(null, Buffer.from(text), jwk, signature)).toBe(true);
  expect(hex(noteKeyId(name, key))).toBe("c74f20a3");
});

test("a note refuses what its format cannot carry", () => {
  const signer = { keyName: "a", publicKey: new Uint8Array(32), signature: new Uint8Array(64) };
  expect(() => signedNote("no newline", signer)).toThrow(RangeError);
  expect(() => signedNote("tab\there\n", signer)).toThrow(RangeError);
  expect(() => signedNote("text\n", { ...signer, keyName: "a b" })).toThrow(RangeError);
  expect(() => signedNote("text\n", { ...signer, signature: new Uint8Array(63) })).toThrow(
    RangeError,
  );
});

test("a checkpoint says origin, number of entries and root, one a line", () => {
  expect(checkpointText("paroles.example/ledger", 0, logRoot([]))).toBe(
    "paroles.example/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
  );
  expect(() => checkpointText("two words", 0, logRoot([]))).toThrow(RangeError);
  expect(logOrigin("https://paroles.example/")).toBe("paroles.example/ledger");
});

test("an entry shows nothing of its chain, and is another one for another chain or head", () => {
  const [head] = aChain(1);
  if (head === undefined) throw new Error("no leaf");
  const entry = entryOf("chain-1", head);
  expect(entry).toMatch(/^[0-9a-f]{64}$/);
  expect(entryOf("chain-2", head)).not.toBe(entry);
  expect(entryOf("chain-1", { ...head, sequence: 2 })).not.toBe(entry);
});

test("the files of a log hold every entry once, and full ones never change", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * entriesPerFile }),
      fc.integer({ min: 0, max: 300 }),
      (size, more) => {
        const all = Array.from({ length: size + more }, (_, index) => sha256Hex(String(index)));
        const before = logFiles(all.slice(0, size));
        const after = logFiles(all);
        expect(before.flatMap((file) => LogFileSchema.parse(file).entries)).toEqual(
          all.slice(0, size),
        );
        for (const [index, file] of before.entries()) {
          if (file.entries.length === entriesPerFile) expect(after[index]).toEqual(file);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test("a participant's proof names the place of each of their heads, and nothing of others", () => {
  const mine = aChain(3);
  const log = ["first", "last"].map(sha256Hex);
  const [, , head] = mine;
  if (head === undefined) throw new Error("no leaf");
  const proof = ledgerProof("mine", mine, [log[0] ?? "", entryOf("mine", head), log[1] ?? ""]);
  expect(proof.heads).toEqual([{ sequence: 3, index: 1 }]);
  expect(LedgerProofSchema.parse(proof)).toEqual(proof);
});
