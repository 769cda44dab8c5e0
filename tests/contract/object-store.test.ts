import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";

import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { InvalidKeyError } from "#ports/object-store";

import { startChild } from "../support/store-children.ts";
import { aFolder } from "../support/store-folder.ts";
import { numberedKeys, numberOf } from "../support/store-numbers.ts";
import { canHaveSmallDisk } from "../support/small-disk.ts";
import { startOnSmallDisk, startWithLimit } from "../support/store-small-disk.ts";
import { objectStoreContract } from "./object-store.contract.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

for (const durable of [true, false]) {
  const makeStores = async () => {
    const root = join(aFolder(), "store");
    const open = () => createDiskObjectStore({ root, durable });
    return [open(), open()] as const;
  };
  // Every durable put waits for the disk; what the property is about does not depend on it.
  objectStoreContract(durable ? "disk, durable" : "disk", makeStores, { runs: durable ? 5 : 60 });
}

const aStore = (durable = false) => createDiskObjectStore({ root: aFolder(), durable });

test("disk: an object is the file of its key under the root, which is its owner's alone", async () => {
  const store = createDiskObjectStore({ root: join(aFolder(), "new", "root"), durable: true });
  await store.put("episodes/e1/index.html", bytes("<p>"));
  expect(readFileSync(join(store.root, "episodes/e1/index.html"), "utf8")).toBe("<p>");
  expect(statSync(store.root).mode & 0o777).toBe(0o700);
});

test("disk: links inside the root lead nowhere, in or out, for reading, writing and deleting", async () => {
  const outside = aFolder();
  writeFileSync(join(outside, "secret"), "secret");
  const store = aStore();
  await store.put("real/file", bytes("x"));
  symlinkSync(outside, join(store.root, "out"));
  symlinkSync(join(outside, "secret"), join(store.root, "real", "link"));
  symlinkSync(join(store.root, "real"), join(store.root, "in"));
  symlinkSync(join(outside, "nowhere"), join(store.root, "dangling"));
  symlinkSync("loop", join(store.root, "loop"));
  for (const key of [
    "out/secret",
    "out/new/deep",
    "real/link",
    "in/file",
    "dangling/x",
    "loop/x",
  ]) {
    await expect(store.put(key, bytes("y")), key).rejects.toThrow(InvalidKeyError);
    await expect(
      store.delete(key).then(() => store.get(key)),
      key,
    ).rejects.toThrow();
  }
  for (const key of ["out/secret", "real/link", "in/file"]) {
    await expect(store.get(key), key).rejects.toThrow(InvalidKeyError);
    await expect(store.head(key), key).rejects.toThrow(InvalidKeyError);
    await expect(store.delete(key), key).rejects.toThrow(InvalidKeyError);
    await expect(store.download(key, join(aFolder(), "copy")), key).rejects.toThrow(
      InvalidKeyError,
    );
  }
  await expect(store.list("out/")).rejects.toThrow(InvalidKeyError);
  await expect(store.deletePrefix("out/")).rejects.toThrow(InvalidKeyError);
  expect((await store.list("")).keys).toEqual(["real/file"]);
  expect(await store.deletePrefix("real/")).toBe(1);
  expect(readdirSync(outside)).toEqual(["secret"]);
  expect(readFileSync(join(outside, "secret"), "utf8")).toBe("secret");
});

test("disk: a link that takes a folder's place is seen by the very next call, whatever was seen before", async () => {
  const outside = aFolder();
  const store = aStore();
  await store.put("story/one", bytes("x"));
  await store.put("story/two", bytes("x"));
  replaceByLink(join(store.root, "story"), outside);
  await expect(store.put("story/three", bytes("x"))).rejects.toThrow(InvalidKeyError);
  expect(readdirSync(outside)).toEqual([]);
});

test("disk: a link that takes a folder's place while a file is being written is not followed", async () => {
  const outside = aFolder();
  const store = aStore();
  await store.put("story/one", bytes("x"));
  const put = store.put("story/large", new Uint8Array(3_000_000));
  const refused = expect(put).rejects.toThrow(InvalidKeyError);
  await setImmediate();
  replaceByLink(join(store.root, "story"), outside);
  await refused;
  expect(readdirSync(outside)).toEqual([]);
  expect(readdirSync(join(store.root, ".incoming"))).toEqual([]);
});

