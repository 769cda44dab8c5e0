import { archivedMonths, archiveParts } from "#core/feed/archive";
import type { FeedItem } from "#core/feed/item";
import { monthOf } from "#core/press/catalogue";
import { monthsPartition } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import type { NewestItems } from "./feed-window.ts";
import { findMonths, type storiesOn } from "./read-shelf.ts";

/** A month with more stories than this would be a page that no phone can open. */
export const monthStoriesMax = 2_000;

/**
 * What the press knows of one shelf without reading it: how many stories and
 * feed items each month has, and which archive documents its feed has had
 * pressed. It is derived, like a
 * page: whoever presses after a change counts the touched months again, under
 * the press's lease, so no withdrawal ever competes for it and a wrong count
 * lasts no longer than a stale page. It holds numbers and nobody's words.
 */
const ShelfMonthsSchema = z.object({
  stories: z.record(z.string(), z.int().positive()),
  items: z.record(z.string(), z.int().positive()),
  archive: z.array(z.object({ month: z.string(), parts: z.int().positive() })),
});
export type ShelfMonths = z.output<typeof ShelfMonthsSchema>;

/** Months with anything in them, newest first. */
export const monthNames = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.keys(counts).sort().reverse();

/** What was last recorded of a shelf; empty for one that nothing ever stood on. */
export async function readMonths(app: App, shelf: string): Promise<ShelfMonths> {
  const record = await app.records.get({ partition: monthsPartition, sort: shelf });
  return record === undefined
    ? { stories: {}, items: {}, archive: [] }
    : ShelfMonthsSchema.parse(record.body);
}

/** Under the lease only. */
export const monthsWrite = (shelf: string, months: ShelfMonths): RecordWrite => ({
  kind: "put",
  partition: monthsPartition,
  sort: shelf,
  body: ShelfMonthsSchema.parse(months),
  expect: "any",
});

/**
 * Whether two accounts say the same. Their members always stand in the same
 * order; months of another order count as a change, which costs one write and no
 * truth. A canonical text of ten thousand stories' months cost each of them more
 * than its page.
 */
export const isSameAccount = (a: ShelfMonths, b: ShelfMonths): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** How the press reads a shelf; a turn of it remembers what it has read. */
export type ShelfReader = {
  stories(shelf: string, max: number, month?: string): ReturnType<typeof storiesOn>;
  /** The newest items of the shelf's feed: more than its subscription document holds, where there are more. */
  newest(shelf: string): Promise<NewestItems>;
  /** All items of one month. */
  items(shelf: string, month: string): Promise<readonly FeedItem[]>;
};

/** The account of a shelf after these months have been counted again; what was pressed of its archive stays as it is. */
export async function recount(
  reader: ShelfReader,
  shelf: string,
  known: ShelfMonths,
  months: Iterable<string>,
): Promise<ShelfMonths> {
  const stories = { ...known.stories };
  const items = { ...known.items };
  for (const month of months) {
    set(stories, month, (await reader.stories(shelf, monthStoriesMax, month)).length);
    set(items, month, await countItems(reader, shelf, month, known));
  }
  return { ...known, stories, items };
}

/**
 * Out of what the documents of the feed need anyway: an archived month is read for
 * its own, and the newest items hold the whole of every month but the last that they reach.
 */
async function countItems(
  reader: ShelfReader,
  shelf: string,
  month: string,
  { archive }: Pick<ShelfMonths, "archive">,
): Promise<number> {
  if (archive.some((archived) => archived.month === month))
    return (await reader.items(shelf, month)).length;
  const { items, hasMore } = await reader.newest(shelf);
  const oldest = items.at(-1);
  if (hasMore && oldest !== undefined && monthOf(oldest) >= month)
    return (await reader.items(shelf, month)).length;
  return items.filter((item) => monthOf(item) === month).length;
}

function set(counts: Record<string, number>, month: string, count: number): void {
  if (count === 0) delete counts[month];
  else counts[month] = count;
}

/**
 * The archived months of a shelf's feed, newest first, with the number of documents
 * that each takes. One that is archived stays so while it has any story: readers keep
 * its address (RFC 5005 §4), and where the 300th story begins a month, each story that
 * comes or goes would make its document or delete it.
 */
export async function archiveOf(
  reader: ShelfReader,
  shelf: string,
  { items, archive }: Pick<ShelfMonths, "items" | "archive">,
): Promise<ShelfMonths["archive"]> {
  const newest = await reader.newest(shelf);
  const months = monthNames(items);
  const archived = new Set([
    ...archivedMonths(newest.items, months),
    ...archive.map(({ month }) => month),
  ]);
  return months
    .filter((month) => archived.has(month))
    .map((month) => ({ month, parts: archiveParts(items[month] ?? 0) }));
}

/** The account of a shelf made from the shelf itself, as far as it is not known. */
export async function rebuildMonths(
  app: App,
  reader: ShelfReader,
  shelf: string,
  known: ShelfMonths,
): Promise<ShelfMonths> {
  const found = await findMonths(app, shelf);
  const gone = monthNames({ ...known.stories, ...known.items }).filter(
    (month) => !found.includes(month),
  );
  const unknown = found.filter((month) => known.stories[month] === undefined);
  return recount(reader, shelf, known, [...unknown, ...gone]);
}
