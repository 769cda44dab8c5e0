import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/** Everything that was found, by where: what a place holds, as text to look for words in. */
export type Found = Map<string, string>;

/** Letters without accents or case, so that a word is found however it is written. */
export const folded = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The same bytes are met again and again: assets on every crawl, files on the disk and on the server. */
const known = new Map<string, string>();

/**
 * Bytes as every text that they may be: UTF-8, UTF-16 either way and from either
 * place (ID3), Latin-1, unpacked where they are packed, and what a PNG keeps in
 * compressed texts.
 */
function textsIn(bytes: Buffer): string {
  const hash = hashOf(bytes);
  const before = known.get(hash);
  if (before !== undefined) return before;
  const utf8 = bytes.toString("utf8");
  const isText = !bytes.subarray(0, 4_096).includes(0) && !utf8.includes("\ufffd");
  const text = folded(
    withoutEntities(isText ? utf8 : [...wordsOf(bytes), ...unpacked(bytes)].join("\n")),
  );
  known.set(hash, text);
  return text;
}

/** Runs of letters in bytes that are no text as a whole. */
function wordsOf(bytes: Buffer): string[] {
  const as = (encoding: string, from = 0) => new TextDecoder(encoding).decode(bytes.subarray(from));
  const readings = [
    as("utf-8"),
    as("latin1"),
    as("utf-16le"),
    as("utf-16be"),
    as("utf-16le", 1),
    as("utf-16be", 1),
  ];
  return readings.flatMap((text) => text.match(/[\p{Script=Latin}\p{M}\d&#;%-]{6,}/gu) ?? []);
}

/** What is packed as a whole, and the packed texts of a PNG; brotli shows no sign of itself: its name does. */
function unpacked(bytes: Buffer): string[] {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [gunzipSync(bytes).toString("utf8")];
  if (bytes.subarray(1, 4).toString("latin1") !== "PNG") return [];
  const texts: string[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    const kind = bytes.subarray(at + 4, at + 8).toString("latin1");
    const data = bytes.subarray(at + 8, end);
    const packed = data.indexOf(0x78, data.indexOf(0) + 1);
    if (/^[iz]TXt$/.test(kind) && packed > 0)
      texts.push(inflateSync(data.subarray(packed)).toString("utf8"));
    at = end + 4;
  }
  return texts;
}

function withoutEntities(text: string): string {
  const character = (code: number) =>
    code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "";
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => character(Number(code)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
      return bytes.toString("utf8");
    });
}

/** What is there before a story is: it cannot hold a word of it, byte for byte, and need not be read again. */
export async function rememberAsOld(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) known.set(hashOf(await readFile(join(entry.parentPath, entry.name))), "");
}

/** Every file below a folder but those whose path matches `without`. */
export async function crawlFolder(folder: string, without?: RegExp): Promise<Found> {
  const found: Found = new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || without?.test(path.slice(folder.length)) === true) continue;
    const bytes = await readFile(path);
    const body = path.endsWith(".br") ? brotliDecompressSync(bytes) : bytes;
    found.set(path, `${folded(path)}\n${textsIn(body)}`);
  }
  return found;
}

/**
 * Every address of a server that can be come to from `seeds`, following whatever
 * looks like an address in what it answers (links, sources, feeds, sitemaps,
 * JSON, source maps); texts are asked for packed as well, in each of `packings`, and
 * headers are read.
 */
export async function crawlServer(
  baseUrl: string,
  origin: string,
  seeds: readonly string[],
  packings: readonly string[] = [],
): Promise<Found> {
  const found: Found = new Map();
  const waiting = [...seeds];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const plain = await ask(baseUrl, path, "identity");
    // Not the address that was asked for: whoever asks knows it already.
    const answers = [plain.headers, textsIn(plain.body)];
    if (/content-type: (text|application\/.*(xml|json|javascript))/.test(plain.headers)) {
      waiting.push(
        ...addressesIn(`${plain.headers}\n${plain.body.toString("utf8")}`, path, origin),
      );
      for (const encoding of packings) {
        const { headers, body } = await ask(baseUrl, path, encoding);
        answers.push(headers, textsIn(body));
      }
    }
    found.set(path, folded(withoutEntities(answers.join("\n"))));
  }
  return found;
}

async function ask(baseUrl: string, path: string, encoding: string) {
  const answer = await fetch(`${baseUrl}${path}`, {
    redirect: "manual",
    headers: { "Accept-Encoding": encoding },
  });
  const headers = [...answer.headers].map((header) => header.join(": ")).join("\n");
  return { headers, body: Buffer.from(await answer.arrayBuffer()) };
}

function addressesIn(text: string, from: string, origin: string): string[] {
  const named = /(?:href|src|srcset|action|"url"|location)["']?\s*[=:]\s*["']?([^"'\s<>)]+)/gi;
  const whole = /(https?:\/\/[^"'\s<>)\\]+)/g;
  const maps = /sourceMappingURL=(\S+)/g;
  return [named, whole, maps].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, address = ""]) => {
      const plain = address.replaceAll("&amp;", "&");
      if (!URL.canParse(plain, `${origin}${from}`)) return [];
      const url = new URL(plain, `${origin}${from}`);
      // Participants' pages are of one person each, and change with every look.
      const isOurs = url.origin === origin && !url.pathname.startsWith("/voix");
      return isOurs ? [url.pathname] : [];
    }),
  );
}
