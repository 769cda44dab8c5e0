import { type Locale, locales } from "#core/press/page-data";
import { pathOfTask } from "#core/press/task";
import type { AnyPage } from "./page-of.ts";

/** The language that a page can be switched to. */
export const otherLanguage = (locale: Locale): Locale =>
  locales.find((candidate) => candidate !== locale) ?? locale;

/** The same page in it. One for both languages at once has no other page: the switch then leads home. */
export function otherPathOf({ locale, path, alternates }: AnyPage): string {
  const other = otherLanguage(locale);
  const alternate = alternates[other];
  return alternate === path ? pathOfTask({ kind: "home", locale: other }) : alternate;
}
