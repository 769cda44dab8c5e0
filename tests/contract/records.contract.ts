/** What any records must do, whoever keeps them. */
import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import {
  ConflictError,
  type Expectation,
  recordBytesMax,
  type RecordKey,
  type RecordWrite,
} from "#ports/records";

import { countOf, countUp } from "../support/store-counter.ts";
import { eventually } from "../support/store-eventually.ts";
import { allPages, at, mangled } from "../support/store-pages.ts";
import { type MakeRecords, recordsModelTests } from "./records-model.contract.ts";

type Put = Extract<RecordWrite, { kind: "put" }>;
const put = (partition: string, sort: string, more: Partial<Put> = {}): Put => ({
  kind: "put",
  partition,
  sort,
  body: null,
  expect: "any",
  ...more,
});
const itemKey = { partition: "p", sort: "item" };
const sortsOf = (page: { readonly records: readonly RecordKey[] }) =>
  page.records.map(({ sort }) => sort);

export function recordsContract(
  name: string,
  make: MakeRecords,
  { runs = 40 }: { readonly runs?: number } = {},
): void {
  commitTests(name, make);
  refusalTests(name, make);
  raceTests(name, make);
  queryTests(name, make);
  listingTests(name, make);
  recordsModelTests(name, make, runs);
}

function commitTests(name: string, make: MakeRecords): void {
  test(`${name}: a record comes back as it was committed, through every door, at once`, async () => {
    const [records, other] = await make();
    const body = {
      texts: ["é\u0000\u2028😀", ""],
      numbers: [0, -1.5e300, 1e-7],
      nested: { deep: [null, true] },
    };
    expect(await records.get(itemKey)).toBeUndefined();
    await records.commit([put("p", "item", { body, expect: "absent" })]);
    for (const door of [records, other]) {
      expect(await door.get(itemKey)).toStrictEqual({ ...itemKey, version: 1, body });
    }
  });

  test(`${name}: the version counts the puts, and begins again after a delete`, async () => {
    const [records, other] = await make();
    const version = async () => (await other.get(itemKey))?.version;
    for (const expected of [1, 2, 3]) {
      await records.commit([put("p", "item", { body: expected })]);
      expect(await version()).toBe(expected);
    }
    await records.commit([{ ...itemKey, kind: "check", expect: { version: 3 } }]);
    expect(await version()).toBe(3);
    await records.commit([{ ...itemKey, kind: "delete", expect: { version: 3 } }]);
    expect(await version()).toBeUndefined();
    await records.commit([put("p", "item", { expect: "absent" })]);
    expect(await version()).toBe(1);
  });

  const expectations: readonly [Expectation, boolean, boolean][] = [
    ["any", true, true],
    ["absent", true, false],
    ["present", false, true],
    [{ version: 1 }, false, false],
    [{ version: 2 }, false, true],
    [{ version: 3 }, false, false],
  ];
  const kinds = ["put", "delete", "check"] as const;
  test.each(kinds.flatMap((kind) => expectations.map((row) => [kind, ...row] as const)))(
    `${name}: a %s that expects %j goes through for a missing item: %s, for version 2: %s`,
    async (kind, expectation, whenMissing, whenSecond) => {
      const [records] = await make();
      const write = (sort: string): RecordWrite =>
        kind === "put"
          ? put("p", sort, { body: "new", expect: expectation })
          : { kind, partition: "p", sort, expect: expectation };
      await records.commit([put("p", "second")]);
      await records.commit([put("p", "second", { body: "old" })]);
      for (const [sort, passes] of [
        ["missing", whenMissing],
        ["second", whenSecond],
      ] as const) {
        const before = await records.get({ partition: "p", sort });
        const outcome = records.commit([write(sort)]);
        if (!passes) {
          await expect(outcome).rejects.toMatchObject({
            name: "ConflictError",
            code: "conflict",
            retryable: true,
            keys: [{ partition: "p", sort }],
          });
        }
        await (passes ? outcome : outcome.catch(() => undefined));
        const after = await records.get({ partition: "p", sort });
        if (!passes || kind === "check") expect(after).toEqual(before);
        else if (kind === "delete") expect(after).toBeUndefined();
        else expect(after).toMatchObject({ version: (before?.version ?? 0) + 1, body: "new" });
      }
    },
  );

  test(`${name}: one expectation that fails undoes the whole commit, and every failing key is named`, async () => {
    const [records] = await make();
    await records.commit([put("p", "a", { body: "a" }), put("p", "b", { body: "b" })]);
    const commit = records.commit([
      put("p", "a", { body: "changed", expect: "present" }),
      put("p", "b", { body: "changed", expect: "absent" }),
      put("q", "new", { expect: "absent" }),
      { kind: "delete", partition: "p", sort: "gone", expect: "present" },
      { kind: "check", partition: "r", sort: "s", expect: { version: 1 } },
    ]);
    const error: unknown = await commit.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ConflictError);
    expect((error as ConflictError).keys).toEqual([
      { partition: "p", sort: "b" },
      { partition: "p", sort: "gone" },
      { partition: "r", sort: "s" },
    ]);
    expect(await records.get({ partition: "p", sort: "a" })).toMatchObject({
      version: 1,
      body: "a",
    });
    expect(await records.get({ partition: "q", sort: "new" })).toBeUndefined();
  });
}

