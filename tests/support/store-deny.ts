/** Denies an episode on an allow-list, as a withdrawal in another process would. */
import { createSqliteAllowList } from "#adapters/local/sqlite-allow-list";
import { openSqliteDatabase } from "#adapters/local/sqlite-database";

const [path = "", episodeId = "", epoch = "0"] = process.argv.slice(2);
const list = createSqliteAllowList({ database: openSqliteDatabase({ path }) });
await list.put(episodeId, { state: "denied", epoch: Number(epoch) }, await list.etag());
