import { type Locale, locales } from "./page-data.ts";

/** The pages of the first language stand at the root, those of any other one in a folder of its name. */
const [rootLocale] = locales;

/** What the addresses of a language's pages begin with: nothing, or its folder (`/en`). */
export const localeFolder = (locale: Locale): string => (locale === rootLocale ? "" : `/${locale}`);

/** The language of the page at an address path. */
export const localeOfPath = (path: string): Locale =>
  locales.find((locale) => path.startsWith(`/${locale}/`)) ?? rootLocale;

/** The address path of a page as it would be without its language's folder. */
export const withoutLocale = (path: string): string =>
  path.slice(localeFolder(localeOfPath(path)).length);

/** The language of the interface that somebody named; undefined for any other text. */
export const readLocale = (text: string | undefined): Locale | undefined =>
  locales.find((locale) => locale === text);
