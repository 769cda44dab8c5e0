import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { formatDay } from "../format/dates.ts";
import { formatDuration } from "../format/durations.ts";
import { typeset } from "../format/typeset.ts";
import { wordsFor } from "../i18n/words-for.ts";

export type Fact = {
  readonly name: string;
  readonly value: string;
  /** For `<time>`. */
  readonly dateTime?: string;
  /** When the value was written in the language of the voice. */
  readonly language?: string;
};

/** What is known of a story, in the order in which a listener asks. */
export function factsOf(card: EpisodeCard, locale: Locale): readonly Fact[] {
  const words = wordsFor(locale);
  const { language } = card;
  const roles = [...new Set(card.speakers.map(({ role }) => words.roleNames[role]))];
  const said = (text: string) => ({ value: typeset(text, language), language });
  return [
    { name: words.duration, value: formatDuration(card.durationSeconds, locale) },
    {
      name: words.date,
      value: formatDay(card.publishedAt, locale),
      dateTime: card.publishedAt.slice(0, 10),
    },
    ...roles.map((role) => ({ name: words.role, value: role })),
    ...(card.trade === undefined ? [] : [{ name: words.trade, ...said(card.trade) }]),
    ...(card.place === undefined ? [] : [{ name: words.place, ...said(card.place) }]),
  ];
}
