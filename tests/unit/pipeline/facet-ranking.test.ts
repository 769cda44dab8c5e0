import fc from "fast-check";
import { expect, test } from "vitest";
import { type FacetCount, facetNames, facetShelf } from "#core/press/facets";
import { facetRanking, facetsPartition } from "#core/record-keys";
import { queryAll } from "#pipeline/episode/episode-records";
import { facetWrites, readFacet, readFacets, readRanking } from "#pipeline/press/facet-accounts";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";

async function remember(app: MemoryApp, facet: FacetCount, count: number): Promise<void> {
  const shelf = facetShelf(facet);
  const now = count === 0 ? undefined : { ...facet, count };
  const writes = facetWrites(shelf, await readFacet(app, shelf), now);
  if (writes.length > 0) await app.records.commit(writes);
}

const ranked = (facets: Iterable<FacetCount>, name: string, max: number) =>
  [...facets]
    .filter((facet) => facet.name === name)
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
    .slice(0, max);

test("however facets come, grow, shrink and go, the first of each kind are those with the most stories", async () => {
  const change = fc.record({
    name: fc.constantFrom(...facetNames),
    key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
    count: fc.integer({ min: 0, max: 48 }),
    hasMore: fc.boolean(),
    label: fc.constantFrom("Un métier", "Un autre"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 60 }), async (changes) => {
      const app = memoryApp();
      const expected = new Map<string, FacetCount>();
      for (const { count, ...facet } of changes) {
        await remember(app, { ...facet, count: 1 }, count);
        if (count === 0) expected.delete(facetShelf(facet));
        else expected.set(facetShelf(facet), { ...facet, count });
      }
      for (const name of facetNames) {
        const ranking = [...(await readRanking(app, name, 4)).values()];
        expect(ranking).toEqual(ranked(expected.values(), name, 4));
      }
      expect(new Map([...(await readFacets(app))].sort())).toEqual(new Map([...expected].sort()));
    }),
    { numRuns: 60 },
  );
});

test("a facet leaves no trace of itself when it loses its last story", async () => {
  const app = memoryApp();
  const facet = {
    name: "trade",
    key: "soudeuse",
    label: "Soudeuse",
    count: 1,
    hasMore: false,
  } as const;
  for (const count of [1, 3, 2, 0]) await remember(app, facet, count);
  for (const partition of [facetsPartition, facetRanking("trade")])
    expect(await queryAll(app.records, partition, "")).toEqual([]);
});

test("what a former program remembered gets its place, and the very same is not written again", async () => {
  const app = memoryApp();
  const facet = { name: "trade", key: "soudeuse", count: 2, hasMore: false } as const;
  const key = { partition: facetsPartition, sort: facetShelf(facet) };
  await app.records.commit([{ kind: "put", ...key, body: facet, expect: "absent" }]);
  await remember(app, facet, 2);
  expect([...(await readRanking(app, "trade", 9)).values()]).toEqual([facet]);
  expect(facetWrites(facetShelf(facet), await readFacet(app, facetShelf(facet)), facet)).toEqual(
    [],
  );
});

test("listing facets reads as many of them beside a thousand as beside those that are listed", async () => {
  let read = 0;
  const app = memoryApp();
  for (let at = 0; at < 1_000; at += 1)
    await remember(
      app,
      { name: "trade", key: `metier-${at}`, count: 1, hasMore: false },
      1 + (at % 9),
    );
  const { query } = app.records;
  app.records.query = async (...asked) => {
    const page = await query(...asked);
    read += page.records.length;
    return page;
  };
  expect((await readRanking(app, "trade", 60)).size).toBe(60);
  expect(read).toBe(60);
});
