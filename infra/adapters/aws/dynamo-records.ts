import { decodeCursor, encodeCursor } from "#ports/page-cursor";
import { pageLimit } from "#ports/page-limit";
import {
  ConflictError,
  type Expectation,
  type QueryOptions,
  type RecordKey,
  type RecordPage,
  type Records,
  type RecordWrite,
  type StoredRecord,
} from "#ports/records";
import { checkCommit, encodeBody } from "#ports/records-rules";
import { type DynamoTable, type Item, type ItemQuery, tableShape } from "./dynamo-table.ts";

const recordsAPage = 100;
/** No key part holds a NUL (ports/records-rules), so joining with it keeps the order of the parts. */
export const placeJoint = "\0";

/**
 * Records in one DynamoDB table with one sparse index. Every commit is a
 * transaction, also of a single write: the SDK gives each a token, so that a
 * retry after a lost answer neither conflicts with itself nor counts twice.
 */
export function createDynamoRecords(config: { readonly table: DynamoTable }): Records {
  const { table } = config;
  return {
    name: "dynamo-records",
    async get(key) {
      const item = await table.get(keyItem(key));
      return item && recordOf(item);
    },
    query: (partition, options = {}) => {
      const { sortPrefix = "" } = options;
      const prefixed = sortPrefix === "" ? {} : { ":prefix": { S: sortPrefix } };
      return readPage(table, options, {
        query: ["partition", partition, sortPrefix],
        condition: sortPrefix === "" ? "#pk = :pk" : "#pk = :pk AND begins_with(#sk, :prefix)",
        names: {
          "#pk": tableShape.partition,
          ...(sortPrefix === "" ? {} : { "#sk": tableShape.sort }),
        },
        values: { ":pk": { S: partition }, ...prefixed },
        placeOf: ({ sort }) => [sort],
        keyAt: ([sort = ""]) => keyItem({ partition, sort }),
      });
    },
    queryListing: (list, options = {}) =>
      readPage(table, options, {
        query: ["listing", list],
        index: tableShape.index,
        condition: "#list = :list",
        names: { "#list": tableShape.list },
        values: { ":list": { S: list } },
        placeOf: ({ partition, sort }, item) => [item["place"]?.S ?? "", partition, sort],
        keyAt: ([place = "", partition = "", sort = ""]) => ({
          ...keyItem({ partition, sort }),
          [tableShape.list]: { S: list },
          [tableShape.place]: { S: place },
        }),
      }),
    commit: (writes) => commit(table, writes),
  };
}

const keyItem = ({ partition, sort }: RecordKey) => ({
  [tableShape.partition]: { S: partition },
  [tableShape.sort]: { S: sort },
});

/** A record as it lies in the table. */
export const recordOf = (item: Item): StoredRecord => ({
  partition: item[tableShape.partition]?.S ?? "",
  sort: item[tableShape.sort]?.S ?? "",
  version: Number(item["version"]?.N),
  body: JSON.parse(item["body"]?.S ?? "null") as unknown,
});

async function commit(table: DynamoTable, writes: readonly RecordWrite[]): Promise<void> {
  checkCommit(writes);
  const bodies = writes.map((write) => (write.kind === "put" ? encodeBody(write.body) : ""));
  // Looking at an item of which nothing is expected asks for nothing.
  const asked = writes.flatMap((write, index) =>
    write.kind === "check" && write.expect === "any" ? [] : [{ write, body: bodies[index] ?? "" }],
  );
  if (asked.length === 0) return;
  const outcome = await table.transact((tableName) =>
    asked.map(({ write, body }) => transactItem(tableName, write, body)),
  );
  if (outcome.done) return;
  throw new ConflictError(
    outcome.failed.flatMap((index) => {
      const write = asked[index]?.write;
      return write === undefined ? [] : [{ partition: write.partition, sort: write.sort }];
    }),
  );
}

function transactItem(tableName: string, write: RecordWrite, body: string) {
  const { condition, names, values } = conditionOf(write.expect);
  const common = {
    TableName: tableName,
    Key: keyItem(write),
    ...(condition === undefined ? {} : { ConditionExpression: condition }),
  };
  if (write.kind === "put") {
    const update = updateOf(write, body);
    return {
      Update: {
        ...common,
        UpdateExpression: update.expression,
        ExpressionAttributeNames: { ...names, ...update.names },
        ExpressionAttributeValues: { ...values, ...update.values },
      },
    };
  }
  const item = {
    ...common,
    ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
  if (write.kind === "delete") return { Delete: item };
  return { ConditionCheck: { ...item, ConditionExpression: condition ?? "" } };
}

function conditionOf(expect: Expectation): {
  readonly condition?: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, { readonly N: string }>;
} {
  if (expect === "any") return { names: {}, values: {} };
  if (expect === "absent" || expect === "present") {
    const condition = `${expect === "absent" ? "attribute_not_exists" : "attribute_exists"}(#pk)`;
    return { condition, names: { "#pk": tableShape.partition }, values: {} };
  }
  return {
    condition: "#version = :expected",
    names: { "#version": "version" },
    values: { ":expected": { N: String(expect.version) } },
  };
}

/** An update, since only that can count: the version grows by one with every put, and starts again with a new item. */
function updateOf(write: Extract<RecordWrite, { kind: "put" }>, body: string) {
  const { listing } = write;
  const listed =
    listing === undefined
      ? { expression: "REMOVE #list, #place", values: {} }
      : {
          expression: "",
          values: {
            ":list": { S: listing.list },
            ":place": { S: [listing.order, write.partition, write.sort].join(placeJoint) },
          },
        };
  const set = listing === undefined ? "" : ", #list = :list, #place = :place";
  return {
    expression:
      `SET #body = :body, #version = if_not_exists(#version, :zero) + :one${set} ${listed.expression}`.trim(),
    names: {
      "#body": "body",
      "#version": "version",
      "#list": tableShape.list,
      "#place": tableShape.place,
    },
    values: { ":body": { S: body }, ":zero": { N: "0" }, ":one": { N: "1" }, ...listed.values },
  };
}

type PageQuery = Pick<ItemQuery, "index" | "condition" | "names" | "values"> & {
  /** What a cursor belongs to. */
  readonly query: readonly string[];
  readonly placeOf: (record: RecordKey, item: Item) => readonly string[];
  readonly keyAt: (place: readonly string[]) => Item;
};

async function readPage(
  table: DynamoTable,
  options: QueryOptions,
  { query, placeOf, keyAt, ...asked }: PageQuery,
): Promise<RecordPage> {
  const limit = pageLimit(options.limit, recordsAPage);
  const descending = options.descending ?? false;
  const cursorOf = [...query, descending];
  const { cursor } = options;
  const after = cursor === undefined ? {} : { after: keyAt(decodeCursor(cursorOf, cursor)) };
  // One more than asked for tells whether there is another page.
  const { items, more } = await table.query({ ...asked, ...after, descending, limit: limit + 1 });
  const page = items.slice(0, limit);
  const last = items.length > limit || more ? page.at(-1) : undefined;
  return {
    records: page.map(recordOf),
    ...(last && { cursor: encodeCursor(cursorOf, placeOf(recordOf(last), last)) }),
  };
}
