import { episodeOfPartition } from "#core/record-keys";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";

/** The ids of the stories that have a record in a listing, in its order. */
export async function listedStories(
  app: Pick<App, "records">,
  list: string,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(list, from)))
    ids.push(...page.records.map(({ partition }) => episodeOfPartition(partition)));
  return ids;
}