function refusalTests(name: string, make: MakeRecords): void {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => put("p", `s${index}`));
  const textOf = (bytes: number) => "é".repeat((bytes - 2) / 2);

  test(`${name}: a commit that is too much, or no commit, is refused before anything is written`, async () => {
    const [records] = await make();
    const refused: readonly (readonly RecordWrite[])[] = [
      [],
      many(101),
      [put("p", "twice"), put("p", "other"), { ...put("p", "twice"), kind: "check" }],
      [put("p", "large", { body: textOf(recordBytesMax + 2) })],
      [put("p", "no-json", { body: undefined })],
      [put("p", "no-json", { body: 1n })],
      [put("", "s")],
      [put("p", "")],
      [put("p\0", "s")],
      [put("p", "\ud800")],
      [put("é".repeat(1_025), "s")],
      [put("p", "é".repeat(513))],
      [put("p", "s", { listing: { list: "", order: "o" } })],
      [put("p", "s", { listing: { list: "l", order: "" } })],
      [put("p", "s", { listing: { list: "l", order: "o".repeat(999) } })],
    ];
    for (const writes of refused) {
      const withGoodOnes = writes.length === 0 ? [] : [...writes, put("p", "good")];
      await expect(records.commit(withGoodOnes)).rejects.toThrow(RangeError);
    }
    expect((await records.query("p")).records).toEqual([]);
  });

  test(`${name}: a commit may be as large as the limits say`, async () => {
    const [records] = await make();
    await records.commit(many(100));
    const body = textOf(recordBytesMax);
    await records.commit([put("é".repeat(1_024), "é".repeat(512), { body })]);
    await records.commit([put("p", "s", { listing: { list: "l", order: "o".repeat(998) } })]);
    expect((await records.query("p", { limit: 1_000 })).records).toHaveLength(101);
    const large = await records.get({ partition: "é".repeat(1_024), sort: "é".repeat(512) });
    expect(large?.body === body).toBe(true);
  });

  test(`${name}: a page of no size is refused`, async () => {
    const [records] = await make();
    for (const limit of [0, -1, 2.5, 1_001, Number.NaN]) {
      await expect(records.query("p", { limit })).rejects.toThrow(RangeError);
      await expect(records.queryListing("l", { limit })).rejects.toThrow(RangeError);
    }
  });
}

