/** Commits until there is no room, and tells how the records took it and went on after room was made. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { tell } from "./store-tell.ts";
import { untilItFails } from "./store-until-it-fails.ts";

const [folder = ""] = process.argv.slice(2);
const ballast = join(folder, "ballast");
writeFileSync(ballast, new Uint8Array(1_000_000));
const records = createSqliteRecords({ database: openSqliteDatabase({ path: join(folder, "db") }) });
const commit = (number: number) =>
  records.commit([
    {
      kind: "put",
      partition: "fill",
      sort: String(number).padStart(6, "0"),
      body: "x".repeat(5_000),
      expect: "absent",
    },
  ]);

let committed = 0;
const filling = await untilItFails(async () => {
  await commit(committed);
  committed += 1;
});
const confirmed = (await records.query("fill", { limit: 1_000 })).records.length === committed;
rmSync(ballast);
await commit(committed);
const after = (await records.query("fill", { limit: 1_000 })).records.length === committed + 1;
tell(JSON.stringify({ filling, some: committed > 0, confirmed, after }));
