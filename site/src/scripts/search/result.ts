import type { Locale } from "#core/press/page-data";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { isWanted, type Wanted } from "#core/search/query";
import { formatDuration } from "../../format/durations.ts";
import { formatShortDay } from "../../format/dates.ts";
import { typeset } from "../../format/typeset.ts";
import type { Words } from "../../i18n/words.ts";
import { excerptOf, piecesOf } from "./excerpt.ts";
import type { Found } from "./find.ts";

const excerptLettersMax = 200;

export type Shown = {
  readonly wanted: readonly Wanted[];
  readonly locale: Locale;
  readonly said: Words["searchSaid"];
};

/** A result as an item of the list, with the words that were looked for marked. Nothing in it is read as markup. */
export function resultItem(found: Found, { wanted, locale, said }: Shown): HTMLLIElement {
  const isStory = found.kind === "story";
  const language = isStory ? found.language : locale;
  const isHitIn = (lang: string) => (word: string) => isWanted(word, wanted, lang);
  const marked = (text: string, lang: string) => markedNodes(typeset(text, lang), isHitIn(lang));
  const path = isStory ? found.paths[locale] : found.path;
  const link = element(
    "a",
    { href: path },
    marked(isStory ? found.headline : found.title, language),
  );
  if (language !== locale) link.lang = language;
  const facts = isStory ? storyFacts(found, locale, said) : [said[found.kind]];
  const text = isStory ? bestText(found, isHitIn) : { language, words: found.summary };
  const excerpt = excerptOf(text.words, isHitIn(text.language), excerptLettersMax);
  const words = element("p", { lang: text.language }, marked(excerpt, text.language));
  return element("li", {}, [
    element(
      "article",
      { className: isStory ? `found voice-${voicePaletteOf(found.id).name}` : "found" },
      [element("h3", {}, [link]), words, element("p", { className: "small" }, [facts.join(" · ")])],
    ),
  ]);
}

type FoundStory = Extract<Found, { kind: "story" }>;

/** The first of summary, words and words in other languages that has one of those looked for; else the summary. */
function bestText(
  { language, summary, words, translations = [] }: FoundStory,
  isHitIn: (language: string) => (word: string) => boolean,
): { readonly language: string; readonly words: string } {
  const texts = [{ language, words: summary }, { language, words }, ...translations];
  const best = texts.find((text) =>
    piecesOf(text.words, isHitIn(text.language)).some(({ hit }) => hit),
  );
  return best ?? texts.find((text) => text.words !== "") ?? { language, words };
}

function storyFacts(
  story: FoundStory,
  locale: Locale,
  said: Words["searchSaid"],
): readonly string[] {
  const { trade, place, language, demonstration } = story;
  return [
    demonstration ? said.demonstration : said.story,
    formatDuration(story.durationSeconds, locale),
    ...[trade, place].flatMap((text) => (text === undefined ? [] : typeset(text, language))),
    formatShortDay(story.publishedAt, locale),
  ];
}

const markedNodes = (text: string, isHit: (word: string) => boolean): readonly (Node | string)[] =>
  piecesOf(text, isHit).map(({ text: piece, hit }) => (hit ? element("mark", {}, [piece]) : piece));

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
