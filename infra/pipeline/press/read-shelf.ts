import { type EpisodeCard, EpisodeCardSchema } from "#core/press/catalogue";
import { type FeedEntry, FeedEntrySchema } from "#core/feed/item";
import { feedShelf, shelfPartition } from "#core/record-keys";
import type { App } from "../app.ts";

/** The most that one query gives (ports/page-limit). */
const queryMax = 1_000;

/**
 * The newest cards of a shelf, at most `max`, optionally of one month
 * (`YYYY-MM`) only. A card whose consent has ended since is left out, also
 * before the sweep has closed it.
 */
export async function storiesOn(
  app: App,
  shelf: string,
  max: number,
  month?: string,
): Promise<readonly EpisodeCard[]> {
  return newestOn(app, shelf, (body) => EpisodeCardSchema.parse(body), max, month);
}

/** As `storiesOn`, the feed items of the stories on a shelf that may be in feeds. */
export async function feedItemsOn(
  app: App,
  shelf: string,
  max: number,
  month?: string,
): Promise<readonly FeedEntry[]> {
  return newestOn(app, feedShelf(shelf), (body) => FeedEntrySchema.parse(body), max, month);
}

async function newestOn<T extends { readonly closesAt?: string | undefined }>(
  app: App,
  shelf: string,
  parse: (body: unknown) => T,
  max: number,
  month: string | undefined,
): Promise<readonly T[]> {
  const now = app.clock.now();
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.records.query(shelfPartition(shelf), {
      descending: true,
      limit: Math.min(max - found.length, queryMax),
      ...(month === undefined ? {} : { sortPrefix: month }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const read = page.records.map(({ body }) => parse(body));
    found.push(...read.filter(({ closesAt }) => closesAt === undefined || closesAt > now));
    cursor = page.cursor;
  } while (cursor !== undefined && found.length < max);
  return found;
}

/**
 * The months (UTC, `YYYY-MM`, newest first) in which stories on a shelf came
 * out, asked of the shelf itself: one look for each month of the calendar
 * between the first story and the last. The press does this once; afterwards it
 * keeps account (pipeline/press/shelf-months.ts).
 */
export async function findMonths(app: App, shelf: string): Promise<readonly string[]> {
  const partition = shelfPartition(shelf);
  const edge = async (descending: boolean) =>
    (await app.records.query(partition, { descending, limit: 1 })).records[0]?.sort.slice(0, 7);
  const [first, last] = await Promise.all([edge(false), edge(true)]);
  if (first === undefined || last === undefined) return [];
  const found: string[] = [];
  for (const month of monthsBetween(first, last)) {
    const { records } = await app.records.query(partition, { sortPrefix: month, limit: 1 });
    if (records.length > 0) found.push(month);
  }
  return found.reverse();
}

/** Every month from `first` to `last`, both included. */
function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = first.split("-").map(Number);
  for (;;) {
    const name = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
    if (name > last) return months;
    months.push(name);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
}