function raceTests(name: string, make: MakeRecords): void {
  test(`${name}: of all who append under one number, one does`, async () => {
    const doors = await make();
    for (const sequence of ["1", "2", "3"]) {
      const appends = Array.from({ length: 10 }, async (_, writer) => {
        const write = put("ledger", sequence, { body: writer, expect: "absent" });
        await doors[writer % 2 === 0 ? 0 : 1].commit([write]);
        return writer;
      });
      const results = await Promise.allSettled(appends);
      const winners = results.flatMap((result) =>
        result.status === "fulfilled" ? [result.value] : [],
      );
      const losers = results.flatMap((result) =>
        result.status === "rejected" ? [result.reason] : [],
      );
      expect(winners).toHaveLength(1);
      for (const reason of losers) expect(reason).toBeInstanceOf(ConflictError);
      const entry = await doors[1].get({ partition: "ledger", sort: sequence });
      expect(entry?.body).toBe(winners[0]);
    }
  });

  test(`${name}: no increment is lost or doubled while many count`, async () => {
    const [records, other] = await make();
    await Promise.all([countUp(records, 15), countUp(other, 15), countUp(records, 15)]);
    expect(await countOf(other)).toBe(45);
    expect((await records.query("steps", { limit: 1_000 })).records).toHaveLength(45);
  });
}

function queryTests(name: string, make: MakeRecords): void {
  test(`${name}: a partition is read in code-point order, from both ends, and alone`, async () => {
    const [records] = await make();
    const sorts = [
      "#",
      "a",
      "a#1",
      "a#10",
      "a#2",
      "aa",
      "b",
      "é",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "😀",
      "\u{10ffff}",
    ];
    await records.commit([...sorts].reverse().map((sort) => put("p", sort)));
    await records.commit([put("p2", "a"), put("o", "a")]);
    expect(sortsOf(await records.query("p"))).toEqual(sorts);
    expect(sortsOf(await records.query("p", { descending: true }))).toEqual([...sorts].reverse());
    const prefixed = async (sortPrefix: string) =>
      sortsOf(await records.query("p", { sortPrefix }));
    expect(await prefixed("a#")).toEqual(["a#1", "a#10", "a#2"]);
    expect(await prefixed("a")).toEqual(["a", "a#1", "a#10", "a#2", "aa"]);
    for (const alone of ["\ud7ff", "\uffff", "\u{10ffff}", "😀"]) {
      expect(await prefixed(alone)).toEqual([alone]);
    }
    expect(await prefixed("nothing")).toEqual([]);
    expect(await records.query("nobody")).toEqual({ records: [] });
  });

  test(`${name}: pages follow each other without gap or overlap, and the last has no cursor`, async () => {
    const [records, other] = await make();
    const sorts = Array.from({ length: 9 }, (_, index) => `s${index}`);
    await records.commit(sorts.map((sort) => put("p", sort)));
    for (const descending of [false, true]) {
      for (const limit of [1, 2, 3, 9, 10]) {
        const found = await allPages(async (cursor) => {
          const page = await other.query("p", { limit, descending, ...at(cursor) });
          expect(page.records.length).toBeLessThanOrEqual(limit);
          return { items: sortsOf(page), cursor: page.cursor };
        });
        expect(found).toEqual(descending ? [...sorts].reverse() : sorts);
      }
    }
    const { cursor } = await records.query("p", { limit: 3 });
    const second = await records.query("p", { limit: 6, ...at(cursor) });
    expect([sortsOf(second).length, second.cursor]).toEqual([6, undefined]);
  });

  test(`${name}: a place in a partition stays right while items come and go`, async () => {
    const [records] = await make();
    await records.commit(["b", "d", "f", "h"].map((sort) => put("p", sort)));
    const { cursor } = await records.query("p", { limit: 2 });
    await records.commit([
      { kind: "delete", partition: "p", sort: "d", expect: "present" },
      { kind: "delete", partition: "p", sort: "f", expect: "present" },
      ...["a", "c", "e", "g"].map((sort) => put("p", sort)),
    ]);
    expect(sortsOf(await records.query("p", at(cursor)))).toEqual(["e", "g", "h"]);
  });

  test(`${name}: a cursor that was changed, or is another query's, is refused`, async () => {
    const [records] = await make();
    const listing = { list: "l", order: "o" };
    for (const partition of ["p", "q"]) {
      await records.commit(["1", "2", "3"].map((sort) => put(partition, sort, { listing })));
    }
    const { cursor = "" } = await records.query("p", { limit: 1 });
    await eventually(async () => {
      expect((await records.queryListing("l", { limit: 1 })).cursor).toBeDefined();
    });
    const { cursor: listed = "" } = await records.queryListing("l", { limit: 1 });
    const refusal = { name: "AppError", code: "bad-cursor", field: "cursor" };
    for (const bad of mangled(cursor)) {
      await expect(records.query("p", { cursor: bad }), bad).rejects.toMatchObject(refusal);
    }
    for (const bad of mangled(listed)) {
      await expect(records.queryListing("l", { cursor: bad }), bad).rejects.toMatchObject(refusal);
    }
    await expect(records.query("q", { cursor })).rejects.toMatchObject(refusal);
    await expect(records.query("p", { cursor, descending: true })).rejects.toMatchObject(refusal);
    await expect(records.query("p", { cursor, sortPrefix: "1" })).rejects.toMatchObject(refusal);
    await expect(records.query("p", { cursor: listed })).rejects.toBeInstanceOf(AppError);
    await expect(records.queryListing("l", { cursor })).rejects.toMatchObject(refusal);
    await expect(records.queryListing("m", { cursor: listed })).rejects.toMatchObject(refusal);
  });
}

