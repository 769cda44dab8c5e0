import { AppError } from "#core/errors";
import { canonicalJson } from "#core/hash";
import type { Backups } from "#ports/backups";
import { ConflictError, type Expectation, type Records, type StoredRecord } from "#ports/records";
import { type Hook, noHook } from "./memory-hook.ts";
import { memoryObjectStore } from "./memory-object-store.ts";

type MemoryItems = Map<
  string,
  StoredRecord & { readonly listing?: { list: string; order: string } }
>;

/** Records as a list that is gone through; a commit is all or nothing, as everywhere. */
export function memoryRecords(hook: Hook = noHook): Records & { readonly items: MemoryItems } {
  const items: MemoryItems = new Map();
  const nameOf = (key: { partition: string; sort: string }) => `${key.partition}\u0000${key.sort}`;
  const holds = (expect: Expectation, record: StoredRecord | undefined) =>
    expect === "any" ||
    (expect === "absent"
      ? record === undefined
      : record !== undefined && (expect === "present" || record.version === expect.version));
  const paged = (all: readonly StoredRecord[], limit = 100, after = -1) => {
    const records = all.slice(after + 1, after + 1 + limit);
    const last = records.at(-1);
    const more = last !== undefined && all.length > after + 1 + records.length;
    return more ? { records, cursor: nameOf(last) } : { records };
  };
  const placeOf = (all: readonly StoredRecord[], cursor?: string) =>
    cursor === undefined ? -1 : all.findIndex((record) => nameOf(record) === cursor);
  return {
    name: "memory",
    items,
    async get(key) {
      await hook("get");
      return items.get(nameOf(key));
    },
    async query(partition, { sortPrefix = "", descending = false, limit = 10_000, cursor } = {}) {
      await hook("query");
      const found = [...items.values()]
        .filter((item) => item.partition === partition && item.sort.startsWith(sortPrefix))
        .sort((a, b) => (a.sort < b.sort ? -1 : 1));
      if (descending) found.reverse();
      return paged(found, limit, placeOf(found, cursor));
    },
    async queryListing(list) {
      await hook("queryListing");
      const found = [...items.values()].filter((item) => item.listing?.list === list);
      return paged(
        found.sort((a, b) => ((a.listing?.order ?? "") < (b.listing?.order ?? "") ? -1 : 1)),
        10_000,
      );
    },
    async commit(writes) {
      await hook("commit");
      const failed = writes.filter((write) => !holds(write.expect, items.get(nameOf(write))));
      if (failed.length > 0) throw new ConflictError(failed);
      for (const write of writes) {
        const name = nameOf(write);
        if (write.kind === "delete") items.delete(name);
        if (write.kind !== "put") continue;
        items.set(name, {
          partition: write.partition,
          sort: write.sort,
          body: JSON.parse(canonicalJson(write.body)),
          version: (items.get(name)?.version ?? 0) + 1,
          ...(write.listing === undefined ? {} : { listing: write.listing }),
        });
      }
      await hook("committed");
    },
  };
}

/** Copies of the records in memory, by the name of a folder; each commit of theirs may be where a process dies. */
export function memoryBackups(
  { items }: ReturnType<typeof memoryRecords>,
  hook: Hook = noHook,
): Backups {
  const copies = new Map<string, { readonly items: MemoryItems; readonly notes: unknown }>();
  const copyOf = (folder: string) => {
    const copy = copies.get(folder);
    if (copy === undefined)
      throw new AppError("backup-damaged", { params: { folder, problem: "" } });
    return copy;
  };
  const files = new Map<string, ReturnType<typeof memoryObjectStore>>();
  return {
    name: "memory",
    begin: async (folder) => {
      if (copies.has(folder)) throw new AppError("backup-exists", { params: { folder } });
    },
    files: (folder) => {
      const store = files.get(folder) ?? memoryObjectStore(hook);
      files.set(folder, store);
      return store;
    },
    async save(folder, notes) {
      await hook("save backup");
      copies.set(folder, { items: new Map(items), notes });
    },
    check: async (folder) => copyOf(folder).notes,
    async load(folder, { partition, sort, body }) {
      const copy = copyOf(folder);
      await hook("load backup");
      items.clear();
      for (const [name, item] of copy.items) items.set(name, item);
      items.set(`${partition}\u0000${sort}`, { partition, sort, body, version: 1 });
      await hook("backup loaded");
    },
  };
}
