/** What the page of a story lets read: what it is about, its thread, its words, and where they come from. */
import type { EpisodeView } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { formatDay } from "../format/dates.ts";
import { languageName } from "../format/language-name.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import type { NamedFacet } from "./named-facet.ts";
import { transcriptHtml } from "./passages-html.ts";

/** The themes of a story, each with its page. */
export function themesHtml(themes: readonly NamedFacet[], locale: Locale): string {
  if (themes.length === 0) return "";
  const items = themes.map(
    ({ name, path }) => `<li><a${attribute("href", path)}>${escapedText(name)}</a></li>`,
  );
  const label = attribute("aria-label", storyWordsFor(locale).facets.theme);
  return `<ul class="chips" role="list"${label}>${items.join("")}</ul>`;
}

/** The words in the language of the voice, then in others. */
export const allWordsHtml = (story: EpisodeView, locale: Locale): string =>
  transcriptHtml(story, { locale }) +
  `<p class="small">${originHtml(story, locale)}</p>` +
  (story.translations ?? [])
    .map((transcript) => translationHtml({ ...story, transcript }, locale))
    .join("");

function originHtml({ transcript, recordedOn }: EpisodeView, locale: Locale): string {
  const words = wordsFor(locale);
  const origin = escapedText(words.transcriptBy[transcript.provenance]);
  if (recordedOn === undefined) return origin;
  const day = escapedText(formatDay(recordedOn, locale));
  return `${origin} ${escapedText(words.recordedOn)} <time${attribute("datetime", recordedOn)}>${day}</time>.`;
}

function translationHtml(story: EpisodeView, locale: Locale): string {
  const words = wordsFor(locale);
  const { language, provenance } = story.transcript;
  return (
    `<details class="translation"><summary>${escapedText(words.wordsIn(languageName(language, locale)))}</summary>` +
    transcriptHtml(story, { locale, anchors: false, follows: false }) +
    `<p class="small">${escapedText(words.transcriptBy[provenance])}</p></details>`
  );
}
