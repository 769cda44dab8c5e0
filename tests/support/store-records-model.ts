import type { Listing, QueryOptions, RecordKey, RecordWrite, StoredRecord } from "#ports/records";

/** What records are, in the simplest code that could be right: a map, sorted and filtered at every question. */
export type RecordsModel = {
  get(key: RecordKey): StoredRecord | undefined;
  /** The keys whose expectation fails; when there are none, everything has been written. */
  commit(writes: readonly RecordWrite[]): readonly RecordKey[];
  query(partition: string, options: Asked & { sortPrefix?: string }): readonly StoredRecord[];
  queryListing(list: string, options: Asked): readonly StoredRecord[];
};

type Asked = Pick<QueryOptions, "descending">;
type Item = StoredRecord & { readonly listing: Listing | undefined };

export function createRecordsModel(): RecordsModel {
  const items = new Map<string, Item>();
  const nameOf = (key: RecordKey) => JSON.stringify([key.partition, key.sort]);
  const holds = (write: RecordWrite) => {
    const version = items.get(nameOf(write))?.version;
    if (write.expect === "any") return true;
    if (write.expect === "absent") return version === undefined;
    if (write.expect === "present") return version !== undefined;
    return version === write.expect.version;
  };
  const put = (write: RecordWrite) => {
    if (write.kind === "delete") items.delete(nameOf(write));
    if (write.kind !== "put") return;
    const { partition, sort, body, listing } = write;
    const version = (items.get(nameOf(write))?.version ?? 0) + 1;
    items.set(nameOf(write), { partition, sort, version, body, listing });
  };
  const sorted = (
    wanted: (item: Item) => boolean,
    by: (item: Item) => readonly string[],
    asked: Asked,
  ) => {
    const found = [...items.values()].filter(wanted).sort((a, b) => compareAll(by(a), by(b)));
    return (asked.descending ? found.reverse() : found).map(recordOf);
  };
  return {
    get: (key) => {
      const item = items.get(nameOf(key));
      return item && recordOf(item);
    },
    commit: (writes) => {
      const failed = writes.filter((write) => !holds(write));
      if (failed.length === 0) writes.forEach(put);
      return failed.map(({ partition, sort }) => ({ partition, sort }));
    },
    query: (partition, { sortPrefix = "", ...asked }) =>
      sorted(
        (item) => item.partition === partition && item.sort.startsWith(sortPrefix),
        (item) => [item.sort],
        asked,
      ),
    queryListing: (list, asked) =>
      sorted(
        (item) => item.listing?.list === list,
        (item) => [item.listing?.order ?? "", item.partition, item.sort],
        asked,
      ),
  };
}

const recordOf = ({ partition, sort, version, body }: Item): StoredRecord => ({
  partition,
  sort,
  version,
  body,
});

function compareAll(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const order = compareCodePoints(text, b[index] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** The order of the UTF-8 bytes, which is that of the code points. */
export const compareCodePoints = (a: string, b: string) =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));
