import {
  entriesPerFile,
  entryOf,
  type LogFile,
  LogFileSchema,
  logFiles,
} from "#core/consent/checkpoint";
import { LedgerLeafSchema } from "#core/consent/ledger";
import {
  chainSort,
  episodeOfPartition,
  episodePartition,
  leafPrefix,
  logFileSort,
  logHeadSort,
  logPartition,
  unloggedListing,
  unloggedSort,
} from "#core/record-keys";
import type { RecordWrite, StoredRecord } from "#ports/records";
import { asRead } from "#ports/records-rules";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll, retryOnConflict } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";

/** Which name a story's chain has in the log, and how far it stands in it. */
export const ChainSchema = z.object({ ledgerId: z.string(), logged: z.int().nonnegative() });

const HeadSchema = z.object({ size: z.int().nonnegative() });
const headKey = { partition: logPartition, sort: logHeadSort };

/** Two writes a chain, two files at most and the head: well under a commit's 100. */
const chainsPerCommitMax = 40;

type Grown = {
  readonly entry: string;
  readonly chain: StoredRecord;
  readonly mark: StoredRecord;
  readonly sequence: number;
};

/**
 * Adds one entry to the log for each chain that grew since it was last here, in
 * the order of the entries' hashes, which says nothing. Only under the log's
 * lease. Returns how many were added.
 */
export async function appendToLog(app: App): Promise<number> {
  const grown = [...(await grownChains(app))].sort((a, b) => (a.entry < b.entry ? -1 : 1));
  for (let start = 0; start < grown.length; start += chainsPerCommitMax) {
    const batch = grown.slice(start, start + chainsPerCommitMax);
    await retryOnConflict(() => append(app, batch));
  }
  return grown.length;
}

async function grownChains(app: App): Promise<readonly Grown[]> {
  const grown: Grown[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(unloggedListing, from))) {
    for (const { partition } of page.records) {
      // A listing may lag behind; the mark itself does not.
      const mark = await app.records.get({ partition, sort: unloggedSort });
      if (mark === undefined) continue;
      const chain = await app.records.get({ partition, sort: chainSort });
      const head = await headOf(app, episodeOfPartition(partition));
      if (chain === undefined || head === undefined) continue;
      const { ledgerId } = ChainSchema.parse(chain.body);
      grown.push({ entry: entryOf(ledgerId, head), chain, mark, sequence: head.sequence });
    }
  }
  return grown;
}

async function headOf(app: App, episodeId: string) {
  const options = { sortPrefix: leafPrefix, descending: true, limit: 1 };
  const { records } = await app.records.query(episodePartition(episodeId), options);
  return records[0] && LedgerLeafSchema.parse(records[0].body);
}

async function append(app: App, batch: readonly Grown[]): Promise<void> {
  const head = await app.records.get(headKey);
  const size = head === undefined ? 0 : HeadSchema.parse(head.body).size;
  const fresh: Grown[] = [];
  for (const one of batch) {
    // Erased meanwhile, or grown again: then it is for the next checkpoint.
    if (await isAsItWas(app, one)) fresh.push(one);
  }
  if (fresh.length === 0) return;
  const last = Math.floor(size / entriesPerFile);
  const file = await app.records.get({ partition: logPartition, sort: logFileSort(last) });
  const former = file === undefined ? [] : LogFileSchema.parse(file.body).entries;
  const entries = [...former, ...fresh.map(({ entry }) => entry)];
  await app.records.commit([
    ...logFiles(entries).map((part, index) =>
      fileWrite(last + index, part, index === 0 ? file : undefined),
    ),
    {
      kind: "put",
      ...headKey,
      body: { size: size + fresh.length },
      expect: asRead(head?.version),
    },
    ...fresh.flatMap(loggedWrites),
  ]);
}

async function isAsItWas(app: App, { chain, mark }: Grown): Promise<boolean> {
  const [chainNow, markNow] = await Promise.all([app.records.get(chain), app.records.get(mark)]);
  return chainNow?.version === chain.version && markNow?.version === mark.version;
}

function fileWrite(file: number, part: LogFile, former: StoredRecord | undefined): RecordWrite {
  return {
    kind: "put",
    partition: logPartition,
    sort: logFileSort(file),
    body: LogFileSchema.parse({ ...part, first: file * entriesPerFile }),
    expect: asRead(former?.version),
  };
}

function loggedWrites({ chain, mark, sequence }: Grown): RecordWrite[] {
  const { partition, sort, version, body } = chain;
  const { ledgerId } = ChainSchema.parse(body);
  return [
    {
      kind: "put",
      partition,
      sort,
      body: { ledgerId, logged: sequence },
      expect: { version },
    },
    // A leaf that is written at this very moment sets the mark again: then all of this is done anew.
    { kind: "delete", partition, sort: unloggedSort, expect: { version: mark.version } },
  ];
}

/** Every entry of the log, from its first. */
export async function readLog(app: App): Promise<readonly string[]> {
  const files = await queryAll(app.records, logPartition, "file#");
  return files.flatMap(({ body }) => LogFileSchema.parse(body).entries);
}
