/** What facets are called, and in which order a reader looks for them. */
import {
  facetShelf,
  facetLabelOf,
  facetsListedMax,
  type Facet,
  type FacetCount,
  type FacetName,
} from "#core/press/facets";
import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { pathOfTask } from "#core/press/task";
import { type Role, RoleSchema } from "#core/speaker";
import { typeset } from "../format/typeset.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { content } from "../projects/project-catalogue.ts";
import type { NamedFacet } from "./named-facet.ts";
import { tradeOf } from "./trade-words.ts";

/** The label of a facet: the vocabulary's, else the story's own, else the key. */
function nameOf({ name, key, label }: Facet & { readonly label?: string }, locale: Locale) {
  const text = termOf({ name, key }, locale);
  return text === undefined
    ? { text: label ?? key, own: label !== undefined }
    : { text, own: false };
}

/** What the vocabulary or the site calls it; nothing where stories say it in their own words. */
function termOf({ name, key }: Facet, locale: Locale): string | undefined {
  switch (name) {
    case "theme":
      return content.themes.find((theme) => theme.key === key)?.[locale];
    case "trade":
      return tradeOf(key)?.[locale];
    case "role":
      return isRole(key) ? wordsFor(locale).roleNames[key] : key;
    case "place":
      return undefined;
  }
}

const roles: ReadonlySet<string> = new Set(RoleSchema.options);
const isRole = (key: string): key is Role => roles.has(key);

export function namedFacet(facet: Facet & { readonly label?: string }, locale: Locale): NamedFacet {
  const { text, own } = nameOf(facet, locale);
  const { name, key } = facet;
  const path = pathOfTask({ kind: "facet", facet: { name, key }, locale });
  return { facet: { name, key }, name: typeset(text, locale), path, own };
}

/** These facets of a story, with their names. */
export function facetsOfStory(
  card: EpisodeCard,
  locale: Locale,
  facets: readonly Facet[],
): readonly NamedFacet[] {
  return facets.map((facet) => {
    const label = facetLabelOf(card, facet);
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
