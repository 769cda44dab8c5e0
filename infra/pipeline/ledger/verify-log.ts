import { entryOf, logFilePath, LogFileSchema, logFiles } from "#core/consent/checkpoint";
import { LedgerLeafSchema } from "#core/consent/ledger";
import { canonicalJson } from "#core/hash";
import { chainSort, episodePartition, leafPrefix } from "#core/record-keys";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";
import { ChainSchema, readLog } from "./ledger-log.ts";
import { checkpointNote, publishedCheckpoint, readText } from "./publish-checkpoint.ts";

/** What is wrong with the published log; with the story it is about, or the address. */
export type LogFault = {
  readonly code:
    | "log-not-published"
    | "log-shorter-than-published"
    | "checkpoint-not-ours"
    | "entries-changed"
    | "head-not-in-log";
  readonly episodeId?: string;
  readonly path?: string;
};

export type LogCheck = {
  readonly ok: boolean;
  readonly entries: number;
  /** How many of them the published checkpoint covers; the rest comes with the next one. */
  readonly published: number;
  readonly faults: readonly LogFault[];
};

/**
 * Compares what the world sees of the log with what is kept of it: the signed
 * checkpoint, byte for byte; the files of entries; and that each chain's logged
 * head is an entry. Where no consent was ever given there need be no log.
 * Changes nothing.
 */
export async function verifyLog(app: App, episodeIds: readonly string[]): Promise<LogCheck> {
  const entries = await readLog(app);
  const faults: LogFault[] = [];
  const published = await publishedCheckpoint(app);
  if (published === undefined) {
    if (entries.length > 0) faults.push({ code: "log-not-published" });
  } else if (!(published.size <= entries.length)) {
    faults.push({ code: "log-shorter-than-published" });
  } else {
    const covered = entries.slice(0, published.size);
    const { text } = await checkpointNote(app, covered);
    if (text !== published.note) faults.push({ code: "checkpoint-not-ours" });
    faults.push(...(await changedFiles(app, covered)));
  }
  const known = new Set(entries);
  for (const episodeId of episodeIds) {
    if (!(await isLogged(app, episodeId, known)))
      faults.push({ code: "head-not-in-log", episodeId });
  }
  return {
    ok: faults.length === 0,
    entries: entries.length,
    published: published?.size ?? 0,
    faults,
  };
}

/** A file may hold more than the checkpoint covers: it is written first. */
async function changedFiles(app: App, covered: readonly string[]): Promise<readonly LogFault[]> {
  const faults: LogFault[] = [];
  for (const [index, part] of logFiles(covered).entries()) {
    const path = logFilePath(index);
    const file = LogFileSchema.safeParse(parsed(await readText(app, path))).data;
    const same =
      file?.first === part.first &&
      canonicalJson(file.entries.slice(0, part.entries.length)) === canonicalJson(part.entries);
    if (!same) faults.push({ code: "entries-changed", path });
  }
  return faults;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function isLogged(app: App, episodeId: string, known: ReadonlySet<string>) {
  const partition = episodePartition(episodeId);
  const record = await app.records.get({ partition, sort: chainSort });
  if (record === undefined) return true;
  const { ledgerId, logged } = ChainSchema.parse(record.body);
  if (logged === 0) return true;
  const leaves = await queryAll(app.records, partition, leafPrefix);
  const head = leaves
    .map(({ body }) => LedgerLeafSchema.parse(body))
    .find(({ sequence }) => sequence === logged);
  return head !== undefined && known.has(entryOf(ledgerId, head));
}
