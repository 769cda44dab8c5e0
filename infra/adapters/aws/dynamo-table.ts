import {
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  type AttributeValue,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as pause } from "node:timers/promises";
import { awsErrorName, translating } from "./aws-errors.ts";

/** The attributes of the one table and its one index; infra/stack/table.ts says the same to AWS (tests/stack holds them together). */
export const tableShape = {
  partition: "pk",
  sort: "sk",
  index: "listings",
  list: "list",
  place: "place",
} as const;

export type Item = Readonly<Record<string, AttributeValue>>;
export type ItemPage = { readonly items: readonly Item[]; readonly more: boolean };

export type ItemQuery = {
  readonly index?: string;
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
  readonly descending: boolean;
  readonly limit: number;
  /** The key of the item to go on after. */
  readonly after?: Item;
};

/** Why a transaction was cancelled: which of its items' conditions did not hold, by position. */
export type Outcome =
  { readonly done: true } | { readonly done: false; readonly failed: readonly number[] };

/** The few requests that records and leases are made of. */
export type DynamoTable = {
  get(key: Item): Promise<Item | undefined>;
  query(query: ItemQuery): Promise<ItemPage>;
  /** Everything in the table, or in its index as far as that has come, up to so many items at a time. Functions have no right to it. */
  scan(limit: number, index?: string): AsyncIterable<readonly Item[]>;
  /** All or nothing; a retry by the SDK is the same transaction (its token), so nothing is written twice. */
  transact(writes: (tableName: string) => readonly TransactWriteItem[]): Promise<Outcome>;
};

/** Others' transactions on the same items last milliseconds; more tries than this means that they never stop. */
const contentionTriesMax = 12;
const contentionPauseMs = 12;

/** The table of this installation; endpoint, region and credentials are the SDK's own affair (AWS_ENDPOINT_URL_DYNAMODB, …). */
export function openDynamoTable(config: {
  readonly tableName: string;
  readonly random?: () => number;
}): DynamoTable {
  const { tableName, random = Math.random } = config;
  const client = new DynamoDBClient({});
  const call = <T>(work: () => Promise<T>) => translating("dynamodb", work);
  return {
    get: (key) =>
      call(async () => {
        const command = new GetItemCommand({
          TableName: tableName,
          Key: key,
          ConsistentRead: true,
        });
        return (await client.send(command)).Item;
      }),
    query: (query) => call(() => runQuery(client, tableName, query)),
    async *scan(limit, index) {
      for (let after: Item | undefined; ;) {
        const { Items: items = [], LastEvaluatedKey: last } = await call(() =>
          client.send(
            new ScanCommand({
              TableName: tableName,
              IndexName: index,
              ConsistentRead: index === undefined,
              Limit: limit,
              ExclusiveStartKey: after && { ...after },
            }),
          ),
        );
        yield items;
        if (last === undefined) return;
        after = last;
      }
    },
    transact: (writes) =>
      call(async () => {
        for (let attempt = 1; ; attempt += 1) {
          const outcome = await tryTransaction(client, writes(tableName));
          if (outcome !== "contended") return outcome;
          // Nobody's condition failed: the next try decides, and in the end the caller decides again.
          if (attempt === contentionTriesMax) return { done: false, failed: [] };
          await pause(contentionPauseMs * attempt * (0.5 + random()));
        }
      }),
  };
}

async function runQuery(
  client: DynamoDBClient,
  tableName: string,
  query: ItemQuery,
): Promise<ItemPage> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: query.index,
      // An index of this kind cannot be read consistently; the table itself can, and always is.
      ConsistentRead: query.index === undefined,
      KeyConditionExpression: query.condition,
      ExpressionAttributeNames: { ...query.names },
      ExpressionAttributeValues: { ...query.values },
      ScanIndexForward: !query.descending,
      Limit: query.limit,
      ExclusiveStartKey: query.after && { ...query.after },
    }),
  );
  return { items: answer.Items ?? [], more: answer.LastEvaluatedKey !== undefined };
}

async function tryTransaction(
  client: DynamoDBClient,
  writes: readonly TransactWriteItem[],
): Promise<Outcome | "contended"> {
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [...writes] }));
    return { done: true };
  } catch (error) {
    if (awsErrorName(error) === "TransactionInProgressException") return "contended";
    const reasons = cancellationReasons(error);
    if (reasons === undefined) throw error;
    const failed = reasons.flatMap((code, index) =>
      code === "ConditionalCheckFailed" ? [index] : [],
    );
    if (failed.length > 0) return { done: false, failed };
    if (reasons.includes("TransactionConflict")) return "contended";
    throw error;
  }
}

function cancellationReasons(error: unknown): readonly string[] | undefined {
  if (awsErrorName(error) !== "TransactionCanceledException") return undefined;
  const { CancellationReasons: reasons = [] } = error as {
    readonly CancellationReasons?: readonly { readonly Code?: string }[];
  };
  return reasons.map(({ Code }) => Code ?? "None");
}
