import type { Locale } from "#core/press/page-data";
import { wholeNumbers } from "./whole-numbers.ts";

const formats = (tag: string) => ({
  kilobytes: wholeNumbers(new Intl.NumberFormat(tag, { style: "unit", unit: "kilobyte" })),
  megabyte: new Intl.NumberFormat(tag, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
  }),
});
const byLocale: Readonly<Record<Locale, ReturnType<typeof formats>>> = {
  fr: formats("fr"),
  en: formats("en-GB"),
};

/** `740 ko`, `1.2 MB`: what a download costs. */
export function formatBytes(bytes: number, locale: Locale): string {
  const { kilobytes, megabyte } = byLocale[locale];
  return bytes < 1_000_000
    ? kilobytes(Math.max(1, Math.round(bytes / 1_000)))
    : megabyte.format(bytes / 1_000_000);
}
