import { type EpisodeCard, namesOf } from "#core/press/catalogue";

/** The headline in two sizes: names that may be shown, and the title; no names where the title already has them or none may be shown. */
export function headlineParts(card: EpisodeCard): {
  readonly names: string;
  readonly title: string;
} {
  const { title, headline, speakers, language } = card;
  if (headline === title) return { names: "", title };
  const named = speakers.map(({ name }) => (name === undefined ? {} : { name }));
  return { names: namesOf(named, language), title };
}
