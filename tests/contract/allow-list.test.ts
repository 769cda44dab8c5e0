import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { createSqliteAllowList } from "#adapters/local/sqlite-allow-list";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";

import { startChild } from "../support/store-children.ts";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";
import { allowListContract } from "./allow-list.contract.ts";

const listAt = (path: string) => createSqliteAllowList({ database: aDatabase(path) });

allowListContract("sqlite", async () => {
  const path = join(aFolder(), "list.sqlite");
  return [listAt(path), listAt(path)];
});

test("sqlite: a withdrawal by another process closes this one's gate, and its fence holds here", async () => {
  const path = join(aFolder(), "list.sqlite");
  const list = listAt(path);
  await list.put("e1", { state: "allowed", publication: "p", epoch: 1 }, await list.etag());
  const before = await list.etag();
  expect(await list.get("e1")).toMatchObject({ state: "allowed" });
  await startChild("store-deny.ts", path, "e1", "2").ends();
  expect(await list.get("e1")).toEqual({ state: "denied", epoch: 2 });
  const late = list.put("e1", { state: "allowed", publication: "p", epoch: 1 }, before);
  await expect(late).rejects.toMatchObject({ code: "stale-allow-list" });
});

test("sqlite: the list and its ETag outlive the program", async () => {
  const path = join(aFolder(), "list.sqlite");
  const database = openSqliteDatabase({ path });
  const former = createSqliteAllowList({ database });
  await former.put("e1", { state: "denied", epoch: 3 }, await former.etag());
  const etag = await former.etag();
  database.close();
  const list = listAt(path);
  expect(await list.get("e1")).toEqual({ state: "denied", epoch: 3 });
  expect(await list.etag()).toBe(etag);
});

test("sqlite: a list that a backup brought back does not take the ETags of the one that was lost", async () => {
  const [lost, backup] = [join(aFolder(), "lost"), join(aFolder(), "backup")];
  const entry = { state: "allowed", publication: "p", epoch: 1 } as const;
  const database = openSqliteDatabase({ path: lost });
  const before = createSqliteAllowList({ database });
  await before.put("e1", entry, await before.etag());
  database.close();
  copyFileSync(lost, backup);
  const [one, other] = [listAt(lost), listAt(backup)];
  await one.put("e2", entry, await one.etag());
  await other.put("e1", { state: "denied", epoch: 2 }, await other.etag());
  const late = other.put("e1", entry, await one.etag());
  await expect(late).rejects.toMatchObject({ code: "stale-allow-list" });
});
