import { type AllowEntry, type AllowList, StaleListError } from "#ports/allow-list";
import { checkAllowEntry } from "#ports/allow-list-rules";
import { decodeCursor, encodeCursor } from "#ports/page-cursor";
import { pageLimit } from "#ports/page-limit";
import type { Sql, SqliteDatabase, SqliteRow } from "./sqlite-database.ts";

const entriesAPage = 100;
const listQuery = ["allow-list"];

/**
 * The allow-list in the machine's database, with the fence of CloudFront's
 * KeyValueStore. Every look-up reads the file's newest state (some microseconds),
 * so that a withdrawal by another process closes the gate of this one.
 */
export function createSqliteAllowList(config: { readonly database: SqliteDatabase }): AllowList {
  const { database } = config;
  return {
    name: "sqlite-allow-list",
    etag: () =>
      database.read((sql) => String(sql.get("SELECT etag FROM allow_tag WHERE id = 1")?.["etag"])),
    get: (episodeId) =>
      database.read((sql) => {
        const row = sql.get(
          "SELECT epoch, publication FROM allow_entries WHERE episode_id = ?",
          episodeId,
        );
        return row && entryOf(row);
      }),
    list: (options = {}) => listEntries(database, options),
    put: async (episodeId, entry, ifMatch) => {
      checkAllowEntry(episodeId, entry);
      await database.write((sql) => {
        passFence(sql, ifMatch);
        sql.run(
          `INSERT INTO allow_entries (episode_id, epoch, publication) VALUES (?, ?, ?)
           ON CONFLICT (episode_id) DO UPDATE SET epoch = excluded.epoch, publication = excluded.publication`,
          episodeId,
          entry.epoch,
          entry.state === "allowed" ? entry.publication : null,
        );
      });
    },
    remove: async (episodeId, ifMatch) => {
      await database.write((sql) => {
        passFence(sql, ifMatch);
        sql.run("DELETE FROM allow_entries WHERE episode_id = ?", episodeId);
      });
    },
  };
}

/** A random tag, not a count: after a restored backup, a count would name two different lists alike. */
function passFence(sql: Sql, ifMatch: string): void {
  const passed = sql.run(
    "UPDATE allow_tag SET etag = lower(hex(randomblob(16))) WHERE id = 1 AND etag = ?",
    ifMatch,
  );
  if (passed === 0) throw new StaleListError();
}

function entryOf(row: SqliteRow): AllowEntry {
  const epoch = Number(row["epoch"]);
  const publication = row["publication"];
  if (typeof publication !== "string") return { state: "denied", epoch };
  return { state: "allowed", publication, epoch };
}

async function listEntries(
  database: SqliteDatabase,
  options: { readonly cursor?: string; readonly limit?: number },
): ReturnType<AllowList["list"]> {
  const limit = pageLimit(options.limit, entriesAPage);
  const { cursor } = options;
  const after = cursor === undefined ? "" : String(decodeCursor(listQuery, cursor)[0]);
  const rows = await database.read((sql) =>
    sql.all(
      "SELECT * FROM allow_entries WHERE episode_id > ? ORDER BY episode_id LIMIT ?",
      after,
      limit + 1,
    ),
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    entries: page.map((row) => ({ episodeId: String(row["episode_id"]), entry: entryOf(row) })),
    ...(last && { cursor: encodeCursor(listQuery, [String(last["episode_id"])]) }),
  };
}
