import { sha256Hex } from "#core/hash";
import { belongsToMachine } from "#core/machine-keys";
import type { ArchivedRecord } from "#ports/record-archive";
import type { RecordKey, Records, RecordWrite } from "#ports/records";
import {
  damaged,
  digestOf,
  lineOf,
  type MoveNotes,
  movingRecords,
  type MovingMeans,
  recordOfLine,
  recordsFolder,
  recordsKey,
} from "./move-notes.ts";

type Means = Pick<MovingMeans, "archive" | "folder">;
type CarriedRecords = MoveNotes["records"];

/** Somebody who still writes, although all is quiet, is another command; it ends within seconds. */
const readingsMax = 5;

/**
 * Writes all records to a folder and reads them again until nothing has changed
 * between the two: what stands in both readings stood there at one moment between
 * them. Undefined where something is always being written.
 */
export async function writeRecords({
  archive,
  folder,
}: Means): Promise<CarriedRecords | undefined> {
  for (let reading = 1; reading <= readingsMax; reading += 1) {
    await folder.deletePrefix(recordsFolder);
    const parts: { sha256: string; count: number }[] = [];
    const written = await digestOf(
      (async function* () {
        for await (const page of movingRecords(archive)) {
          const text = new TextEncoder().encode(page.map((one) => `${lineOf(one)}\n`).join(""));
          await folder.put(recordsKey(parts.length), text);
          parts.push({ sha256: sha256Hex(text), count: page.length });
          yield page;
        }
      })(),
    );
    const read = await digestOf(movingRecords(archive));
    if (read.sha256 === written.sha256) return { ...written, parts };
  }
  return undefined;
}

/** One part of what was written, compared with its hash. Throws `move-damaged`. */
export async function readPart(
  { folder }: Pick<Means, "folder">,
  { parts }: CarriedRecords,
  part: number,
): Promise<readonly ArchivedRecord[]> {
  const key = recordsKey(part);
  const isThere = (await folder.head(key)) !== undefined;
  const bytes = isThere ? await folder.get(key) : new Uint8Array();
  if (sha256Hex(bytes) !== parts[part]?.sha256) throw damaged(key);
  const lines = new TextDecoder().decode(bytes).split("\n").slice(0, -1);
  const records = lines.map((line) => recordOfLine(line, key));
  if (records.some(({ partition }) => belongsToMachine(partition))) throw damaged(key);
  return records;
}

/**
 * Puts all of them and takes away what was there beside them, but what belongs to
 * the machine: also the mark under which this has to be done, for it is many acts,
 * run again where it was cut short. When it returns, listings tell of all of them.
 * Throws `move-damaged`, `listings-late` (retryable).
 */
export async function bringRecords(
  records: Records,
  means: Means,
  carried: CarriedRecords,
): Promise<void> {
  const nameOf = ({ partition, sort }: RecordKey) => `${partition}\u0000${sort}`;
  const brought = new Set<string>();
  for (const part of carried.parts.keys()) {
    const found = await readPart(means, carried, part);
    await means.archive.put(found);
    for (const record of found) brought.add(nameOf(record));
  }
  for await (const page of movingRecords(means.archive)) {
    const strange = page.filter((record) => !brought.has(nameOf(record)));
    const writes = strange.map(({ partition, sort }): RecordWrite => ({
      kind: "delete",
      partition,
      sort,
      expect: "any",
    }));
    if (writes.length > 0) await records.commit(writes);
  }
  const there = await digestOf(movingRecords(means.archive));
  if (there.sha256 !== carried.sha256) throw damaged("records");
  // What is taken back next goes by listings: a story that is not listed yet would keep its yes.
  await means.archive.settled();
}
