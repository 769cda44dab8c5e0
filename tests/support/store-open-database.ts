/** Opens a database, which others open at the same moment, and writes to it once. */
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";

const [path = ""] = process.argv.slice(2);
const records = createSqliteRecords({ database: openSqliteDatabase({ path }) });
await records.commit([
  { kind: "put", partition: "openers", sort: String(process.pid), body: null, expect: "absent" },
]);