function replaceByLink(folder: string, target: string): void {
  rmSync(folder, { recursive: true });
  symlinkSync(target, folder);
}

test("disk: a root that is itself reached by a link works", async () => {
  const real = aFolder();
  const link = join(aFolder(), "link");
  symlinkSync(real, link);
  const store = createDiskObjectStore({ root: link, durable: false });
  await store.put("a/b", bytes("x"));
  expect(readFileSync(join(real, "a", "b"), "utf8")).toBe("x");
});

test("disk: no key is the folder of another, and the refusal leaves both as they were", async () => {
  const store = aStore();
  await store.put("a", bytes("file"));
  await store.put("b/c/d", bytes("deep"));
  await expect(store.put("a/b", bytes("x"))).rejects.toThrow(InvalidKeyError);
  await expect(store.put("a/b/c", bytes("x"))).rejects.toThrow(InvalidKeyError);
  await expect(store.put("b/c", bytes("x"))).rejects.toThrow(InvalidKeyError);
  await expect(store.put("b", bytes("x"))).rejects.toThrow(InvalidKeyError);
  expect((await store.list("")).keys).toEqual(["a", "b/c/d"]);
  expect(readdirSync(join(store.root, ".incoming"))).toEqual([]);
});

test("disk: unfinished files are no objects, cannot be named, and go once they are an hour old", async () => {
  const root = aFolder();
  const incoming = join(root, ".incoming");
  mkdirSync(incoming);
  const anHourAgo = new Date(Date.now() - 3_700_000);
  writeFileSync(join(incoming, "left-by-a-crash"), "half a voice");
  utimesSync(join(incoming, "left-by-a-crash"), anHourAgo, anHourAgo);
  writeFileSync(join(incoming, "being-written"), "half a vo");
  const store = createDiskObjectStore({ root, durable: true });
  expect(await store.list("")).toEqual({ keys: [] });
  for (const key of [".incoming", ".incoming/being-written"]) {
    await expect(store.get(key)).rejects.toThrow(InvalidKeyError);
    await expect(store.put(key, bytes("x"))).rejects.toThrow(InvalidKeyError);
  }
  await expect(store.deletePrefix(".incoming/")).rejects.toThrow(InvalidKeyError);
  await store.put("a", bytes("x"));
  expect(readdirSync(incoming)).toEqual(["being-written"]);
});

test("disk: empty folders do not stay behind, and the root does", async () => {
  const store = aStore();
  await store.put("a/b/c/d", bytes("x"));
  await store.put("a/e", bytes("x"));
  await store.delete("a/b/c/d");
  expect(readdirSync(join(store.root, "a"))).toEqual(["e"]);
  await store.deletePrefix("a/");
  expect(readdirSync(store.root)).toEqual([".incoming"]);
  await store.delete("nothing");
});

test("disk: a file that someone changed by hand gets its own ETag, and a press would mend it", async () => {
  const store = aStore();
  await store.put("page", bytes("one"));
  const before = await store.head("page");
  writeFileSync(join(store.root, "page"), "owe");
  expect((await store.head("page"))?.etag).not.toBe(before?.etag);
  expect(await store.put("page", bytes("one"))).toBe("replaced");
  expect((await store.head("page"))?.etag).toBe(before?.etag);
});

test("disk: a program that removes the whole folder does not stop the store", async () => {
  const parent = aFolder();
  const store = createDiskObjectStore({ root: join(parent, "store"), durable: false });
  await store.put("a/b", bytes("x"));
  rmSync(join(parent, "store"), { recursive: true });
  expect(await store.list("")).toEqual({ keys: [] });
  expect(await store.head("a/b")).toBeUndefined();
  expect(await store.put("a/b", bytes("x"))).toBe("created");
});

test("disk: a folder that goes while files are put into it together is made again", async () => {
  const store = aStore();
  await store.put("story/first", bytes("x"));
  // More than run at once, so that some begin when the folder is known, and gone.
  const puts = Array.from({ length: 200 }, (_, index) => store.put(`story/${index}`, bytes("y")));
  await puts[0];
  rmSync(join(store.root, "story"), { recursive: true });
  await Promise.all(puts);
  expect((await store.list("story/")).keys).toContain("story/199");
});

test("disk: a thousand puts at once all arrive, although no process may open as many files", async () => {
  const root = join(aFolder(), "store");
  const writer = startWithLimit("-n 300", "store-put-many.ts", root, "1000");
  expect(await writer.ends()).toEqual(["1000"]);
});