function listingTests(name: string, make: MakeRecords): void {
  test(`${name}: an item is in its listing, at its place, until a put without it or a delete`, async () => {
    const [records, other] = await make();
    const listed = async () => sortsOf(await other.queryListing("live"));
    const inList = (order: string, list = "live") => ({ listing: { list, order } });
    await records.commit([
      put("p", "a", inList("2026-03")),
      put("q", "b", inList("2026-01")),
      put("p", "c", inList("2026-02")),
      put("p", "elsewhere", inList("2026-01", "other")),
      put("p", "nowhere"),
    ]);
    await eventually(async () => expect(await listed()).toEqual(["b", "c", "a"]));
    await records.commit([put("p", "c", inList("2026-04"))]);
    await eventually(async () => expect(await listed()).toEqual(["b", "a", "c"]));
    await records.commit([put("p", "a", inList("2026-01", "other"))]);
    await eventually(async () => expect(await listed()).toEqual(["b", "c"]));
    await records.commit([put("q", "b")]);
    await eventually(async () => expect(await listed()).toEqual(["c"]));
    await records.commit([{ kind: "delete", partition: "p", sort: "c", expect: "any" }]);
    await eventually(async () => expect(await listed()).toEqual([]));
    await eventually(async () =>
      expect(sortsOf(await records.queryListing("other"))).toEqual(["a", "elsewhere"]),
    );
  });

  test(`${name}: a place in a listing stays right while items come and go`, async () => {
    const [records] = await make();
    const listing = (order: string) => ({ listing: { list: "l", order } });
    const sorts = ["b", "d", "f", "h"];
    await records.commit(sorts.map((sort) => put("p", sort, listing(sort))));
    await eventually(async () => expect(sortsOf(await records.queryListing("l"))).toEqual(sorts));
    const { cursor } = await records.queryListing("l", { limit: 2 });
    await records.commit([
      put("p", "d"),
      put("p", "b", listing("g")),
      { kind: "delete", partition: "p", sort: "f", expect: "present" },
      put("p", "e", listing("e")),
      put("p", "a", listing("a")),
    ]);
    await eventually(async () =>
      expect(sortsOf(await records.queryListing("l", at(cursor)))).toEqual(["e", "b", "h"]),
    );
  });
}
