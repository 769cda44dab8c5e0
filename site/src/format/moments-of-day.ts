import type { Locale } from "#core/press/page-data";

/** The team works in the operator's time zone. */
const timeZone = "Europe/Paris";
const formats: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat("fr", { dateStyle: "medium", timeStyle: "short", timeZone }),
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }),
};

/** `3 mars 2026, 14:05`, as whoever works with it reads a clock. */
export const formatMoment = (instant: string, locale: Locale): string =>
  formats[locale].format(new Date(instant));
