import { slugOf } from "../ids.ts";

/** By what stories are browsed, beside their show and their month. */
export const facetNames = ["theme", "trade", "place", "role"] as const;
export type FacetName = (typeof facetNames)[number];

/** One thing that stories have in common; the key stands in addresses. */
export type Facet = { readonly name: FacetName; readonly key: string };

/** A facet with what its page and the list of all of them say. */
export type FacetCount = Facet & {
  /** How many stories its page shows. */
  readonly count: number;
  /** Older stories have it too. */
  readonly hasMore: boolean;
  /** The words of its newest story, where they are free: trades and places. */
  readonly label?: string;
};

/** A list with more of a kind than this would be a wall; the rest is found by searching. */
export const facetsListedMax = 60;

type Described = {
  readonly themes: readonly string[];
  readonly trade?: string | undefined;
  readonly tradeKey?: string | undefined;
  readonly place?: string | undefined;
  readonly speakers: readonly { readonly role: string }[];
};

/**
 * The facets of a story, each once. They follow from its card alone, so that a
 * withdrawal finds every shelf that the story was put on, whatever a vocabulary
 * says by then.
 */
export function facetsOf({
  themes,
  trade,
  tradeKey,
  place,
  speakers,
}: Described): readonly Facet[] {
  const facets: Facet[] = [
    ...themes.map((key) => ({ name: "theme" as const, key })),
    ...(trade === undefined ? [] : [{ name: "trade" as const, key: tradeKey ?? slugOf(trade) }]),
    ...(place === undefined ? [] : [{ name: "place" as const, key: slugOf(place) }]),
    ...speakers.map(({ role }) => ({ name: "role" as const, key: role })),
  ];
  return [...new Map(facets.map((facet) => [facetShelf(facet), facet])).values()];
}

/** The shelf of the stories that have a facet. */
export function facetShelf({ name, key }: Facet): string {
  return `${name}#${key}`;
}

/** How a story itself says a facet; nothing where a vocabulary says it. */
export function facetLabelOf(card: Described, { name }: Facet): string | undefined {
  if (name === "trade") return card.trade;
  return name === "place" ? card.place : undefined;
}