test("disk: processes that fill and empty one folder do not trip each other", async () => {
  const root = join(aFolder(), "store");
  const children = [1, 2].map((who) => startChild("store-put-and-delete.ts", root, String(who)));
  for (const child of children) expect(await child.ends()).toEqual(["done"]);
  expect(await createDiskObjectStore({ root, durable: false }).list("")).toEqual({ keys: [] });
});

test.each(["durable", "quick"])(
  "disk (%s): a writer killed at any moment leaves whole objects, none older than it confirmed",
  async (durable) => {
    const root = join(aFolder(), "store");
    for (const putsBeforeTheKill of [3, 8, 15]) {
      const writer = startChild("store-put-numbers.ts", root, durable);
      await writer.hasWritten(putsBeforeTheKill);
      await writer.kill();
      const confirmed = Number(writer.lines.at(-1));
      const store = createDiskObjectStore({ root, durable: durable === "durable" });
      const { keys } = await store.list("");
      expect(numberedKeys).toEqual(expect.arrayContaining([...keys]));
      const numbers = await Promise.all(keys.map(async (key) => numberOf(await store.get(key))));
      // Whole, every one: the last five confirmed, or the next one, which was not confirmed any more.
      for (const number of numbers) {
        expect(number).toBeGreaterThan(confirmed - numberedKeys.length);
        expect(number).toBeLessThanOrEqual(confirmed + 1);
      }
      expect(keys.length).toBeGreaterThanOrEqual(Math.min(numberedKeys.length, confirmed));
    }
  },
);

test.each(["durable", "quick"])(
  "disk (%s): a quota that is reached is said, changes nothing and leaves no litter",
  async (durable) => {
    const [report] = await startWithLimit(
      "-f 400",
      "store-fill-objects.ts",
      join(aFolder(), "x"),
      "250000",
      durable,
    ).ends();
    expect(JSON.parse(report ?? "")).toEqual(takenWell);
  },
);

test.skipIf(!canHaveSmallDisk()).each([
  ["durable", 50_000],
  ["quick", 50_000],
  ["durable", 900_000],
  ["quick", 900_000],
])(
  "disk (%s, %i bytes an object): a full disk is said, changes nothing and leaves no litter",
  async (durable, size) => {
    const [report] = await startOnSmallDisk(
      aFolder(),
      "store-fill-objects.ts",
      String(size),
      durable,
    ).ends();
    expect(JSON.parse(report ?? "")).toEqual(takenWell);
  },
);

const full = { code: "store-full", retryable: true };
const takenWell = {
  filling: full,
  replacing: full,
  leftovers: [],
  kept: true,
  listed: true,
  after: "created",
};

test("disk: a copy for a program that finds no room is said, and no part of it stays", async () => {
  const folder = aFolder();
  const root = join(folder, "store");
  await createDiskObjectStore({ root, durable: false }).put("large", new Uint8Array(250_000));
  const copy = join(folder, "copy");
  const [code] = await startWithLimit("-f 400", "store-download.ts", root, "large", copy).ends();
  expect(code).toBe("store-full");
  expect(existsSync(copy)).toBe(false);
});

test("disk: what the system refuses is said by its code", async () => {
  const store = aStore();
  const nowhere = store.put("a", { path: join(store.root, "no-such-file") });
  await expect(nowhere).rejects.toMatchObject({ code: "store-failed", params: { code: "ENOENT" } });
  await store.put("a", bytes("x"));
  const copy = store.download("a", join(store.root, "no", "such", "folder"));
  await expect(copy).rejects.toMatchObject({ code: "store-failed", params: { code: "ENOENT" } });
});

test("disk: a recording of 200 MB is put and read without being held in memory", async () => {
  const folder = aFolder();
  const source = join(folder, "source");
  writeFileSync(source, "");
  truncateSync(source, 200_000_000);
  const [report] = await startChild("store-put-large.ts", join(folder, "store"), source).ends();
  const { grownBy, ...rest } = JSON.parse(report ?? "") as { grownBy: number };
  expect(rest).toEqual({
    outcomes: ["created", "unchanged"],
    bytes: 200_000_000,
    end: [0, 0, 0, 0],
  });
  expect(grownBy).toBeLessThan(80);
});
