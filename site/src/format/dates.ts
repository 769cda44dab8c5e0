import type { Locale } from "#core/press/page-data";

/** Days are those of UTC, as the month archives cut them: a story never shows a date outside its month. */
const formats = (tag: string) => ({
  months: monthsAlone(tag),
  monthsInDays: monthsInDays(tag, "long"),
  shortMonthsInDays: monthsInDays(tag, "short"),
});

/** The names of the twelve months. */
const monthsAlone = (tag: string) => {
  const format = new Intl.DateTimeFormat(tag, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2000, index)));
};

/** The same as they stand in a day. */
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
  const name = months[Number(date.slice(5, 7)) - 1];
  const day = Number(date.slice(8, 10));
  if (name === undefined || day === 0 || Number.isNaN(day))
    throw new RangeError(`${date} is no day`);
  return `${day === 1 && locale === "fr" ? "1er" : day} ${name} ${date.slice(0, 4)}`;
}

/** `novembre 2026` from `2026-11`. */
export function formatMonth(month: string, locale: Locale): string {
  return `${formatMonthName(month, locale)} ${month.slice(0, 4)}`;
}

/** `novembre` from `2026-11`, for lists that stand under their year. */
export function formatMonthName(month: string, locale: Locale): string {
  const name = byLocale[locale].months[Number(month.slice(5, 7)) - 1];
  if (name === undefined) throw new RangeError(`${month} is no month`);
  return name;
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
