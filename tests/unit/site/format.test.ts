import { expect, test } from "vitest";
import { clockTime } from "../../../site/src/format/clock-time.ts";
import {
  capitalised,
  formatDay,
  formatMonth,
  formatMonthName,
  formatShortDay,
} from "../../../site/src/format/dates.ts";
import { formatDuration, formatDurationLong } from "../../../site/src/format/durations.ts";
import { formatBytes } from "../../../site/src/format/sizes.ts";

const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("a day is written in each language, and the first of a month is special in French", () => {
  expect(formatDay("2026-11-18T23:30:00.000Z", "fr")).toBe("18 novembre 2026");
  expect(formatDay("2026-03-01", "fr")).toBe("1er mars 2026");
  expect(formatDay("2026-03-11", "fr")).toBe("11 mars 2026");
  expect(formatDay("2026-03-01", "en")).toBe("1 March 2026");
  expect(formatShortDay("2026-11-01", "fr")).toBe("1er nov. 2026");
  expect(formatShortDay("2026-11-18", "en")).toBe("18 Nov 2026");
});

test("every day of twelve years is written as the locale's own format writes it", () => {
  const formats = (["fr", "en"] as const).map((locale) => {
    const tag = locale === "en" ? "en-GB" : locale;
    const day = { day: "numeric", year: "numeric", timeZone: "UTC" } as const;
    const long = new Intl.DateTimeFormat(tag, { ...day, month: "long" });
    const short = new Intl.DateTimeFormat(tag, { ...day, month: "short" });
    const month = new Intl.DateTimeFormat(tag, { month: "long", year: "numeric", timeZone: "UTC" });
    return { locale, long, short, month };
  });
  const first = (text: string, locale: string) =>
    locale === "fr" ? text.replace(/^1 /, "1er ") : text;
  for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2032, 0, 1); at += 86_400_000) {
    const instant = new Date(at).toISOString();
    for (const { locale, long, short, month } of formats) {
      expect(formatDay(instant, locale)).toBe(first(long.format(at), locale));
      expect(formatShortDay(instant.slice(0, 10), locale)).toBe(first(short.format(at), locale));
      expect(formatMonth(instant.slice(0, 7), locale)).toBe(month.format(at));
    }
  }
});

test("what is no day is refused, and what is no month", () => {
  for (const text of ["", "2026", "2026-13", "mars"]) {
    expect(() => formatMonth(text, "fr"), text).toThrow(RangeError);
    expect(() => formatMonthName(text, "en"), text).toThrow(RangeError);
  }
  for (const text of ["", "2026", "2026-13-01", "2026-03", "demain"]) {
    expect(() => formatDay(text, "fr"), text).toThrow(RangeError);
    expect(() => formatShortDay(text, "en"), text).toThrow(RangeError);
  }
});

test("a story of the last hour of a month keeps the date of that month", () => {
  expect(formatDay("2026-10-31T23:59:59.999Z", "fr")).toBe("31 octobre 2026");
});

test("a month is named with and without its year", () => {
  expect(formatMonth("2026-08", "fr")).toBe("août 2026");
  expect(capitalised(formatMonth("2026-08", "fr"), "fr")).toBe("Août 2026");
  expect(formatMonthName("2026-08", "en")).toBe("August");
});

test("a duration is short beside a title and whole for those who hear it", () => {
  expect(plainSpaces(formatDuration(62, "fr"))).toBe("1 min 2 s");
  expect(plainSpaces(formatDuration(54.4, "fr"))).toBe("54 s");
  expect(plainSpaces(formatDuration(120, "fr"))).toBe("2 min");
  expect(plainSpaces(formatDuration(62, "en"))).toBe("1 min 2 secs");
  expect(plainSpaces(formatDurationLong(62, "fr"))).toBe("1 minute et 2 secondes");
});

test("no duration breaks over two lines, and none is nothing", () => {
  expect(formatDuration(62, "fr")).not.toContain(" ");
  expect(plainSpaces(formatDuration(0.2, "fr"))).toBe("1 s");
});

test("a place in a recording is cut, so that a link never starts after its word", () => {
  expect(clockTime(0)).toBe("0:00");
  expect(clockTime(29.97)).toBe("0:29");
  expect(clockTime(65)).toBe("1:05");
  expect(clockTime(-3)).toBe("0:00");
});

test("a download says what it costs in the units of the language", () => {
  expect(plainSpaces(formatBytes(728_000, "fr"))).toBe("728 ko");
  expect(plainSpaces(formatBytes(1_250_000, "fr"))).toBe("1,3 Mo");
  expect(plainSpaces(formatBytes(1_250_000, "en"))).toBe("1.3 MB");
  expect(plainSpaces(formatBytes(12, "en"))).toBe("1 kB");
  expect(plainSpaces(formatBytes(999_600, "fr"))).toBe("1 000 ko");
  // The same again: it is remembered, each language for itself.
  expect(plainSpaces(formatBytes(728_400, "en"))).toBe("728 kB");
  expect(plainSpaces(formatBytes(727_600, "fr"))).toBe("728 ko");
});
