#!/usr/bin/env node
/**
 * Checks a published consent log without trusting the site, and without
 * anything but Node.js: copy this one file anywhere and run it. It reads only
 * public files (ledger/checkpoint.txt, ledger/key.txt, ledger/entries/*.json).
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const usage = `Usage: node verify-ledger.mjs <folder or https address of the site> [options]
  --key <text or file>     the log's key as you kept it (otherwise the site's own is believed)
  --since <file or address>  a checkpoint from earlier: nothing in it may have been changed since
  --proof <file>           the proof a participant downloaded: their own story must be in the log
  --json                   one JSON object instead of sentences
Exit status: 0 everything holds, 1 something does not, 2 wrong usage.`;

const entriesPerFile = 256;
const answerBytesMax = 2_000_000;

class Fault extends Error {}
/** @param {unknown} holds @param {string} otherwise @returns {asserts holds} */
function must(holds, otherwise) {
  if (!holds) throw new Fault(otherwise);
}

const sha256 = (/** @type {Uint8Array[]} */ ...parts) =>
  createHash("sha256").update(Buffer.concat(parts)).digest();
const sha256Hex = (/** @type {string} */ text) =>
  createHash("sha256").update(text, "utf8").digest("hex");

/** @param {string} place */
async function readText(place) {
  try {
    if (!/^https?:\/\//.test(place)) return await readFile(place, "utf8");
    const response = await fetch(place, {
      signal: AbortSignal.timeout(30_000),
      redirect: "follow",
    });
    must(response.ok, `${place} answers ${response.status}.`);
    const text = await response.text();
    must(text.length <= answerBytesMax, `${place} is too long.`);
    return text;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(`${place} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
}

/** @param {string} place @param {string} text @returns {any} */
function parseJson(place, text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault(`${place} is not JSON.`);
  }
}

/** RFC 6962 §2.1, split at the largest power of two below the number of entries. @param {Uint8Array[]} entries @returns {Uint8Array} */
function treeHash(entries) {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Uint8Array.of(0), only);
  const half = 2 ** Math.floor(Math.log2(entries.length - 1));
  return sha256(Uint8Array.of(1), treeHash(entries.slice(0, half)), treeHash(entries.slice(half)));
}

/** c2sp.org/signed-note: name+id+base64(type, key). @param {string} text */
function parseKey(text) {
  const [, name, id, encoded] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  must(
    name !== undefined && id !== undefined && encoded !== undefined,
    "The key is not in the form name+id+key.",
  );
  const bytes = Buffer.from(encoded, "base64");
  must(bytes.length === 33 && bytes[0] === 1, "The key is not an Ed25519 key.");
  const raw = bytes.subarray(1);
  const expected = sha256(Buffer.from(`${name}\n`), Uint8Array.of(1), raw).subarray(0, 4);
  must(expected.toString("hex") === id, "The key does not match its own id.");
  const x = raw.toString("base64url");
  return {
    name,
    id: expected,
    key: createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } }),
  };
}

/** c2sp.org/tlog-checkpoint. @param {string} note @param {ReturnType<typeof parseKey>} key @param {string} place */
function parseCheckpoint(note, key, place) {
  const cut = note.lastIndexOf("\n\n");
  must(cut > 0 && note.endsWith("\n"), `${place} is not a signed note.`);
  const text = note.slice(0, cut + 1);
  const signatures = note
    .slice(cut + 2, -1)
    .split("\n")
    .flatMap((line) => {
      const [dash, name, encoded = ""] = line.split(" ");
      const bytes = Buffer.from(encoded, "base64");
      return dash === "—" && name === key.name && bytes.subarray(0, 4).equals(key.id)
        ? [bytes.subarray(4)]
        : [];
    });
  must(signatures.length > 0, `${place} is not signed with the key ${key.name}.`);
  const genuine = signatures.every((signature) =>
    verify(null, Buffer.from(text), key.key, signature),
  );
  must(genuine, `The signature in ${place} is wrong.`);
  const [origin = "", size = "", root = ""] = text.split("\n");
  must(/^(0|[1-9]\d{0,14})$/.test(size), `${place} has no number of entries.`);
  const rootHash = Buffer.from(root, "base64");
  must(rootHash.length === 32, `${place} has no root hash.`);
  return { origin, size: Number(size), rootHash };
}

/** @param {(path: string) => string} at @param {number} size @returns {Promise<string[]>} */
async function readEntries(at, size) {
  /** @type {string[]} */
  const entries = [];
  for (let file = 0; entries.length < size; file += 1) {
    const place = at(`ledger/entries/${String(file).padStart(6, "0")}.json`);
    const content = parseJson(place, await readText(place));
    must(
      content.format === "paroles-ledger-entries-1" && content.first === entries.length,
      `${place} is not the part of the log that belongs there.`,
    );
    must(
      Array.isArray(content.entries) && content.entries.length <= entriesPerFile,
      `${place} has too many entries.`,
    );
    const full =
      content.entries.length === entriesPerFile || entries.length + content.entries.length >= size;
    must(full, `Entries are missing in ${place}.`);
    for (const entry of content.entries) {
      must(/^[0-9a-f]{64}$/.test(entry), `${place} holds something that is no hash.`);
      entries.push(entry);
    }
  }
  return entries.slice(0, size);
}

/** @param {string[]} entries @param {{size: number, rootHash: Uint8Array}} checkpoint @param {string} what */
function checkRoot(entries, { size, rootHash }, what) {
  const found = treeHash(entries.slice(0, size).map((entry) => Buffer.from(entry, "hex")));
  must(Buffer.from(found).equals(rootHash), `The entries do not give the root hash of ${what}.`);
}

/** One text for one value (the part of RFC 8785 that the ledger needs). @param {unknown} value @returns {string} */
function canonicalJson(value) {
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** @param {any} proof @param {string[]} entries @param {string} place */
function checkProof(proof, entries, place) {
  must(
    proof.format === "paroles-ledger-proof-1" &&
      Array.isArray(proof.leaves) &&
      Array.isArray(proof.heads),
    `${place} is not a proof.`,
  );
  let previous = "0".repeat(64);
  let own = 0;
  /** Up to which event the chain cannot be recomputed, because that one is somebody else's. @type {number[]} */
  const sealedUpTo = [];
  for (const [index, { hash, ...content }] of proof.leaves.entries()) {
    const isSealed = Object.keys(content).join() === "sequence" && /^[0-9a-f]{64}$/.test(hash);
    const follows = content.previousHash === previous && sha256Hex(canonicalJson(content)) === hash;
    must(
      content.sequence === index + 1 && (isSealed || follows),
      `Event ${index + 1} of the proof does not follow from the one before.`,
    );
    previous = hash;
    own += Number(!isSealed);
    sealedUpTo.push(isSealed ? index + 1 : (sealedUpTo.at(-1) ?? 0));
  }
  const inLog = new Set();
  for (const { sequence, index } of proof.heads) {
    const head = proof.leaves[sequence - 1]?.hash;
    const entry = sha256Hex(
      canonicalJson({ format: "paroles-ledger-entry-1", ledgerId: proof.ledgerId, sequence, head }),
    );
    must(entries[index] === entry, `Event ${sequence} of the proof is not entry ${index}.`);
    for (let at = sealedUpTo[sequence - 1] ?? sequence; at < sequence; at += 1) inLog.add(at);
  }
  return { events: own, eventsInLog: inLog.size };
}

/** @param {string[]} args */
function readArguments(args) {
  /** @type {Record<string, string>} */
  const options = {};
  /** @type {string[]} */
  const places = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (arg === "--json") options["json"] = "yes";
    else if (["--key", "--since", "--proof"].includes(arg)) {
      index += 1;
      options[arg.slice(2)] = args[index] ?? "";
    } else if (arg.startsWith("-")) return undefined;
    else places.push(arg);
  }
  const complete = places.length === 1 && Object.values(options).every((value) => value !== "");
  return complete ? { place: places[0] ?? "", ...options } : undefined;
}

/** @param {{place: string, key?: string, since?: string, proof?: string}} asked */
async function verifyLedger({ place, key: given, since, proof }) {
  const at = (/** @type {string} */ path) =>
    /^https?:\/\//.test(place) ? new URL(`/${path}`, place).href : join(place, path);
  const keyText =
    given === undefined
      ? await readText(at("ledger/key.txt"))
      : /\+/.test(given)
        ? given
        : await readText(given);
  const key = parseKey(keyText);
  const checkpoint = parseCheckpoint(
    await readText(at("ledger/checkpoint.txt")),
    key,
    "checkpoint.txt",
  );
  const entries = await readEntries(at, checkpoint.size);
  checkRoot(entries, checkpoint, "checkpoint.txt");
  const result = {
    ok: true,
    origin: checkpoint.origin,
    entries: checkpoint.size,
    rootHash: checkpoint.rootHash.toString("base64"),
    key: keyText.trim(),
    keyFrom: given === undefined ? "site" : "you",
  };
  if (since !== undefined) {
    const old = parseCheckpoint(await readText(since), key, since);
    must(old.origin === checkpoint.origin, `${since} is of another log.`);
    must(old.size <= checkpoint.size, `The log has become shorter since ${since}.`);
    checkRoot(entries, old, since);
    Object.assign(result, { since: old.size });
  }
  if (proof !== undefined)
    Object.assign(result, {
      proof: checkProof(parseJson(proof, await readText(proof)), entries, proof),
    });
  return result;
}

/** @param {any} result */
function inSentences(result) {
  return [
    `The log ${result.origin} holds: ${result.entries} entries, signed, root ${result.rootHash}.`,
    result.keyFrom === "site"
      ? `The key came from the site itself. Keep it and give it next time: --key '${result.key}'`
      : "Signed with the key that you gave.",
    ...(result.since === undefined
      ? []
      : [`Nothing in the first ${result.since} entries was changed since then.`]),
    ...(result.proof === undefined
      ? []
      : [
          `Your proof holds: ${result.proof.events} events, ${result.proof.eventsInLog} of them already in the log.`,
        ]),
  ].join("\n");
}

const asked = readArguments(process.argv.slice(2));
if (asked === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const inJson = "json" in asked;
  try {
    const result = await verifyLedger(asked);
    console.log(inJson ? JSON.stringify(result) : inSentences(result));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.log(
      inJson ? JSON.stringify({ ok: false, problem: error.message }) : `NOT HELD: ${error.message}`,
    );
    process.exitCode = 1;
  }
}
