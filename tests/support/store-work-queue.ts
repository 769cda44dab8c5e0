/** Receives jobs and tells their ids; acknowledges them until none is left, or (told to hang) keeps the first for ever. */
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteQueue } from "#adapters/local/sqlite-queue";
import { tell } from "./store-tell.ts";

const [path = "", manner = ""] = process.argv.slice(2);
const queue = createSqliteQueue({ database: openSqliteDatabase({ path }) });

for (;;) {
  const jobs = await queue.receive({ max: 3, visibilitySeconds: 600 });
  if (jobs.length === 0) break;
  for (const { id, receipt } of jobs) {
    tell(id);
    if (manner === "hang") await new Promise((resolve) => setTimeout(resolve, 2 ** 30));
    await queue.acknowledge(receipt);
  }
}
