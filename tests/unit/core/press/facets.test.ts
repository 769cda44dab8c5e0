import { expect, test } from "vitest";
import { shelvesOf } from "#core/press/catalogue";
import { facetLabelOf, facetShelf, facetsOf } from "#core/press/facets";
import { aCard } from "../../../support/card-builder.ts";

const pair = aCard({
  themes: ["transmission", "transmission"],
  trade: "Chaudronnière",
  place: "Saint-Étienne",
  speakers: [
    { id: "s1", role: "professional", name: "Bernard" },
    { id: "s2", role: "apprentice" },
    { id: "s3", role: "apprentice" },
  ],
});

test("a story has each of its themes, its trade, its place and its roles once", () => {
  expect(facetsOf(pair).map(facetShelf)).toEqual([
    "theme#transmission",
    "trade#chaudronniere",
    "place#saint-etienne",
    "role#professional",
    "role#apprentice",
  ]);
});

test("a story stands under the key that its trade had when it was put there, whatever its spelling", () => {
  const shelves = facetsOf({ ...pair, tradeKey: "chaudronnier" }).map(facetShelf);
  expect(shelves).toContain("trade#chaudronnier");
  expect(shelves).not.toContain("trade#chaudronniere");
});

test("trades and places are said as the story says them, themes and roles by a vocabulary", () => {
  expect(facetsOf(pair).map((facet) => facetLabelOf(pair, facet))).toEqual([
    undefined,
    "Chaudronnière",
    "Saint-Étienne",
    undefined,
    undefined,
  ]);
});

test("a story stands on no shelf twice, and on that of the story that it follows up", () => {
  const shelves = shelvesOf({ ...pair, followUpOf: "0".repeat(20) });
  expect(new Set(shelves).size).toBe(shelves.length);
  expect(shelves).toContain(`after#${"0".repeat(20)}`);
});
