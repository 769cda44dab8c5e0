import type { Term } from "../content/vocabulary.ts";
import type { EpisodeCard, EpisodeView } from "../press/catalogue.ts";
import { type Locale, locales } from "../press/page-data.ts";
import { storyPath } from "../press/task.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { Terms } from "./shard.ts";
import { termsOf } from "./terms.ts";

/** Grows when the same story is found under other terms: then all are indexed anew. */
export const searchFormat = 2;

/** Words for keys, in the languages of the interface. */
export type Labels = {
  readonly themes: readonly Term[];
  readonly trades: readonly Term[];
};

/**
 * The terms under which a published story is found: those that its title, the
 * names that may be shown, trade, place and themes say, and those of its summary
 * and its words, in each language that they are in. Trade and themes are found as
 * the interface calls them, in both of its languages. The names of its speakers
 * are in it as far as its page shows them.
 */
export function storyTerms(
  story: Omit<EpisodeView, keyof EpisodeCard> & SearchedCard,
  labels: Labels,
): Terms {
  const { title, speakers, trade = "", place = "", summary, transcript, language } = story;
  const names = speakers.flatMap(({ name }) => name ?? []);
  const known = [
    ...labels.themes.filter(({ key }) => story.themes.includes(key)),
    ...labels.trades.filter(({ key }) => key === story.tradeKey),
  ];
  // A theme without words of its own is at least found by its key.
  const others = story.themes.filter((theme) => known.every(({ key }) => key !== theme));
  const marked = unionOf([
    termsOf([title, ...names, trade, place, ...others].join("\n"), language),
    ...locales.map((locale) => termsOf(known.map((term) => term[locale]).join("\n"), locale)),
  ]);
  const said = unionOf([
    termsOf(summary, language),
    ...[transcript, ...(story.translations ?? [])].map((words) =>
      termsOf(textOf(words), words.language),
    ),
  ]);
  const isMarked = new Set(marked);
  return { marked, said: said.filter((term) => !isMarked.has(term)) };
}

/** Terms of several texts, each once, in order of the alphabet. */
const unionOf = (lists: readonly (readonly string[])[]): readonly string[] =>
  [...new Set(lists.flat())].sort();

const textOf = ({ cues }: Transcript): string => cues.map(({ text }) => text).join(" ");

type SearchedCard = Pick<
  EpisodeCard,
  "title" | "speakers" | "trade" | "tradeKey" | "place" | "themes" | "summary" | "language"
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
  /** The same words in other languages, where there are some. */
  readonly translations?: readonly { readonly language: string; readonly words: string }[];
};

/** The story as a list of results shows it. */
export function foundStory({ transcript, translations = [], ...card }: EpisodeView): FoundStory {
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
    words: textOf(transcript),
    ...(translations.length === 0
      ? {}
      : {
          translations: translations.map((words) => ({
            language: words.language,
            words: textOf(words),
          })),
        }),
  };
}
