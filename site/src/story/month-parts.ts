/** What the page of a month has of its own, for the holes of views/Month.astro. */
import type { Locale } from "#core/press/page-data";
import { pathOfTask } from "#core/press/task";
import { capitalised, formatMonth } from "../format/dates.ts";
import { headHtml } from "../head-html.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { otherPathOf } from "../other-language.ts";
import type { PageOf } from "../page-of.ts";
import { attribute, attributeText, escapedText } from "../ready-html.ts";
import { storyListHtml } from "./story-list-html.ts";

export type MonthPart = keyof ReturnType<typeof monthParts>;

/** Each part as HTML that is ready for its place. */
export function monthParts(page: PageOf<"month">) {
  const { month, episodes, earlier, later, locale } = page;
  const words = wordsFor(locale);
  const name = capitalised(formatMonth(month, locale), locale);
  const meta = {
    title: `${words.archives}, ${formatMonth(month, locale)}`,
    description: `${name}. ${words.siteDescription}`,
  };
  return {
    ...headHtml(page, meta),
    otherPath: attributeText(otherPathOf(page)),
    name: escapedText(name),
    label: attributeText(name),
    count: escapedText(words.storyCount(episodes.length)),
    list: storyListHtml(episodes, { locale, headingLevel: 2, look: "rows" }),
    earlier:
      earlier === undefined ? "" : stepHtml(' rel="prev"', earlier, words.earlierMonth, locale),
    later:
      later === undefined
        ? ""
        : stepHtml(' class="steps-later" rel="next"', later, words.laterMonth, locale),
  };
}

function stepHtml(kind: string, month: string, said: string, locale: Locale): string {
  const path = pathOfTask({ kind: "month", month, locale });
  const name = escapedText(capitalised(formatMonth(month, locale), locale));
  return `<a${kind}${attribute("href", path)}><span class="small">${escapedText(said)}</span> ${name}</a>`;
}
