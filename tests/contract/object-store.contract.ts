/** What any object store must do, whoever makes it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";

import { InvalidKeyError, ObjectNotFoundError, type ObjectStore } from "#ports/object-store";

import { aFolder } from "../support/store-folder.ts";
import { compareCodePoints } from "../support/store-records-model.ts";

/** Two doors to one new, empty store, as two processes would have them. */
export type MakeObjectStores = () => Promise<readonly [ObjectStore, ObjectStore]>;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array) => new TextDecoder().decode(content);
const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
/** Larger than any buffer on the way, and nowhere the same. */
const large = () =>
  Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * index * 31 + index) >>> 5);

/** Keys that would leave the store, or that not every store could keep. */
const badKeys = [
  ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/..", "a/../b", "a/./b", "./a"],
  ["a\\b", "..\\a", "a\0b", "a/\ud800", "é".repeat(600), `a/${"b".repeat(256)}`],
  [`${"abcdefg/".repeat(128)}a`, "b".repeat(256)],
].flat();
const goodKeys = [
  ["a", "a.b", ".a", "..a", "a..", "...", "a b", "%2e%2e", "a%2fb", "~", "c:", "a?b#c*|<>"],
  ["été/œuvre/日本/😀", "-", "deep/b/c/d/e/f/g/h", "b".repeat(255), "con", "a\nb"],
].flat();

export function objectStoreContract(
  name: string,
  make: MakeObjectStores,
  { runs = 30 }: { readonly runs?: number } = {},
): void {
  contentTests(name, make);
  keyTests(name, make);
  listTests(name, make, runs);
  deleteTests(name, make);
}

function contentTests(name: string, make: MakeObjectStores): void {
  test(`${name}: what was put comes back, with its size, its hash and a date`, async () => {
    const [store, other] = await make();
    for (const content of [bytes("Une minute de voix"), new Uint8Array(0), large()]) {
      const started = Date.now();
      await store.put("voices/one", content);
      expect(sha256(await other.get("voices/one"))).toBe(sha256(content));
      const head = await other.head("voices/one");
      expect(head).toMatchObject({
        key: "voices/one",
        bytes: content.length,
        etag: sha256(content),
      });
      // Whole seconds, and clocks that differ a little, are fine.
      expect(Math.abs((head?.lastModified.getTime() ?? 0) - started)).toBeLessThan(60_000);
    }
  });

  test(`${name}: a file is put like bytes`, async () => {
    const [store] = await make();
    const path = join(aFolder(), "upload");
    for (const content of [new Uint8Array(0), bytes("short"), large()]) {
      await writeFile(path, content);
      await store.put("from-file", { path });
      expect(sha256(await store.get("from-file"))).toBe(sha256(content));
      expect((await store.head("from-file"))?.etag).toBe(sha256(content));
      expect(await store.put("from-file", { path })).toBe("unchanged");
    }
  });

  test(`${name}: a put says what it did, and equal content keeps its date`, async () => {
    const [store, other] = await make();
    expect(await store.put("page", bytes("one"))).toBe("created");
    const first = await store.head("page");
    expect(await store.put("page", bytes("one"))).toBe("unchanged");
    expect(await other.put("page", bytes("one"))).toBe("unchanged");
    expect(await store.head("page")).toEqual(first);
    // The same length: only reading tells.
    expect(await other.put("page", bytes("two"))).toBe("replaced");
    expect(await store.put("page", bytes("two"))).toBe("unchanged");
    expect((await store.head("page"))?.etag).toBe(sha256(bytes("two")));
    await other.delete("page");
    expect(await store.put("page", bytes("two"))).toBe("created");
  });

  test(`${name}: a range gives its part, up to the end of what there is`, async () => {
    const [store] = await make();
    await store.put("digits", bytes("0123456789"));
    const part = async (start: number, end?: number) =>
      text(await store.get("digits", end === undefined ? { start } : { start, end }));
    expect(await part(0, 0)).toBe("0");
    expect(await part(2, 5)).toBe("2345");
    expect(await part(7)).toBe("789");
    expect(await part(9, 9)).toBe("9");
    expect(await part(5, 10_000)).toBe("56789");
    expect(await part(5, Number.MAX_SAFE_INTEGER)).toBe("56789");
    await store.put("large", large());
    const middle = await store.get("large", { start: 700_001, end: 2_000_001 });
    expect(sha256(middle)).toBe(sha256(large().subarray(700_001, 2_000_002)));
  });

  test(`${name}: a range outside the content is refused`, async () => {
    const [store] = await make();
    await store.put("digits", bytes("0123456789"));
    await store.put("empty", new Uint8Array(0));
    const ranges = [
      { start: 10 },
      { start: -1 },
      { start: 5, end: 4 },
      { start: 0.5 },
      { start: 1, end: 2.5 },
    ];
    for (const range of [...ranges, { start: Number.NaN }]) {
      await expect(store.get("digits", range)).rejects.toThrow(RangeError);
    }
    await expect(store.get("empty", { start: 0 })).rejects.toThrow(RangeError);
  });

  test(`${name}: a download makes or replaces a local file`, async () => {
    const [store] = await make();
    const path = join(aFolder(), "copy");
    for (const content of [large(), bytes("short"), new Uint8Array(0)]) {
      await store.put("original", content);
      await store.download("original", path);
      expect(sha256(await readFile(path))).toBe(sha256(content));
    }
  });

  test(`${name}: what is not there is told apart from what is empty`, async () => {
    const [store] = await make();
    await store.put("folder/file", bytes("x"));
    for (const key of ["nothing", "folder", "folder/nothing", "folder/file/nothing", "fold"]) {
      await expect(store.get(key)).rejects.toThrow(ObjectNotFoundError);
      await expect(store.download(key, join(aFolder(), "x"))).rejects.toThrow(ObjectNotFoundError);
      expect(await store.head(key)).toBeUndefined();
      await store.delete(key);
    }
    expect(text(await store.get("folder/file"))).toBe("x");
  });

  test(`${name}: readers see one content or the other, never half, while writers race`, async () => {
    const [store, other] = await make();
    const contents = [1, 2, 3, 4].map((filling) => new Uint8Array(400_000 + filling).fill(filling));
    await store.put("raced", contents[0] ?? large());
    const hashes = contents.map(sha256);
    const writes = contents.flatMap((content) => [
      store.put("raced", content),
      other.put("raced", content),
    ]);
    const reads = Array.from({ length: 12 }, () => other.get("raced"));
    for (const content of await Promise.all(reads)) expect(hashes).toContain(sha256(content));
    await Promise.all(writes);
    const last = sha256(await store.get("raced"));
    expect(hashes).toContain(last);
    expect((await store.head("raced"))?.etag).toBe(last);
    expect((await other.head("raced"))?.etag).toBe(last);
  });
}

