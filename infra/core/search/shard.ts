/**
 * The search index lies in small files, so that a browser loads the few that
 * hold its words, and a story's coming or going rewrites the few that hold the
 * story's. One file holds the terms of one year's stories that fall to one shard.
 * What names a shard is a number from 0 to 255 that thousands of words share: it
 * says nothing about any of them.
 */
export const shardCount = 256;

/** Terms that begin alike lie together, so that a word can be found by its beginning. */
export const sharedLetters = 4;

/** The first letters of a story's id stand for it in the index: a fifth of the bytes. Others may have the same ones. */
export const codeLength = 4;
/** What stands for a story in the index. */
export const codeOf = (id: string) => id.slice(0, codeLength);

/** The stories' full ids lie in files by their first letters. */
const groupLength = 2;
/** The name of the file that its full id lies in. */
export const groupOf = (id: string) => id.slice(0, groupLength);

/** By term: the codes of the stories that say it where it counts (title, name, trade, place), and elsewhere; each a row of codes. */
export type Shard = Readonly<Record<string, readonly [marked: string, said: string]>>;

/** The terms of one story, or of one page. */
export type Terms = { readonly marked: readonly string[]; readonly said: readonly string[] };

/** The shard that a term falls to: terms that share their first letters fall to the same one. */
export function shardOf(term: string): number {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  for (const character of [...term].slice(0, sharedLetters)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 16)) & (shardCount - 1);
}

/** The shards that the terms fall to, each once, in order. */
export function shardsOf({ marked, said }: Terms): readonly number[] {
  return [...new Set([...marked, ...said].map(shardOf))].sort((a, b) => a - b);
}

/** The codes of a row. */
export function codesIn(row: string): readonly string[] {
  const codes: string[] = [];
  for (let at = 0; at < row.length; at += codeLength) codes.push(row.slice(at, at + codeLength));
  return codes;
}

/** A story in the index. */
export type Indexed = { readonly code: string; readonly terms: Terms };

type Rows = Record<string, [marked: string, said: string]>;

/**
 * All shards of these stories, by number. Rows come out in order of their codes,
 * so the same stories always give the same shards.
 */
export function shardsWith(stories: readonly Indexed[]): ReadonlyMap<number, Shard> {
  const shards = new Map<number, Rows>();
  const add = (term: string, which: 0 | 1, code: string) => {
    const number = shardOf(term);
    const shard = shards.get(number) ?? noRows();
    shards.set(number, shard);
    const rows = (shard[term] ??= ["", ""]);
    if (!rows[which].endsWith(code)) rows[which] += code;
  };
  for (const { code, terms } of stories.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    for (const term of terms.marked) add(term, 0, code);
    for (const term of terms.said) add(term, 1, code);
  }
  return new Map([...shards].map(([number, rows]) => [number, inOrder(rows)]));
}

/**
 * One shard without the stories of these codes, and with those given: all that
 * have one of the codes and may be found. The outcome is what `shardsWith` would
 * make of all its stories.
 */
export function changedShard(
  before: Shard,
  number: number,
  codes: readonly string[],
  stories: readonly Indexed[],
): Shard {
  const rows = noRows();
  for (const [term, [marked, said]] of Object.entries(before)) {
    const left: [string, string] = [withoutCodes(marked, codes), withoutCodes(said, codes)];
    if (left[0] !== "" || left[1] !== "") rows[term] = left;
  }
  const add = (term: string, which: 0 | 1, code: string) => {
    if (shardOf(term) !== number) return;
    const found = (rows[term] ??= ["", ""]);
    found[which] = withCode(found[which], code);
  };
  for (const { code, terms } of stories) {
    for (const term of terms.marked) add(term, 0, code);
    for (const term of terms.said) add(term, 1, code);
  }
  return inOrder(rows);
}

/** Terms are people's words: one may be called like something that every object has. */
const noRows = (): Rows => Object.create(null) as Rows;

const inOrder = (rows: Rows): Shard =>
  Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));

function withoutCodes(row: string, codes: readonly string[]): string {
  // Most rows have none of them, and are not taken apart.
  if (!codes.some((code) => row.includes(code))) return row;
  return codesIn(row)
    .filter((code) => !codes.includes(code))
    .join("");
}

function withCode(row: string, code: string): string {
  let at = 0;
  while (at < row.length && row.slice(at, at + codeLength) < code) at += codeLength;
  if (row.slice(at, at + codeLength) === code) return row;
  return row.slice(0, at) + code + row.slice(at);
}

/** The shard as its file holds it; undefined when nothing is left in it. */
export function shardText(shard: Shard): string | undefined {
  return Object.keys(shard).length === 0 ? undefined : JSON.stringify(shard);
}

/** Reads a shard's file; undefined for anything that is none. */
export function parseShard(text: string): Shard | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const isObject = typeof read === "object" && read !== null && !Array.isArray(read);
    return isObject && Object.values(read).every(isRows) ? (read as Shard) : undefined;
  } catch {
    // Torn by a power cut, or not ours.
    return undefined;
  }
}

const isRows = (value: unknown) =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((row) => typeof row === "string" && row.length % codeLength === 0);
