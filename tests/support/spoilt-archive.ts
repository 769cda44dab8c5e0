/** Archives of a site, as a folder of files with notes in JSON, and what can be done to them; what, a seed says. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { mutatedBytes, mutatedText } from "./mutants.ts";

type Random = () => number;
const oneOf = <T>(random: Random, from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new RangeError("nothing to choose from");
  return one;
};

/** Beside the site and its archives: whoever reads or replaces it has left the folder that he was given. */
export const secret = "marsouin-hors-les-murs";
const outside = ["../secret.txt", "../../secret.txt", "/etc/hostname", "private/../../secret.txt", "..\\secret.txt", "a\u0000b", "", ".", "..", "uploads//x", `${"x/".repeat(600)}x`, "__proto__", "uploads/../../data/paroles.sqlite", "work/x", ".incoming/x", "\ud800"]; // prettier-ignore
const nasty = [...outside.map((path) => JSON.stringify(path).slice(1, -1)), '"', "{", "}", "[", "]", ",", ":", "null", "1e999", "-1", "true", '{"__proto__":{}}', "[".repeat(3_000), "x".repeat(50_000), "\\ud800", "\\u0000", "0".repeat(64)]; // prettier-ignore

/** Every file below a folder, by its path. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Does something to one file: gone, other bytes, a link to outside, a folder in its place, other text. */
function spoil(random: Random, path: string): void {
  const bytes = readFileSync(path);
  const ways: readonly (() => void)[] = [
    () => rmSync(path),
    () => writeFileSync(path, bytes.map((byte) => (random() < 0.001 ? 255 - byte : byte))),
    () => writeFileSync(path, bytes.subarray(0, Math.floor(random() * bytes.length))),
    () => {
      rmSync(path);
      symlinkSync(join(dirname(path), "../".repeat(Math.floor(random() * 4)), "secret.txt"), path);
    },
    () => {
      rmSync(path);
      mkdirSync(path);
    },
    () => writeFileSync(path, mutatedBytes(random, mutatedText(random, bytes.toString("utf8"), nasty))), // prettier-ignore
  ]; // prettier-ignore
  oneOf(random, ways)();
}

/** Puts other values at places of a JSON file, which stays JSON. */
function rewrite(random: Random, path: string): void {
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  const places: (() => void)[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== "object" || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push(() => {
        if (random() < 0.2) delete holder[key];
        else holder[key] = oneOf<unknown>(random, [...outside, ...outside, null, -1, 1e300, {}, [], true]); // prettier-ignore
      });
      walk(holder[key]);
    }
  };
  walk(value);
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) oneOf(random, places)();
  writeFileSync(path, JSON.stringify(value));
}

/** A folder of archives with one to three things done to it; one time in three, with its hash put right again. */
export function spoilArchive(random: Random, folder: string, notes: string): void {
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const files = filesIn(folder);
    if (files.length === 0) return;
    const isThere = files.includes(join(folder, notes));
    if (random() < 0.5 && isThere) tryTo(() => rewrite(random, join(folder, notes)));
    else spoil(random, oneOf(random, files));
  }
  if (random() < 0.35) tryTo(() => putHashesRight(folder, notes));
}

/** What is spoilt already may be no JSON any more. */
function tryTo(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof Error && "syscall" in error)) throw error; // prettier-ignore
  }
}

function putHashesRight(folder: string, notes: string): void {
  const path = join(folder, notes);
  const content = JSON.parse(readFileSync(path, "utf8")) as {
    records: { sha256: string; parts?: { sha256: string }[] };
  };
  const hashOf = (file: string) =>
    createHash("sha256").update(readFileSync(join(folder, file))).digest("hex"); // prettier-ignore
  if (content.records.parts === undefined) content.records.sha256 = hashOf("records.sqlite");
  else for (const [at, part] of content.records.parts.entries()) part.sha256 = hashOf(`records/${String(at).padStart(6, "0")}.ndjson`); // prettier-ignore
  writeFileSync(path, JSON.stringify(content));
}
