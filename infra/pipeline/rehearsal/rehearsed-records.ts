import { ConflictError, type Expectation, type RecordKey } from "#ports/records";
import type { Records, RecordWrite, StoredRecord } from "#ports/records";
import { AppError } from "#core/errors";
import { everyPage } from "../every-page.ts";

const nameOf = ({ partition, sort }: RecordKey) => `${partition}\u0000${sort}`;

/** Sort keys that are queried are dates and ids: ASCII, in which every order is the same. */
const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Records over others: they read through, and keep what is committed to
 * themselves, under the same conditions. A partition that was written to is read
 * whole when it is asked for. Listings are those of the others: what a listing
 * leads to has been decided before anything is rehearsed.
 */
export function rehearsedRecords(base: Records): Records {
  const own = new Map<string, StoredRecord | "deleted">();
  const written = new Set<string>();
  const get = async (key: RecordKey): Promise<StoredRecord | undefined> => {
    const mine = own.get(nameOf(key));
    if (mine !== undefined) return mine === "deleted" ? undefined : mine;
    return base.get(key);
  };
  const whole = async (partition: string, sortPrefix: string): Promise<StoredRecord[]> => {
    const found = new Map<string, StoredRecord>();
    for await (const { records } of everyPage((from) =>
      base.query(partition, { sortPrefix, limit: 1_000, ...from }),
    ))
      for (const record of records) found.set(record.sort, record);
    for (const [name, record] of own) {
      const sort = name.slice(partition.length + 1);
      if (name !== nameOf({ partition, sort }) || !sort.startsWith(sortPrefix)) continue;
      if (record === "deleted") found.delete(sort);
      else found.set(sort, record);
    }
    return [...found.values()].sort((a, b) => inOrder(a.sort, b.sort));
  };
  return {
    name: "rehearsed",
    get,
    queryListing: (list, options) => base.queryListing(list, options),
    async query(partition, options = {}) {
      const { sortPrefix = "", descending = false, limit = 100, cursor } = options;
      const isBase = cursor !== undefined && !cursor.startsWith(ownCursor);
      if (!written.has(partition) || isBase) return base.query(partition, options);
      const all = await whole(partition, sortPrefix);
      if (descending) all.reverse();
      const after = cursor === undefined ? -1 : placeAfter(all, cursor, descending);
      const records = all.slice(after + 1, after + 1 + limit);
      const last = records.at(-1);
      const isMore = last !== undefined && after + 1 + records.length < all.length;
      return isMore ? { records, cursor: `${ownCursor}${last.sort}` } : { records };
    },
    async commit(writes) {
      const before = await Promise.all(writes.map(get));
      const failed = writes.filter(({ expect }, index) => !holds(expect, before[index]));
      if (failed.length > 0) throw new ConflictError(failed);
      for (const [index, write] of writes.entries()) {
        if (write.kind === "check") continue;
        written.add(write.partition);
        own.set(nameOf(write), changed(write, before[index]));
      }
    },
  };
}

const ownCursor = "rehearsed ";

/** The last record that does not come after the cursor's, which may be gone. */
function placeAfter(all: readonly StoredRecord[], cursor: string, descending: boolean): number {
  const sort = cursor.slice(ownCursor.length);
  const sign = descending ? -1 : 1;
  return all.findLastIndex((record) => sign * inOrder(record.sort, sort) <= 0);
}

function holds(expect: Expectation, record: StoredRecord | undefined): boolean {
  if (expect === "any") return true;
  if (expect === "absent") return record === undefined;
  return record !== undefined && (expect === "present" || record.version === expect.version);
}

function changed(
  write: Exclude<RecordWrite, { kind: "check" }>,
  before: StoredRecord | undefined,
): StoredRecord | "deleted" {
  if (write.kind === "delete") return "deleted";
  const { partition, sort, body } = write;
  // As it would come back from any engine: JSON, and nobody else's object.
  return { partition, sort, version: (before?.version ?? 0) + 1, body: copyOf(body) };
}

function copyOf(body: unknown): unknown {
  const text = JSON.stringify(body);
  if (text === undefined) throw new AppError("unexpected");
  return JSON.parse(text) as unknown;
}
