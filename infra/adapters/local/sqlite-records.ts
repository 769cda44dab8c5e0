import { decodeCursor, encodeCursor } from "#ports/page-cursor";
import { pageLimit } from "#ports/page-limit";
import {
  ConflictError,
  type Expectation,
  type QueryOptions,
  type RecordKey,
  type RecordPage,
  type Records,
  type RecordWrite,
  type StoredRecord,
} from "#ports/records";
import { checkCommit, encodeBody } from "#ports/records-rules";
import type { Sql, SqliteDatabase, SqliteRow, SqliteValue } from "./sqlite-database.ts";

const recordsAPage = 100;

/** Records in one table of the machine's database; a commit is one transaction. */
export function createSqliteRecords(config: { readonly database: SqliteDatabase }): Records {
  const { database } = config;
  return {
    name: "sqlite-records",
    get: (key) => database.read((sql) => readRecord(sql, key)),
    query: async (partition, options = {}) => {
      const { sortPrefix = "" } = options;
      return readPage(database, options, {
        query: ["partition", partition, sortPrefix],
        where: ["partition = ?", ...rangeOf(sortPrefix).map(({ test }) => `sort ${test} ?`)],
        values: [partition, ...rangeOf(sortPrefix).map(({ bound }) => bound)],
        order: ["sort"],
      });
    },
    queryListing: async (list, options = {}) =>
      readPage(database, options, {
        query: ["listing", list],
        where: ["list = ?"],
        values: [list],
        order: ["list_order", "partition", "sort"],
      }),
    commit: async (writes) => {
      checkCommit(writes);
      const encoded = writes.map((write) => ({
        write,
        text: write.kind === "put" ? encodeBody(write.body) : "",
      }));
      await database.write((sql) => {
        const failed = writes.filter((write) => !holds(write.expect, versionOf(sql, write)));
        if (failed.length > 0) throw new ConflictError(failed.map(keyOf));
        for (const { write, text } of encoded) apply(sql, write, text);
      });
    },
  };
}

const keyOf = ({ partition, sort }: RecordKey): RecordKey => ({ partition, sort });

function readRecord(sql: Sql, key: RecordKey): StoredRecord | undefined {
  const row = sql.get(
    "SELECT partition, sort, version, body FROM records WHERE partition = ? AND sort = ?",
    key.partition,
    key.sort,
  );
  return row && recordOf(row);
}

const recordOf = (row: SqliteRow): StoredRecord => ({
  partition: String(row["partition"]),
  sort: String(row["sort"]),
  version: Number(row["version"]),
  body: JSON.parse(String(row["body"])) as unknown,
});

function versionOf(sql: Sql, key: RecordKey): number | undefined {
  const row = sql.get(
    "SELECT version FROM records WHERE partition = ? AND sort = ?",
    key.partition,
    key.sort,
  );
  return row && Number(row["version"]);
}

function holds(expect: Expectation, version: number | undefined): boolean {
  if (expect === "any") return true;
  if (expect === "absent") return version === undefined;
  if (expect === "present") return version !== undefined;
  return version === expect.version;
}

function apply(sql: Sql, write: RecordWrite, text: string): void {
  if (write.kind === "check") return;
  if (write.kind === "delete") {
    sql.run("DELETE FROM records WHERE partition = ? AND sort = ?", write.partition, write.sort);
    return;
  }
  sql.run(
    `INSERT INTO records (partition, sort, version, body, list, list_order) VALUES (?, ?, 1, ?, ?, ?)
     ON CONFLICT (partition, sort) DO UPDATE SET version = version + 1,
       body = excluded.body, list = excluded.list, list_order = excluded.list_order`,
    write.partition,
    write.sort,
    text,
    write.listing?.list ?? null,
    write.listing?.order ?? null,
  );
}

type PageQuery = {
  /** What a cursor belongs to. */
  readonly query: readonly string[];
  readonly where: readonly string[];
  readonly values: readonly SqliteValue[];
  /** Columns that give every item its own place. */
  readonly order: readonly string[];
};

async function readPage(
  database: SqliteDatabase,
  options: QueryOptions,
  { query, where, values, order }: PageQuery,
): Promise<RecordPage> {
  const limit = pageLimit(options.limit, recordsAPage);
  const descending = options.descending ?? false;
  const cursorOf = [...query, descending];
  const place = options.cursor === undefined ? [] : decodeCursor(cursorOf, options.cursor);
  const columns = order.join(", ");
  const seek = `(${columns}) ${descending ? "<" : ">"} (${order.map(() => "?").join(", ")})`;
  const tests = place.length > 0 ? [...where, seek] : where;
  const sorted = order.map((column) => `${column} ${descending ? "DESC" : "ASC"}`).join(", ");
  // One more than asked for tells whether there is another page.
  const text = `SELECT partition, sort, version, body, list_order FROM records
    WHERE ${tests.join(" AND ")} ORDER BY ${sorted} LIMIT ?`;
  const rows = await database.read((sql) => sql.all(text, ...values, ...place, limit + 1));
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    records: page.map(recordOf),
    ...(last && {
      cursor: encodeCursor(
        cursorOf,
        order.map((column) => String(last[column])),
      ),
    }),
  };
}

/** Bounds between which all text with this prefix lies: from the prefix itself to the first text after all of them. */
function rangeOf(prefix: string): readonly { test: string; bound: string }[] {
  if (prefix === "") return [];
  const end = endOf(prefix);
  return [{ test: ">=", bound: prefix }, ...(end === undefined ? [] : [{ test: "<", bound: end }])];
}

/** The prefix with its last code point that has a successor replaced by it; undefined where nothing comes after. */
function endOf(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    // Between these two lie the surrogates, which are no characters.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...points, next);
  }
  return undefined;
}
