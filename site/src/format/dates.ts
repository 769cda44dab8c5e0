import type { Locale } from "#core/press/page-data";

/** Days are those of UTC, as the month archives cut them: a story never shows a date outside its month. */
const formats = (tag: string) => ({
  day: new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" }),
  shortDay: new Intl.DateTimeFormat(tag, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }),
  month: new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" }),
  monthName: new Intl.DateTimeFormat(tag, { month: "long", timeZone: "UTC" }),
});

/** Made once: a formatter costs more than a page. */
const byLocale: Readonly<Record<Locale, ReturnType<typeof formats>>> = {
  fr: formats("fr"),
  en: formats("en-GB"),
};

/** `1er mars 2026`, `1 March 2026`; takes an instant or a date. */
export function formatDay(date: string, locale: Locale): string {
  const text = byLocale[locale].day.format(new Date(date));
  return locale === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/** `3 mars 2026`, `3 Mar 2026`. */
export function formatShortDay(date: string, locale: Locale): string {
  const text = byLocale[locale].shortDay.format(new Date(date));
  return locale === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/** `novembre 2026` from `2026-11`. */
export function formatMonth(month: string, locale: Locale): string {
  return byLocale[locale].month.format(new Date(`${month}-01`));
}

/** `novembre` from `2026-11`, for lists that stand under their year. */
export function formatMonthName(month: string, locale: Locale): string {
  return byLocale[locale].monthName.format(new Date(`${month}-01`));
}

/** French months have a small letter; at the start of a heading they take a capital. */
export function capitalised(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** Whole months from one day to a later one (`2026-02-04`); 0 for less than one, or for an earlier day. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split("-").map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  return Math.max(0, toDay < fromDay ? months - 1 : months);
}
