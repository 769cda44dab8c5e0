import { EpisodeCardSchema } from "#core/press/catalogue";
import { type Facet, facetShelf, facetsOf } from "#core/press/facets";
import { shelfPartition } from "#core/record-keys";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";
import { readFacets } from "./facet-accounts.ts";
import { breathe } from "./press-shared.ts";

/**
 * The facets that the press knows of, and those that some story has: those that
 * lost their last one have pages to be deleted. Changes nothing.
 */
export async function findFacets(app: App): Promise<readonly Facet[]> {
  const found = new Map<string, Facet>(await readFacets(app));
  const pages = everyPage((from) =>
    app.records.query(shelfPartition("all"), { limit: 1_000, ...from }),
  );
  for await (const { records } of pages) {
    for (const { body } of records) {
      for (const facet of facetsOf(EpisodeCardSchema.parse(body)))
        found.set(facetShelf(facet), facet);
    }
    await breathe();
  }
  return [...found.values()];
}
