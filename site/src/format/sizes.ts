import type { Locale } from "#core/press/page-data";

const formats = (tag: string) => ({
  kilobyte: new Intl.NumberFormat(tag, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 0,
  }),
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
  return bytes < 1_000_000
    ? byLocale[locale].kilobyte.format(Math.max(1, bytes / 1_000))
    : byLocale[locale].megabyte.format(bytes / 1_000_000);
}
