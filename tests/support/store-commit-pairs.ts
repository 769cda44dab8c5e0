/** Commits two records a time, for ever, and tells of each pair that was confirmed. */
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { tell } from "./store-tell.ts";

const [path = "", from = "0"] = process.argv.slice(2);
const records = createSqliteRecords({ database: openSqliteDatabase({ path }) });

for (let number = Number(from); ; number += 1) {
  const sort = String(number).padStart(8, "0");
  const body = { number, filling: "x".repeat(number % 3_000) };
  await records.commit([
    { kind: "put", partition: "left", sort, body, expect: "absent" },
    { kind: "put", partition: "right", sort, body, expect: "absent" },
  ]);
  tell(String(number));
}
