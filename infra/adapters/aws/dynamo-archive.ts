import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { type ArchivedRecord, archivedAtOnceMax, type RecordArchive } from "#ports/record-archive";
import { checkCommit, encodeBody } from "#ports/records-rules";
import { placeJoint, recordOf } from "./dynamo-records.ts";
import { type DynamoTable, type Item, tableShape } from "./dynamo-table.ts";

/** The index follows within a second, says Amazon, and sometimes it takes longer; more than this is trouble. */
const looksMax = 120;
const lookAgainMs = 1_000;

/** Every record of one DynamoDB table; leases lie there too and are no records. */
export function createDynamoArchive(config: {
  readonly table: DynamoTable;
  readonly pause?: (ms: number) => Promise<void>;
}): RecordArchive {
  const { table, pause = wait } = config;
  return {
    name: "dynamo-archive",
    async *pages() {
      for await (const items of table.scan(archivedAtOnceMax)) {
        const records = items.filter((item) => item["body"] !== undefined).map(archivedOf);
        if (records.length > 0) yield records;
      }
    },
    async put(records) {
      checkCommit(records.map((record) => ({ ...record, kind: "put", expect: "any" })));
      const items = records.map(itemOf);
      for (const batch of batchesOf(items)) {
        const outcome = await table.transact((TableName) =>
          batch.map(({ item }) => ({ Put: { TableName, Item: { ...item } } })),
        );
        if (!outcome.done) throw new TypeError("an unconditional transaction was refused");
      }
    },
    async settled() {
      for (let look = 1; !(await isListedAsItStands(table)); look += 1) {
        if (look === looksMax) throw new AppError("listings-late", { retryable: true });
        await pause(lookAgainMs);
      }
    },
  };
}

/** Whether the index holds every listed item of the table as it is there, and no other. */
async function isListedAsItStands(table: DynamoTable): Promise<boolean> {
  const stands = await listedIn(table.scan(archivedAtOnceMax));
  const listed = await listedIn(table.scan(archivedAtOnceMax, tableShape.index));
  return stands.size === listed.size && [...stands].every((item) => listed.has(item));
}

async function listedIn(pages: AsyncIterable<readonly Item[]>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const items of pages) {
    for (const item of items) {
      if (item[tableShape.list] === undefined) continue;
      const sorted = Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
      found.add(sha256Hex(JSON.stringify(sorted)));
    }
  }
  return found;
}

/** A transaction takes 4 MB; what its items weigh beside their bodies is far below half of it. */
const batchBytesMax = 2_000_000;

type Weighed = { readonly item: Item; readonly bytes: number };

function batchesOf(items: readonly Weighed[]): readonly (readonly Weighed[])[] {
  const batches: Weighed[][] = [];
  let bytes = batchBytesMax;
  for (const weighed of items) {
    if (bytes + weighed.bytes > batchBytesMax) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(weighed);
    bytes += weighed.bytes;
  }
  return batches;
}

function itemOf({ partition, sort, version, body, listing }: ArchivedRecord): Weighed {
  const text = encodeBody(body);
  const place = listing && [listing.order, partition, sort].join(placeJoint);
  const item: Item = {
    [tableShape.partition]: { S: partition },
    [tableShape.sort]: { S: sort },
    version: { N: String(version) },
    body: { S: text },
    ...(listing === undefined || place === undefined
      ? {}
      : { [tableShape.list]: { S: listing.list }, [tableShape.place]: { S: place } }),
  };
  return { item, bytes: Buffer.byteLength(text) };
}

function archivedOf(item: Item): ArchivedRecord {
  const list = item[tableShape.list]?.S;
  const [order = ""] = (item[tableShape.place]?.S ?? "").split(placeJoint);
  return { ...recordOf(item), ...(list === undefined ? {} : { listing: { list, order } }) };
}
