import { type ArchivedRecord, archivedAtOnceMax, type RecordArchive } from "#ports/record-archive";
import { checkCommit, encodeBody } from "#ports/records-rules";
import type { SqliteDatabase, SqliteRow } from "./sqlite-database.ts";

/** Everything in the machine's table of records. */
export function createSqliteArchive(config: { readonly database: SqliteDatabase }): RecordArchive {
  const { database } = config;
  return {
    name: "sqlite-archive",
    async *pages() {
      for (let after = ["", ""]; ;) {
        const [partition = "", sort = ""] = after;
        const rows = await database.read((sql) =>
          sql.all(
            `SELECT partition, sort, version, body, list, list_order FROM records
             WHERE (partition, sort) > (?, ?) ORDER BY partition, sort LIMIT ?`,
            partition,
            sort,
            archivedAtOnceMax,
          ),
        );
        const records = rows.map(archivedOf);
        const last = records.at(-1);
        if (last === undefined) return;
        yield records;
        after = [last.partition, last.sort];
      }
    },
    async put(records) {
      checkCommit(records.map((record) => ({ ...record, kind: "put", expect: "any" })));
      const encoded = records.map((record) => ({ record, text: encodeBody(record.body) }));
      await database.write((sql) => {
        for (const { record, text } of encoded) {
          sql.run(
            `INSERT OR REPLACE INTO records (partition, sort, version, body, list, list_order)
             VALUES (?, ?, ?, ?, ?, ?)`,
            record.partition,
            record.sort,
            record.version,
            text,
            record.listing?.list ?? null,
            record.listing?.order ?? null,
          );
        }
      });
    },
    // Its index is of the same commit.
    settled: async () => undefined,
  };
}

const archivedOf = (row: SqliteRow): ArchivedRecord => ({
  partition: String(row["partition"]),
  sort: String(row["sort"]),
  version: Number(row["version"]),
  body: JSON.parse(String(row["body"])) as unknown,
  ...(row["list"] === null
    ? {}
    : { listing: { list: String(row["list"]), order: String(row["list_order"]) } }),
});
