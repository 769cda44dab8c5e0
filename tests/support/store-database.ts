import { openSqliteDatabase, type SqliteDatabase } from "#adapters/local/sqlite-database";
import { onTestFinished } from "vitest";

/** A connection to the database at a path, closed when the test is over. */
export function aDatabase(path: string): SqliteDatabase {
  const database = openSqliteDatabase({ path });
  onTestFinished(() => database.close());
  return database;
}
