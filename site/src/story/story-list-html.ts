/** Lists of stories: a page of a month has sixty cards, and publishing one story writes twenty such pages. */
import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { storyPath } from "#core/press/task";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { formatShortDay } from "../format/dates.ts";
import { formatDuration } from "../format/durations.ts";
import { typeset } from "../format/typeset.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { headlineHtml } from "./headline-html.ts";
import { thumbnailOf } from "./ring-html.ts";

export type StoryListLook = {
  readonly locale: Locale;
  readonly headingLevel: 2 | 3;
  /** Sleeves to browse, or rows to run through. */
  readonly look: "sleeves" | "rows";
};

/** The list of these stories as HTML, in pieces. */
export const storyListHtml = (
  cards: readonly EpisodeCard[],
  look: StoryListLook,
): readonly string[] => [
  `<ul class="stories ${look.look}" role="list">`,
  ...cards.map((card) => `<li>${cardHtml(card, look)}</li>`),
  "</ul>",
];

function cardHtml(card: EpisodeCard, { locale, headingLevel }: StoryListLook): string {
  const heading = `h${headingLevel}`;
  const { language, trade, place, publishedAt } = card;
  const fact = (text: string | undefined) =>
    text === undefined
      ? ""
      : `<li${attribute("lang", language)}>${escapedText(typeset(text, language))}</li>`;
  return (
    `<article class="card voice-${voicePaletteOf(card.id).name}">${thumbnailOf(card.waveform)}` +
    `<${heading} class="card-headline"><a${attribute("href", storyPath(card, locale))}>${headlineHtml(card)}</a></${heading}>` +
    `<ul class="card-facts" role="list"><li>${escapedText(formatDuration(card.durationSeconds, locale))}</li>` +
    `${fact(trade)}${fact(place)}<li><time${attribute("datetime", publishedAt.slice(0, 10))}>` +
    `${escapedText(formatShortDay(publishedAt, locale))}</time></li></ul></article>`
  );
}
