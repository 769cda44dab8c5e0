import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What an installation remembers, without what it is: every record with its version, every job, every file by its name. */
export function stateOf(data: string): string {
  const database = new DatabaseSync(join(data, "paroles.sqlite"), { readOnly: true });
  try {
    const rows = [
      "SELECT partition, sort, version FROM records ORDER BY partition, sort",
      "SELECT id, attempt FROM jobs ORDER BY id",
      "SELECT episode_id, epoch, publication FROM allow_entries ORDER BY episode_id",
    ].map((sql) => database.prepare(sql).all());
    const files = ["public", "private", "work"].map((part) => namesBelow(join(data, part)));
    return createHash("sha256").update(JSON.stringify({ rows, files })).digest("hex");
  } finally {
    database.close();
  }
}

function namesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** The state once nothing in the background changes it any more. */
export async function settledState(data: string): Promise<string> {
  for (let last = stateOf(data); ;) {
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const now = stateOf(data);
    if (now === last) return now;
    last = now;
  }
}
