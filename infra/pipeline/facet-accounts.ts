import type { EpisodeCard } from "#core/press/catalogue";
import {
  type Facet,
  type FacetCount,
  facetLabelOf,
  facetNames,
  facetShelf,
} from "#core/press/facets";
import { facetsPartition } from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "./app.ts";
import { queryAll } from "./episode-records.ts";

/** How many stories the page of a facet holds; older ones are in the month archives. */
export const facetStoriesMax = 48;

/**
 * What the press remembers of a facet, so that the list of all facets reads no
 * shelf. Derived, like a page: whoever presses after a change looks at the shelf
 * again, under the press's lease. It leaves with the facet's last story, words and all.
 */
const FacetAccountSchema = z.object({
  name: z.enum(facetNames),
  key: z.string(),
  count: z.int().positive(),
  hasMore: z.boolean(),
  label: z.string().optional(),
});

/** Every facet that some story has, by its shelf. */
export async function readFacets(app: App): Promise<ReadonlyMap<string, FacetCount>> {
  const records = await queryAll(app.records, facetsPartition, "");
  return new Map(
    records.map(({ sort, body }) => {
      const { label, ...account } = FacetAccountSchema.parse(body);
      return [sort, { ...account, ...(label === undefined ? {} : { label }) }];
    }),
  );
}

/** A facet out of the newest stories on its shelf, one more than its page holds; undefined when it has none. */
export function countFacet(facet: Facet, newest: readonly EpisodeCard[]): FacetCount | undefined {
  const [first] = newest;
  if (first === undefined) return undefined;
  const label = facetLabelOf(first, facet);
  return {
    ...facet,
    count: Math.min(newest.length, facetStoriesMax),
    hasMore: newest.length > facetStoriesMax,
    ...(label === undefined ? {} : { label }),
  };
}

/** Under the lease only. */
export function facetWrite(shelf: string, count: FacetCount | undefined): RecordWrite {
  const place = { partition: facetsPartition, sort: shelf, expect: "any" as const };
  return count === undefined
    ? { kind: "delete", ...place }
    : { kind: "put", ...place, body: FacetAccountSchema.parse(count) };
}

/** In the order of their shelves. */
export const inOrder = (facets: readonly FacetCount[]): readonly FacetCount[] =>
  facets.toSorted((a, b) => (facetShelf(a) < facetShelf(b) ? -1 : 1));
