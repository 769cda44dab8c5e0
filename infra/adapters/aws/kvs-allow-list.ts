// KeyValueStore requests are signed for many regions at once; the SDK finds its signer by this import.
import "@aws-sdk/signature-v4a";
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import { type AllowEntry, type AllowList, StaleListError } from "#ports/allow-list";
import { checkAllowEntry } from "#ports/allow-list-rules";
import { decodeCursor, encodeCursor } from "#ports/page-cursor";
import { pageLimit } from "#ports/page-limit";
import { awsErrorName, translating } from "./aws-errors.ts";

const entriesAPage = 100;
const listQuery = ["allow-list"];
/** The most that ListKeys gives at a time. */
const keysAPage = 50;

type Kvs = { readonly client: CloudFrontKeyValueStoreClient; readonly arn: string };
type Entries = readonly { readonly episodeId: string; readonly entry: AllowEntry }[];

/**
 * The allow-list in CloudFront's KeyValueStore, which the gate at the edge
 * reads. Each update names the ETag that it rests on; CloudFront refuses it when
 * another came first. Values are `allowed <publication> <epoch>` and
 * `denied <epoch>`; infra/edge reads the same.
 */
export function createKvsAllowList(config: { readonly arn: string }): AllowList {
  const kvs: Kvs = { client: new CloudFrontKeyValueStoreClient({}), arn: config.arn };
  const call = <T>(work: () => Promise<T>) => translating("cloudfront-keyvaluestore", work);
  const pages = createPages(kvs);
  return {
    name: "kvs-allow-list",
    etag: () => call(() => etagOf(kvs)),
    get: (episodeId) => call(() => readEntry(kvs, episodeId)),
    list: (options = {}) =>
      call(async () => {
        const limit = pageLimit(options.limit, entriesAPage);
        const { cursor } = options;
        const after = cursor === undefined ? "" : (decodeCursor(listQuery, cursor)[0] ?? "");
        const all = await pages();
        const ahead = all.filter(({ episodeId }) => compareUtf8(episodeId, after) > 0);
        const entries = ahead.slice(0, limit);
        const last = ahead.length > limit ? entries.at(-1) : undefined;
        return { entries, ...(last && { cursor: encodeCursor(listQuery, [last.episodeId]) }) };
      }),
    put: (episodeId, entry, ifMatch) =>
      call(async () => {
        checkAllowEntry(episodeId, entry);
        await fenced(ifMatch, () =>
          kvs.client.send(
            new PutKeyCommand({
              KvsARN: kvs.arn,
              Key: episodeId,
              Value: valueOf(entry),
              IfMatch: ifMatch,
            }),
          ),
        );
      }),
    remove: (episodeId, ifMatch) =>
      call(async () => {
        try {
          await fenced(ifMatch, () =>
            kvs.client.send(
              new DeleteKeyCommand({ KvsARN: kvs.arn, Key: episodeId, IfMatch: ifMatch }),
            ),
          );
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }),
  };
}

const isMissing = (error: unknown) => awsErrorName(error) === "ResourceNotFoundException";

async function etagOf({ client, arn }: Kvs): Promise<string> {
  const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }));
  if (ETag === undefined) throw new TypeError("the KeyValueStore has no ETag");
  return ETag;
}

async function readEntry({ client, arn }: Kvs, episodeId: string): Promise<AllowEntry | undefined> {
  try {
    const { Value } = await client.send(new GetKeyCommand({ KvsARN: arn, Key: episodeId }));
    return entryOf(Value ?? "");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** ConflictException is what CloudFront answers to an ETag that is not the store's; to what is no ETag at all, ValidationException. */
async function fenced(ifMatch: string, update: () => Promise<unknown>): Promise<void> {
  if (ifMatch === "") throw new StaleListError();
  try {
    await update();
  } catch (error) {
    const name = awsErrorName(error);
    if (name !== "ConflictException" && name !== "ValidationException") throw error;
    throw new StaleListError(error);
  }
}

/**
 * All entries in order: the store promises no order of its own. They are read
 * once for each ETag, so that following a cursor costs one request a page.
 */
function createPages(kvs: Kvs): () => Promise<Entries> {
  let known: { readonly etag: string; readonly entries: Entries } | undefined;
  return async () => {
    const etag = await etagOf(kvs);
    if (known?.etag === etag) return known.entries;
    const entries = await readAll(kvs);
    // Read while something changed, it may be a mixture: good for an answer, not to be kept.
    known = (await etagOf(kvs)) === etag ? { etag, entries } : undefined;
    return entries;
  };
}

async function readAll({ client, arn }: Kvs): Promise<Entries> {
  const entries: { episodeId: string; entry: AllowEntry }[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListKeysCommand({ KvsARN: arn, MaxResults: keysAPage, NextToken: token }),
    );
    for (const { Key, Value } of page.Items ?? []) {
      if (Key !== undefined) entries.push({ episodeId: Key, entry: entryOf(Value ?? "") });
    }
    token = page.NextToken;
  } while (token !== undefined);
  return entries.sort((a, b) => compareUtf8(a.episodeId, b.episodeId));
}

const compareUtf8 = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const valueOf = (entry: AllowEntry) =>
  entry.state === "allowed"
    ? `allowed ${entry.publication} ${entry.epoch}`
    : `denied ${entry.epoch}`;

/** What cannot be read is denied, as the gate denies it; epoch 0 lets every later decision replace it. */
function entryOf(value: string): AllowEntry {
  const [, publication, allowedEpoch] = /^allowed (\S+) (\d+)$/.exec(value) ?? [];
  if (publication !== undefined) {
    return { state: "allowed", publication, epoch: Number(allowedEpoch) };
  }
  const [, epoch = "0"] = /^denied (\d+)$/.exec(value) ?? [];
  return { state: "denied", epoch: Number(epoch) };
}
