import type { EpisodeCard } from "#core/press/catalogue";
import type { FacetName } from "#core/press/facets";
import type { Locale } from "#core/press/page-data";
import { formatDay } from "../format/dates.ts";
import { formatDuration } from "../format/durations.ts";
import { wordsFor } from "../i18n/words-for.ts";
import type { NamedFacet } from "./named-facet.ts";

export type Fact = {
  readonly name: string;
  readonly value: string;
  /** For `<time>`. */
  readonly dateTime?: string;
  /** When the value was written in the language of the voice. */
  readonly language?: string;
  /** The page of the stories that have the same fact. */
  readonly path?: string;
};

/** What is known of a story, in the order in which a listener asks; `facetsNamed` names its role, trade and place. */
export function factsOf(
  card: EpisodeCard,
  locale: Locale,
  facetsNamed: (facet: FacetName) => readonly NamedFacet[],
): readonly Fact[] {
  const words = wordsFor(locale);
  const { language } = card;
  const linked = (name: string, facet: FacetName) =>
    facetsNamed(facet).map((each) => ({
      name,
      value: each.name,
      path: each.path,
      ...(each.own ? { language } : {}),
    }));
  return [
    { name: words.duration, value: formatDuration(card.durationSeconds, locale) },
    {
      name: words.date,
      value: formatDay(card.publishedAt, locale),
      dateTime: card.publishedAt.slice(0, 10),
    },
    ...linked(words.role, "role"),
    ...linked(words.trade, "trade"),
    ...linked(words.place, "place"),
  ];
}
