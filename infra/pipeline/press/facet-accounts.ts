import type { EpisodeCard } from "#core/press/catalogue";
import {
  type Facet,
  type FacetCount,
  facetLabelOf,
  type FacetName,
  facetNames,
  facetShelf,
} from "#core/press/facets";
import { facetRanking, facetsPartition } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";

/** How many stories the page of a facet holds; older ones are in the month archives. */
export const facetStoriesMax = 48;

/**
 * What the press remembers of a facet, so that the list of all facets reads no
 * shelf. Derived, like a page: whoever presses after a change looks at the shelf
 * again, under the press's lease. It leaves with the facet's last story, words and
 * all. It stands under its shelf, and once more in its place among those of its kind,
 * so that listing those with the most stories reads no others.
 */
const FacetAccountSchema = z.object({
  name: z.enum(facetNames),
  key: z.string(),
  count: z.int().positive(),
  hasMore: z.boolean(),
  label: z.string().optional(),
  /** Its place among those of its kind; absent in what a former program wrote. */
  rank: z.string().optional(),
});
type FacetAccount = z.output<typeof FacetAccountSchema>;

/** Every facet that some story has, by its shelf. */
export async function readFacets(app: App): Promise<ReadonlyMap<string, FacetCount>> {
  const records = await queryAll(app.records, facetsPartition, "");
  return new Map(records.map(({ sort, body }) => [sort, counted(FacetAccountSchema.parse(body))]));
}

/** The facets of a kind with the most stories, by their shelves; at most `max`. */
export async function readRanking(
  app: App,
  name: FacetName,
  max: number,
): Promise<ReadonlyMap<string, FacetCount>> {
  const { records } = await app.records.query(facetRanking(name), { limit: max });
  const facets = records.map(({ body }) => counted(FacetAccountSchema.parse(body)));
  return new Map(facets.map((facet) => [facetShelf(facet), facet]));
}

/** What is remembered of one facet, if it is anything. */
export async function readFacet(app: App, shelf: string): Promise<FacetAccount | undefined> {
  const record = await app.records.get({ partition: facetsPartition, sort: shelf });
  return record && FacetAccountSchema.parse(record.body);
}

function counted({ label, rank: _rank, ...facet }: FacetAccount): FacetCount {
  return { ...facet, ...(label === undefined ? {} : { label }) };
}

/** The most stories first, then in the order of keys. */
const rankOf = ({ count, key }: FacetCount) =>
  `${String(facetStoriesMax - count).padStart(2, "0")}#${key}`;

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

/** What changes what is remembered of a facet: at most three writes, none where it is the same. Under the lease only. */
export function facetWrites(
  shelf: string,
  before: FacetAccount | undefined,
  count: FacetCount | undefined,
): readonly RecordWrite[] {
  const now = count && FacetAccountSchema.parse({ ...count, rank: rankOf(count) });
  if (JSON.stringify(now) === JSON.stringify(before)) return [];
  const account = { partition: facetsPartition, sort: shelf, expect: "any" as const };
  const place = ({ name }: FacetAccount, rank: string) => ({
    partition: facetRanking(name),
    sort: rank,
    expect: "any" as const,
  });
  return [
    ...(before?.rank === undefined || before.rank === now?.rank
      ? []
      : [{ kind: "delete" as const, ...place(before, before.rank) }]),
    ...(now?.rank === undefined
      ? [{ kind: "delete" as const, ...account }]
      : [
          { kind: "put" as const, ...account, body: now },
          { kind: "put" as const, ...place(now, now.rank), body: now },
        ]),
  ];
}

/** In the order of their shelves. */
export const inOrder = (facets: readonly FacetCount[]): readonly FacetCount[] =>
  facets.toSorted((a, b) => (facetShelf(a) < facetShelf(b) ? -1 : 1));