function keyTests(name: string, make: MakeObjectStores): void {
  test(`${name}: what is no key is refused by everything that takes one`, async () => {
    const [store] = await make();
    const path = join(aFolder(), "x");
    for (const key of badKeys) {
      const said = JSON.stringify(key);
      await expect(store.put(key, bytes("x")), said).rejects.toThrow(InvalidKeyError);
      await expect(store.put(key, { path }), said).rejects.toThrow(InvalidKeyError);
      await expect(store.get(key), said).rejects.toThrow(InvalidKeyError);
      await expect(store.head(key), said).rejects.toThrow(InvalidKeyError);
      await expect(store.delete(key), said).rejects.toThrow(InvalidKeyError);
      await expect(store.download(key, path), said).rejects.toThrow(InvalidKeyError);
    }
    await expect(readFile(path)).rejects.toThrow("ENOENT");
    expect(await store.list("")).toEqual({ keys: [] });
  });

  test(`${name}: a key may hold whatever is no way out`, async () => {
    const [store] = await make();
    for (const key of goodKeys) {
      await store.put(`odd/${key}`, bytes(key));
      expect(text(await store.get(`odd/${key}`))).toBe(key);
    }
    const { keys } = await store.list("");
    expect(keys).toEqual(goodKeys.map((key) => `odd/${key}`).sort(compareCodePoints));
  });

  test(`${name}: a prefix cannot lead out of the store either`, async () => {
    const [store] = await make();
    await store.put("a/b", bytes("x"));
    for (const prefix of ["/", "../", "a/../", "a//", "./", "a\\", "a\0", "a/../../"]) {
      await expect(store.list(prefix)).rejects.toThrow(InvalidKeyError);
      await expect(store.deletePrefix(prefix)).rejects.toThrow(InvalidKeyError);
    }
    // Not a folder, or everything at once: a slip of the pen, not a wish.
    for (const prefix of ["", "a", "a/b"]) {
      await expect(store.deletePrefix(prefix)).rejects.toThrow(InvalidKeyError);
    }
    expect((await store.list("")).keys).toEqual(["a/b"]);
  });
}

