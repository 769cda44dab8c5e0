import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createSqliteBackups } from "#adapters/local/sqlite-backups";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";

const repository = join(import.meta.dirname, "..", "..");
const execute = promisify(execFile);
const mark = {
  kind: "put",
  partition: "restore",
  sort: "under-way",
  body: {},
  expect: "any",
} as const;

function aStore() {
  const folder = aFolder();
  const database = aDatabase(join(folder, "paroles.sqlite"));
  return {
    folder,
    records: createSqliteRecords({ database }),
    backups: createSqliteBackups({
      database,
      openFiles: (root) => createDiskObjectStore({ root, durable: true }),
    }),
  };
}
const put = (sort: string, body: unknown, list?: string) =>
  ({
    kind: "put",
    partition: "p",
    sort,
    body,
    expect: "any",
    ...(list === undefined ? {} : { listing: { list, order: sort } }),
  }) as const;

test("a copy that is made while others write holds whole commits only, and comes back with versions and listings", async () => {
  const { folder, records, backups } = aStore();
  await records.commit([put("kept", { n: 1 }, "l")]);
  await records.commit([put("kept", { n: 2 }, "l")]);
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n += 1) {
      await records.commit([put("left", n), put("right", n)]);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  await backups.save(join(folder, "copy"), { about: "notes" });
  writing = false;
  await writer;
  await records.commit([
    put("later", 1, "l"),
    { kind: "delete", partition: "p", sort: "kept", expect: "any" },
  ]);
  expect(await backups.check(join(folder, "copy"))).toEqual({ about: "notes" });
  await backups.load(join(folder, "copy"), mark);
  const get = async (sort: string) => records.get({ partition: "p", sort });
  expect(await get("kept")).toMatchObject({ version: 2, body: { n: 2 } });
  expect((await get("left"))?.body).toBe((await get("right"))?.body);
  expect(await get("later")).toBeUndefined();
  expect((await records.queryListing("l")).records.map(({ sort }) => sort)).toEqual(["kept"]);
  expect(await records.get({ partition: "restore", sort: "under-way" })).toBeDefined();
  // Nothing of the copy stays beside the records.
  expect((await readdir(folder)).filter((name) => name.includes("restoring"))).toEqual([]);
});

test("a copy with a flipped byte, without its notes, or cut short is refused, and a folder is never overwritten", async () => {
  const { folder, records, backups } = aStore();
  await records.commit([put("a", 1)]);
  const copy = join(folder, "copy");
  await backups.save(copy, {});
  await expect(backups.save(copy, {})).rejects.toMatchObject({ code: "backup-exists" });
  await records.commit([put("a", 2)]);
  const file = join(copy, "records.sqlite");
  const whole = await readFile(file);
  for (const damaged of [
    whole.subarray(0, whole.length - 1),
    Buffer.from(whole).fill(7, 99, 100),
  ]) {
    await writeFile(file, damaged);
    await expect(backups.load(copy, mark)).rejects.toMatchObject({ code: "backup-damaged" });
  }
  await writeFile(file, whole);
  await writeFile(join(copy, "backup.json"), "{");
  await expect(backups.check(copy)).rejects.toMatchObject({ code: "backup-damaged" });
  await expect(backups.check(join(folder, "no such"))).rejects.toMatchObject({
    code: "backup-damaged",
  });
  expect((await records.get({ partition: "p", sort: "a" }))?.body).toBe(2);
});

/** Runs commands on one data folder and reads what they tell programs. */
const commandsOn =
  (data: string) =>
  async (...args: readonly string[]) => {
    const env = { ...process.env, PAROLES_DATA: data, PAROLES_ORIGIN: "https://drill.example" };
    const options = { cwd: repository, env };
    const run = execute(process.execPath, ["scripts/cli.ts", ...args, "--json"], options);
    // A refusal is told on standard output too, with another exit status.
    const { stdout } = await run.catch((refused: { stdout: string }) => refused);
    return JSON.parse(stdout) as unknown;
  };

test("the commands back up and restore, and refuse a second copy in the same place and a folder without one", async () => {
  const data = aFolder();
  const copy = join(aFolder(), "copy");
  const paroles = commandsOn(data);
  expect(await paroles("backup", copy)).toMatchObject({ folder: copy, files: 0 });
  expect(await paroles("backup", copy)).toMatchObject({ error: { code: "backup-exists" } });
  expect(await paroles("restore", copy)).toMatchObject({ stories: 0, opened: 0 });
  expect(await paroles("restore", data)).toMatchObject({ error: { code: "backup-damaged" } });
});

test("what a restore left in the private folder is listed, is erased only when told, and then is gone from the disk", async () => {
  const data = aFolder();
  const copy = join(aFolder(), "copy");
  const paroles = commandsOn(data);
  const lost = "0".repeat(20);
  const folder = join(data, "private", "uploads", lost);
  const file = join(folder, "1".repeat(26));
  await paroles("backup", copy);
  await mkdir(folder, { recursive: true });
  await writeFile(file, "a voice");
  expect(await paroles("restore", copy)).toMatchObject({ storiesLost: 1 });
  expect(await paroles("lost", lost, "--erase")).toMatchObject({ error: { code: "lost-recent" } });
  await utimes(file, new Date("2020-01-01"), new Date("2020-01-01"));
  const story = { episodeId: lost, files: 1, bytes: 7, newest: "2020-01-01T00:00:00.000Z" };
  expect(await paroles("lost")).toMatchObject({ files: 1, stories: [story] });
  for (const wrong of [["--erase"], ["--all"], [lost, "--all", "--erase"]])
    expect(await paroles("lost", ...wrong)).toMatchObject({ error: { code: "lost-which" } });
  expect(existsSync(file)).toBe(true);
  expect(await paroles("lost", "--erase", "--all")).toMatchObject({
    erased: [{ episodeId: lost, files: 1, closed: true }],
    left: [],
  });
  expect(existsSync(file)).toBe(false);
  expect(await paroles("lost")).toMatchObject({ stories: [] });
  expect(await paroles("verify")).toMatchObject({ ok: true });
});
