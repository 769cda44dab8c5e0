import type { Locale } from "#core/press/page-data";
import { wholeNumbers } from "./whole-numbers.ts";

const unitsOf = (tag: string, unitDisplay: "short" | "long") => ({
  minutes: wholeNumbers(new Intl.NumberFormat(tag, { style: "unit", unit: "minute", unitDisplay })),
  seconds: wholeNumbers(new Intl.NumberFormat(tag, { style: "unit", unit: "second", unitDisplay })),
});
type Units = ReturnType<typeof unitsOf>;

/** Made once: a formatter costs more than a page. */
const formatsOf = (tag: string) => ({
  short: unitsOf(tag, "short"),
  long: unitsOf(tag, "long"),
  list: new Intl.ListFormat(tag, { type: "conjunction" }),
});
const formats: Readonly<Record<Locale, ReturnType<typeof formatsOf>>> = {
  fr: formatsOf("fr"),
  en: formatsOf("en-GB"),
};

/** Minutes and seconds, without those that are none; at least one second. */
function partsOf(duration: number, { minutes, seconds }: Units): readonly string[] {
  const whole = Math.max(1, Math.round(duration));
  const full = Math.floor(whole / 60);
  const rest = whole % 60;
  return [...(full > 0 ? [minutes(full)] : []), ...(rest > 0 ? [seconds(rest)] : [])];
}

/** `1 minute et 2 secondes`, as it is read out. */
export function formatDurationLong(seconds: number, locale: Locale): string {
  const { long, list } = formats[locale];
  const parts = partsOf(seconds, long);
  return parts.length < 2 ? parts.join() : list.format(parts);
}

/** `1 min 2 s`, as it stands beside a title; it never breaks over two lines. */
export function formatDuration(seconds: number, locale: Locale): string {
  return partsOf(seconds, formats[locale].short).join(" ").replaceAll(" ", "\u00a0");
}
