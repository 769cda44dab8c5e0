/** Adds one to a record so many times, each time from what it has read, beside others who do the same. */
import { openSqliteDatabase } from "#adapters/local/sqlite-database";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { countUp } from "./store-counter.ts";
import { tell } from "./store-tell.ts";

const [path = "", times = "0"] = process.argv.slice(2);
const records = createSqliteRecords({ database: openSqliteDatabase({ path }) });
tell(String(await countUp(records, Number(times))));
