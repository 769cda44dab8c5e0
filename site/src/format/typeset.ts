import { frenchSpacing } from "#core/content/french-spacing";

/** An apostrophe as keyboards have it, between two letters. */
const straightApostrophe = /(?<=\p{L})'(?=\p{L})/gu;

/** Words of a person as they are set in print: curved apostrophes, and the spaces that French asks for. */
export function typeset(text: string, language: string): string {
  const curved = text.includes("'") ? text.replace(straightApostrophe, "’") : text;
  return /^fr\b/i.test(language) ? frenchSpacing(curved) : curved;
}

/** The same for rendered HTML: only what stands between tags changes. */
export function typesetHtml(html: string, language: string): string {
  return html.replace(
    /(^|>)([^<]+)(?=<|$)/g,
    (_, before: string, text: string) => before + typeset(text, language),
  );
}

/** Words that both languages have, in the one of the page. */
export const typesetIn = (
  text: { readonly fr: string; readonly en: string },
  locale: "fr" | "en",
): string => typeset(text[locale], locale);
