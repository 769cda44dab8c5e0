import type { Locale } from "#core/press/page-data";
import { wordsFor } from "../i18n/words-for.ts";
import { escapedText } from "../ready-html.ts";

/** That the voice of a demonstration is nobody's. */
export function noticeHtml(locale: Locale): string {
  const words = wordsFor(locale);
  return (
    `<p class="notice" role="note"><strong>${escapedText(words.demonstrationTitle)}</strong> ` +
    `${escapedText(words.demonstrationStory)}</p>`
  );
}
