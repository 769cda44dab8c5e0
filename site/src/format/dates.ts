import type { Locale } from "#core/press/page-data";

/** Days are those of UTC, as the month archives cut them: a story never shows a date outside its month. */
const formats = (tag: string) => ({
  month: new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" }),
  monthName: new Intl.DateTimeFormat(tag, { month: "long", timeZone: "UTC" }),
  monthsInDays: monthsInDays(tag, "long"),
  shortMonthsInDays: monthsInDays(tag, "short"),
});

/** The names of the twelve months as they stand in a day. */
const monthsInDays = (tag: string, month: "long" | "short") => {
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month, timeZone: "UTC" });
  return Array.from(
    { length: 12 },
    (_, index) =>
      day.formatToParts(Date.UTC(2000, index)).find(({ type }) => type === "month")?.value ?? "",
  );
};

/** Made once: a formatter costs more than a page, and formatting with one more than all else that a page says of a day. */
const byLocale: Readonly<Record<Locale, ReturnType<typeof formats>>> = {
  fr: formats("fr"),
  en: formats("en-GB"),
};

/** `1er mars 2026`, `1 March 2026`; takes an instant or a date. */
export function formatDay(date: string, locale: Locale): string {
  return dayInWords(date, locale, byLocale[locale].monthsInDays);
}

/** `3 mars 2026`, `3 Mar 2026`. */
export function formatShortDay(date: string, locale: Locale): string {
  return dayInWords(date, locale, byLocale[locale].shortMonthsInDays);
}

/** Both languages put day, month and year in this order, with spaces between them. */
function dayInWords(date: string, locale: Locale, months: readonly string[]): string {
  const [year = 0, month = 0, day = 0] = date.slice(0, "YYYY-MM-DD".length).split("-").map(Number);
  const name = months[month - 1];
  if (name === undefined || !(day >= 1)) throw new RangeError(`${date} is no day`);
  return `${day === 1 && locale === "fr" ? "1er" : day} ${name} ${year}`;
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
