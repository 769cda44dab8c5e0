/** What facets are called, and in which order a reader looks for them. */
import {
  facetShelf,
  facetsListedMax,
  facetsOf,
  type Facet,
  type FacetCount,
  type FacetName,
} from "#core/press/facets";
import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { pathOfTask } from "#core/press/plan";
import { RoleSchema } from "#core/speaker";
import { typeset } from "../format/typeset.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { content } from "../projects/project-catalogue.ts";
import type { NamedFacet } from "./named-facet.ts";
import { tradeOf } from "./trade-words.ts";

/** The label of a facet: the vocabulary's, else the story's own, else the key. */
function nameOf({ name, key, label }: Facet & { readonly label?: string }, locale: Locale) {
  const term = name === "theme" ? content.themes.find((theme) => theme.key === key) : tradeOf(key);
  if (name === "role") {
    const role = RoleSchema.safeParse(key).data;
    return { text: role === undefined ? key : wordsFor(locale).roleNames[role], own: false };
  }
  if (name !== "place" && term !== undefined) return { text: term[locale], own: false };
  return { text: label ?? key, own: label !== undefined };
}

export function namedFacet(facet: Facet & { readonly label?: string }, locale: Locale): NamedFacet {
  const { text, own } = nameOf(facet, locale);
  const { name, key } = facet;
  const path = pathOfTask({ kind: "facet", facet: { name, key }, locale });
  return { facet: { name, key }, name: typeset(text, locale), path, own };
}

/** The facets of a story, with their names; all of them, or of one kind. */
export function facetsOfStory(
  card: EpisodeCard,
  locale: Locale,
  wanted?: FacetName,
): readonly NamedFacet[] {
  const labels = { trade: card.trade, place: card.place, theme: undefined, role: undefined };
  const facets = facetsOf(card).filter(({ name }) => wanted === undefined || name === wanted);
  return facets.map((facet) => {
    const label = labels[facet.name];
    return namedFacet({ ...facet, ...(label === undefined ? {} : { label }) }, locale);
  });
}

/** The facets of one kind by name; where there are too many, those with the most stories. */
export function facetsToBrowse(
  facets: readonly FacetCount[],
  wanted: FacetName,
  locale: Locale,
): readonly (NamedFacet & Pick<FacetCount, "count" | "hasMore">)[] {
  return facets
    .filter(({ name }) => name === wanted)
    .toSorted((a, b) => b.count - a.count || (facetShelf(a) < facetShelf(b) ? -1 : 1))
    .slice(0, facetsListedMax)
    .map((facet) => ({
      ...namedFacet(facet, locale),
      count: facet.count,
      hasMore: facet.hasMore,
    }))
    .sort((a, b) => collators[locale].compare(a.name, b.name));
}

/** Made once: one takes as long as a page. */
const collators: Readonly<Record<Locale, Intl.Collator>> = {
  fr: new Intl.Collator("fr"),
  en: new Intl.Collator("en"),
};
