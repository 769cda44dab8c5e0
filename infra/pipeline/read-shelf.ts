import { type EpisodeCard, EpisodeCardSchema } from "#core/catalogue";
import { shelfPartition } from "#core/storage-keys";
import type { App } from "./app.ts";

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
  const now = app.clock.now();
  const cards: EpisodeCard[] = [];
  let cursor: string | undefined;
  do {
    const page = await app.records.query(shelfPartition(shelf), {
      descending: true,
      limit: Math.min(max - cards.length + 1, 100),
      ...(month === undefined ? {} : { sortPrefix: month }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const read = page.records.map(({ body }) => EpisodeCardSchema.parse(body));
    cards.push(...read.filter(({ closesAt }) => closesAt === undefined || closesAt > now));
    cursor = page.cursor;
  } while (cursor !== undefined && cards.length < max);
  return cards.slice(0, max);
}

/**
 * The months (UTC, `YYYY-MM`, newest first) in which stories on a shelf came
 * out. It asks for each year's months that exist instead of reading every card:
 * the cost grows with months, not with stories.
 */
export async function monthsOn(app: App, shelf: string): Promise<readonly string[]> {
  const partition = shelfPartition(shelf);
  const edge = async (descending: boolean) =>
    (await app.records.query(partition, { descending, limit: 1 })).records[0]?.sort.slice(0, 7);
  const [first, last] = await Promise.all([edge(false), edge(true)]);
  if (first === undefined || last === undefined) return [];
  const found = await Promise.all(
    monthsBetween(first, last).map(async (month) => {
      const { records } = await app.records.query(partition, { sortPrefix: month, limit: 1 });
      return records.length > 0 ? [month] : [];
    }),
  );
  return found.flat().reverse();
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
