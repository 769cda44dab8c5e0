import { join } from "node:path";
import { createSqliteArchive } from "#adapters/local/sqlite-archive";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";
import { recordArchiveContract } from "./record-archive.contract.ts";

recordArchiveContract("sqlite", async () => {
  const database = aDatabase(join(aFolder(), "paroles.sqlite"));
  return { records: createSqliteRecords({ database }), archive: createSqliteArchive({ database }) };
});