function listTests(name: string, make: MakeObjectStores, runs: number): void {
  test(`${name}: keys are listed by their code points, whatever is a folder`, async () => {
    const [store] = await make();
    const keys = ["a!", "a-b", "a.b", "a/b", "a/c-", "a/c/d", "a0", "aé", "b", "\ufb01", "😀"];
    for (const key of [...keys].reverse()) await store.put(key, bytes(key));
    expect(await store.list("")).toEqual({ keys });
    for (const [index, after] of keys.entries()) {
      expect((await store.list("", { after })).keys).toEqual(keys.slice(index + 1));
    }
    expect((await store.list("a")).keys).toEqual(keys.slice(0, 8));
    expect((await store.list("a/")).keys).toEqual(["a/b", "a/c-", "a/c/d"]);
    expect((await store.list("a/c")).keys).toEqual(["a/c-", "a/c/d"]);
    expect((await store.list("a/c/")).keys).toEqual(["a/c/d"]);
    for (const prefix of ["c", "a/c/d/", "a/x/", "b/"]) {
      expect(await store.list(prefix)).toEqual({ keys: [] });
    }
  });

  test(`${name}: any set of keys lists in order, from any place, in pages of any size`, async () => {
    const [store] = await make();
    const segment = fc.constantFrom("a", "a-", "a.", "a0", "b", "é");
    // Folders end in x and files do not: no key is the folder of another.
    const key = fc
      .tuple(fc.array(segment, { maxLength: 3 }), segment)
      .map(([folders, file]) => [...folders.map((folder) => `${folder}x`), file].join("/"));
    const keySet = fc.uniqueArray(key, { minLength: 1, maxLength: 12 });
    const limits = fc.integer({ min: 1, max: 5 });
    const cut = fc.nat({ max: 6 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(keySet, limits, cut, key, async (keys, limit, prefixLength, from) => {
        run += 1;
        const home = `run-${run}/`;
        for (const one of keys) await store.put(home + one, bytes("x"));
        const prefix = home + (keys[0] ?? "").slice(0, prefixLength);
        const sorted = keys.map((one) => home + one).sort(compareCodePoints);
        const expected = sorted.filter(
          (one) => one.startsWith(prefix) && compareCodePoints(one, home + from) > 0,
        );
        const listed: string[] = [];
        let after: string | undefined = home + from;
        while (after !== undefined) {
          const page: { keys: readonly string[]; after?: string } = await store.list(prefix, {
            after,
            limit,
          });
          expect(page.keys.length).toBeLessThanOrEqual(limit);
          listed.push(...page.keys);
          after = page.after;
        }
        expect(listed).toEqual(expected);
        expect((await store.list(home)).keys).toEqual(sorted);
      }),
      { numRuns: runs },
    );
  });

  test(`${name}: a full page leads on only if there is more`, async () => {
    const [store, other] = await make();
    for (const key of ["d/1", "d/2", "d/3", "d/4"]) await store.put(key, bytes("x"));
    const first = await store.list("d/", { limit: 2 });
    expect(first).toEqual({ keys: ["d/1", "d/2"], after: "d/2" });
    // Deleting and adding in between moves nobody's place.
    await other.delete("d/2");
    await other.put("d/10", bytes("x"));
    expect(await store.list("d/", { limit: 2, after: "d/2" })).toEqual({ keys: ["d/3", "d/4"] });
    for (const limit of [0, -1, 1.5, 1_001, Number.NaN]) {
      await expect(store.list("d/", { limit })).rejects.toThrow(RangeError);
    }
  });
}

function deleteTests(name: string, make: MakeObjectStores): void {
  test(`${name}: what was deleted is gone for every reader`, async () => {
    const [store, other] = await make();
    await store.put("gone/one", bytes("x"));
    await store.put("gone/two", bytes("x"));
    expect(await other.head("gone/one")).toBeDefined();
    await store.delete("gone/one");
    expect(await other.head("gone/one")).toBeUndefined();
    expect((await other.list("")).keys).toEqual(["gone/two"]);
    await store.delete("gone/two");
    expect(await other.list("")).toEqual({ keys: [] });
  });

  test(`${name}: a folder goes whole and alone, and says how many went`, async () => {
    const [store, other] = await make();
    const inside = [
      "episodes/e1/index.html",
      "episodes/e1/a/b",
      "episodes/e1/a/c",
      "episodes/e1/.d",
    ];
    const outside = ["episodes/e1-2/index.html", "episodes/e10/index.html", "episodes/e", "e1/x"];
    for (const key of [...inside, ...outside]) await store.put(key, bytes(key));
    expect(await other.deletePrefix("episodes/e1/")).toBe(inside.length);
    for (const key of inside) expect(await store.head(key)).toBeUndefined();
    expect((await store.list("")).keys).toEqual([...outside].sort(compareCodePoints));
    expect(await store.deletePrefix("episodes/e1/")).toBe(0);
    expect(await store.put("episodes/e1/index.html", bytes("x"))).toBe("created");
  });

  test(`${name}: writers and deleters of one folder do not trip each other`, async () => {
    const [store, other] = await make();
    const rounds = Array.from({ length: 40 }, (_, index) => index);
    await Promise.all([
      ...rounds.map((round) => store.put(`shared/deep/${round % 3}`, bytes(String(round)))),
      ...rounds.map((round) => other.delete(`shared/deep/${round % 3}`)),
      ...rounds.slice(0, 5).map(() => other.deletePrefix("shared/")),
    ]);
    await store.put("shared/deep/last", bytes("x"));
    expect((await store.list("shared/deep/last")).keys).toEqual(["shared/deep/last"]);
  });
}
