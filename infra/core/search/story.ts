import type { EpisodeCard, EpisodeView } from "../press/catalogue.ts";
import type { Locale } from "../press/page-data.ts";
import { storyPath } from "../press/plan.ts";
import type { Terms } from "./shard.ts";
import { termsOf } from "./terms.ts";

/** Grows when the same story is found under other terms: then all are indexed anew. */
export const searchFormat = 1;

/**
 * The terms under which a published story is found: those that its title, the
 * names that may be shown, trade, place and themes say, and those of its summary
 * and its words. The names of its speakers are in it as far as its page shows them.
 */
export function storyTerms(story: Omit<EpisodeView, keyof EpisodeCard> & SearchedCard): Terms {
  const { title, speakers, trade = "", place = "", themes, summary, transcript, language } = story;
  const names = speakers.flatMap(({ name }) => name ?? []);
  const marked = termsOf([title, ...names, trade, place, ...themes].join("\n"), language);
  const words = transcript.cues.map(({ text }) => text);
  const said = termsOf([summary, ...words].join("\n"), language);
  const known = new Set(marked);
  return { marked, said: said.filter((term) => !known.has(term)) };
}

type SearchedCard = Pick<
  EpisodeCard,
  "title" | "speakers" | "trade" | "place" | "themes" | "summary" | "language"
>;

/** What a list of results shows of a story. It lies in the story's own folder, behind the gate. */
export type FoundStory = {
  /** Address of its page in each language of the interface. */
  readonly paths: Readonly<Record<Locale, string>>;
  readonly id: string;
  readonly headline: string;
  readonly language: string;
  readonly showSlug: string;
  readonly publishedAt: string;
  readonly durationSeconds: number;
  readonly demonstration: boolean;
  readonly trade?: string;
  readonly place?: string;
  readonly summary: string;
  readonly words: string;
};

/** The story as a list of results shows it. */
export function foundStory({ transcript, ...card }: EpisodeView): FoundStory {
  const { id, headline, language, showSlug, publishedAt, durationSeconds } = card;
  const { demonstration, trade, place, summary } = card;
  return {
    paths: { fr: storyPath(card, "fr"), en: storyPath(card, "en") },
    id,
    headline,
    language,
    showSlug,
    publishedAt,
    durationSeconds,
    demonstration,
    ...(trade === undefined ? {} : { trade }),
    ...(place === undefined ? {} : { place }),
    summary,
    words: transcript.cues.map(({ text }) => text).join(" "),
  };
}
