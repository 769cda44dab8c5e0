import { searchPartition } from "#core/record-keys";
import { codeOf } from "#core/search/shard";
import type { RecordPage } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";

/** A published story as the index has it; stands on the shelf of its year, by its id. */
const IndexEntrySchema = z.object({
  id: z.string(),
  marked: z.array(z.string()),
  said: z.array(z.string()),
  /** Not to be found from this moment on. */
  closesAt: z.string().optional(),
});
export type IndexEntry = z.output<typeof IndexEntrySchema>;

/**
 * The stories of a year that may be found now, in order of their ids; those whose
 * ids begin with `letters` when told. One whose consent has ended is left out,
 * also before the sweep has closed it.
 */
export async function indexedIn(
  app: App,
  year: string,
  letters = "",
): Promise<readonly IndexEntry[]> {
  const now = app.clock.now();
  const found: IndexEntry[] = [];
  const pages = everyPage<RecordPage>((from) =>
    app.records.query(searchPartition(year), { sortPrefix: letters, limit: 1_000, ...from }),
  );
  for await (const { records } of pages) {
    const entries = records.map(({ body }) => IndexEntrySchema.parse(body));
    found.push(...entries.filter(({ closesAt }) => closesAt === undefined || closesAt > now));
  }
  return found;
}

/** An entry as the shards have it. */
export const indexed = ({ id, marked, said }: IndexEntry) => ({
  code: codeOf(id),
  terms: { marked, said },
});
