import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import type { Records } from "#ports/records";

import { startChild } from "../support/store-children.ts";
import { countOf } from "../support/store-counter.ts";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";
import { allPages, at } from "../support/store-pages.ts";
import { canHaveSmallDisk } from "../support/small-disk.ts";
import { startOnSmallDisk } from "../support/store-small-disk.ts";
import { recordsContract } from "./records.contract.ts";

recordsContract("sqlite", async () => {
  const path = join(aFolder(), "records.sqlite");
  return [
    createSqliteRecords({ database: aDatabase(path) }),
    createSqliteRecords({ database: aDatabase(path) }),
  ];
});

const recordsAt = (path: string) => createSqliteRecords({ database: aDatabase(path) });
const put = (sort: string, body: unknown = null) =>
  ({ kind: "put", partition: "p", sort, body, expect: "any" }) as const;

test("sqlite: whatever was confirmed before a kill is there after it, and every commit is whole", async () => {
  const path = join(aFolder(), "records.sqlite");
  let from = 0;
  for (const commitsBeforeTheKill of [1, 40, 150]) {
    const writer = startChild("store-commit-pairs.ts", path, String(from));
    await writer.hasWritten(commitsBeforeTheKill);
    await writer.kill();
    const confirmed = Number(writer.lines.at(-1));
    const records = recordsAt(path);
    const [left, right] = [await bodiesOf(records, "left"), await bodiesOf(records, "right")];
    expect(left).toEqual(right);
    expect(left.length).toBeGreaterThan(confirmed);
    // At most the one that was on its way when the kill came.
    expect(left.length).toBeLessThanOrEqual(confirmed + 2);
    left.forEach((body, number) => expect(body).toMatchObject({ number }));
    from = left.length;
  }
});

async function bodiesOf(records: Records, partition: string): Promise<readonly unknown[]> {
  return allPages(async (cursor) => {
    const page = await records.query(partition, { limit: 1_000, ...at(cursor) });
    return { items: page.records.map(({ body }) => body), cursor: page.cursor };
  });
}

test("sqlite: three processes that count at the same time lose nothing", async () => {
  const path = join(aFolder(), "records.sqlite");
  const children = [1, 2, 3].map(() => startChild("store-count-up.ts", path, "60"));
  await Promise.all(children.map((child) => child.ends()));
  const records = recordsAt(path);
  expect(await countOf(records)).toBe(180);
  expect(await records.get({ partition: "counter", sort: "counter" })).toMatchObject({
    version: 180,
  });
  expect(await bodiesOf(records, "steps")).toHaveLength(180);
});

test("sqlite: processes that open a new database at the same moment all get it", async () => {
  const path = join(aFolder(), "new", "folder", "records.sqlite");
  const children = Array.from({ length: 6 }, () => startChild("store-open-database.ts", path));
  await Promise.all(children.map((child) => child.ends()));
  expect((await recordsAt(path).query("openers")).records).toHaveLength(6);
});

test("sqlite: a commit waits for another process's without stopping this one", async () => {
  const path = join(aFolder(), "records.sqlite");
  const records = recordsAt(path);
  await records.commit([put("before")]);
  const blocker = startChild("store-block-writes.ts", path, "400");
  await blocker.hasWritten(1);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 5);
  const commit = records.commit([put("after")]);
  expect((await records.get({ partition: "p", sort: "before" }))?.version).toBe(1);
  await commit;
  clearInterval(turning);
  expect(turns).toBeGreaterThan(2);
  expect((await records.query("p")).records).toHaveLength(2);
});

test("sqlite: a database that is full is said, and what was confirmed is there", async () => {
  const database = aDatabase(join(aFolder(), "records.sqlite"));
  const records = createSqliteRecords({ database });
  await records.commit([put("kept", "kept")]);
  await database.read((sql) => sql.get("PRAGMA max_page_count = 40"));
  await expect(records.commit([put("large", "x".repeat(300_000))])).rejects.toMatchObject({
    name: "StoreFullError",
    code: "store-full",
    retryable: true,
  });
  expect((await records.query("p")).records).toHaveLength(1);
  await records.commit([put("small")]);
  expect((await records.query("p")).records).toHaveLength(2);
});

test.skipIf(!canHaveSmallDisk())(
  "sqlite: a full disk is said, and commits go on when there is room",
  async () => {
    const [report] = await startOnSmallDisk(aFolder(), "store-fill-records.ts").ends();
    expect(JSON.parse(report ?? "")).toEqual({
      filling: { code: "store-full", retryable: true },
      some: true,
      confirmed: true,
      after: true,
    });
  },
);

test("sqlite: a database of a later version, or no database, is refused by name and left as it is", async () => {
  const path = join(aFolder(), "records.sqlite");
  const database = aDatabase(path);
  await database.write((sql) => sql.run("PRAGMA user_version = 1000"));
  expect(() => openSqliteDatabase({ path })).toThrow(
    expect.objectContaining({ code: "database-newer", params: { file: "records.sqlite" } }),
  );
  const noDatabase = join(aFolder(), "notes.sqlite");
  writeFileSync(noDatabase, "these are notes, and rather long ones. ".repeat(100));
  expect(() => openSqliteDatabase({ path: noDatabase })).toThrow(
    expect.objectContaining({ code: "database-damaged", params: { file: "notes.sqlite" } }),
  );
  expect(readFileSync(noDatabase, "utf8")).toMatch(/^these are notes/);
  expect(() => openSqliteDatabase({ path: aFolder() })).toThrow(
    expect.objectContaining({ code: "database-failed" }),
  );
});

test("sqlite: what was deleted is not in the file any more, and the folder is its owner's alone", async () => {
  const path = join(aFolder(), "data", "records.sqlite");
  const database = openSqliteDatabase({ path });
  const records = createSqliteRecords({ database });
  const secret = "a name that must go ";
  await records.commit([
    put("kept", "a name that stays"),
    put("gone", secret.repeat(500)),
    put("replaced", secret),
  ]);
  await records.commit([put("replaced", "nothing")]);
  await records.commit([{ kind: "delete", partition: "p", sort: "gone", expect: "present" }]);
  database.close();
  const content = readFileSync(path, "latin1");
  expect(content).toContain("a name that stays");
  expect(content).not.toContain(secret);
  expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
});
