import { type EpisodeCard } from "#core/press/catalogue";
import { planIndexChange } from "#core/press/plan";
import {
  groupPath,
  type IndexTask,
  pathOfIndexTask,
  searchFolder,
  shardPath,
  yearOf,
} from "#core/search/address";
import {
  changedShard,
  codeOf,
  groupOf,
  parseShard,
  type Shard,
  shardsWith,
  shardText,
} from "#core/search/shard";
import { publicKeyOfPath } from "#core/storage-keys";
import { utf8Of } from "#core/utf8";
import { ObjectNotFoundError } from "#ports/object-store";
import type { App } from "../app.ts";
import { everyEnd } from "../every-end.ts";
import { inGroups } from "../in-groups.ts";
import { everyPage } from "../every-page.ts";
import type { Live } from "../episode/episode-records.ts";
import { indexed, indexedIn } from "./index-entries.ts";
import type { PressCount } from "./press-count.ts";

/** What a story has left, or leaves, on what it shares with others: its card, and the shards of the index that hold its words. */
export type Trace = { readonly card: EpisodeCard; readonly shards: readonly number[] };

/** The trace of a live story. */
export const traceOf = ({ card, index }: Live): Trace => ({ card, shards: index?.shards ?? [] });

/** Shards that are read and written at the same time. */
const shardsAtOnce = 16;

/**
 * Brings the index up to date with the shelves, as far as these stories are
 * concerned: in every shard that held or holds their words they stand with the
 * terms that they have on the shelf now, or not at all. Only under the press's
 * lease.
 */
export async function pressIndexAround(
  app: App,
  traces: readonly Trace[],
  count: PressCount,
): Promise<void> {
  const tasks = new Map(
    traces.flatMap(planIndexChange).map((task) => [pathOfIndexTask(task), task] as const),
  );
  const entries = await entriesAround(app, traces);
  await inGroups([...tasks.values()], shardsAtOnce, async (task) => {
    const { codes, found } = entries.get(task.year) ?? { codes: [], found: [] };
    const body =
      task.kind === "stories"
        ? await groupBody(app, task)
        : await shardBody(app, task, codes, found.map(indexed));
    await write(app, pathOfIndexTask(task), body, count);
  });
}

/** What stands on the shelves under the codes of these stories: each themselves, and whoever has the same code. */
async function entriesAround(app: App, traces: readonly Trace[]) {
  const years = Map.groupBy(traces, ({ card }) => yearOf(card));
  const found = [...years].map(async ([year, those]) => {
    const codes = [...new Set(those.map(({ card }) => codeOf(card.id)))];
    const entries = await Promise.all(codes.map((code) => indexedIn(app, year, code)));
    return [year, { codes, found: entries.flat() }] as const;
  });
  return new Map(await Promise.all(found));
}

type Of<Kind extends IndexTask["kind"]> = Extract<IndexTask, { kind: Kind }>;

async function groupBody(app: App, { year, group }: Of<"stories">) {
  const ids = (await indexedIn(app, year, group)).map(({ id }) => id);
  return ids.length === 0 ? undefined : JSON.stringify(ids);
}

async function shardBody(
  app: App,
  task: Of<"words">,
  codes: readonly string[],
  stories: Parameters<typeof shardsWith>[0],
): Promise<string | undefined> {
  const before = await readShard(app, task);
  // A file that is none was torn: its year says what belongs in it.
  if (before === undefined) {
    const all = (await indexedIn(app, task.year)).map(indexed);
    return textOf(shardsWith(all).get(task.shard));
  }
  return textOf(changedShard(before, task.shard, codes, stories));
}

const textOf = (shard: Shard | undefined) => shard && shardText(shard);

async function readShard(app: App, task: Of<"words">): Promise<Shard | undefined> {
  try {
    const body = await app.publicStore.get(publicKeyOfPath(pathOfIndexTask(task)));
    return parseShard(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof ObjectNotFoundError) return {};
    throw error;
  }
}

async function write(
  app: App,
  path: string,
  text: string | undefined,
  count: PressCount,
): Promise<void> {
  const key = publicKeyOfPath(path);
  if (text !== undefined) {
    count[await app.publicStore.put(key, utf8Of(text))] += 1;
    return;
  }
  if ((await app.publicStore.head(key)) === undefined) return;
  await app.publicStore.delete(key);
  count.deleted += 1;
}

/** Every file of a year's index as the shelf stands now, by path. */
async function indexOfYear(app: App, year: string): Promise<ReadonlyMap<string, string>> {
  const entries = await indexedIn(app, year);
  const shards = [...shardsWith(entries.map(indexed))].flatMap(([number, shard]) => {
    const text = shardText(shard);
    return text === undefined ? [] : [[shardPath(year, number), text] as const];
  });
  const groups = [...Map.groupBy(entries, ({ id }) => groupOf(id))].map(
    ([group, those]) =>
      [groupPath(year, group), JSON.stringify(those.map(({ id }) => id))] as const,
  );
  return new Map([...shards, ...groups]);
}

/**
 * Writes the files of a year's index that come after `done` in order of path, or
 * deletes those that nothing belongs in any more, until `isOver`; returns the last
 * path, or nothing when the year is done. Under the press's lease: each turn reads
 * the shelf anew, so that it never writes what was taken back since.
 */
export async function pressYear(
  app: App,
  year: string,
  done: string,
  isOver: () => boolean,
  count: PressCount,
): Promise<string | undefined> {
  const wanted = await indexOfYear(app, year);
  const present = await keysUnder(app, `${searchFolder}${year}/`);
  const due = [...new Set([...wanted.keys(), ...present.map((key) => `/${key}`)])]
    .filter((path) => path > done)
    .sort();
  for (let at = 0; at < due.length; at += shardsAtOnce) {
    const some = due.slice(at, at + shardsAtOnce);
    await everyEnd(some.map((path) => write(app, path, wanted.get(path), count)));
    if (isOver()) return some.at(-1);
  }
  return undefined;
}

/** The years of which the public store has an index. */
export async function indexedYears(app: App): Promise<readonly string[]> {
  const keys = await keysUnder(app, searchFolder);
  return [...new Set(keys.flatMap((key) => key.split("/")[1] ?? []))];
}

/** The keys of the public store in a folder. */
export async function keysUnder(app: App, folder: string): Promise<readonly string[]> {
  const keys: string[] = [];
  const pages = everyPage(async ({ cursor }) => {
    const options = cursor === undefined ? {} : { after: cursor };
    const page = await app.publicStore.list(folder, options);
    return page.after === undefined ? { keys: page.keys } : { keys: page.keys, cursor: page.after };
  });
  for await (const page of pages) keys.push(...page.keys);
  return keys;
}
