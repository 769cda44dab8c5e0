import type { Locale } from "#core/page-data";

const spoken: Readonly<Record<Locale, Intl.DurationFormat>> = {
  fr: new Intl.DurationFormat("fr", { style: "long" }),
  en: new Intl.DurationFormat("en-GB", { style: "long" }),
};
const briefUnits = (tag: string) => ({
  minute: new Intl.NumberFormat(tag, { style: "unit", unit: "minute", unitDisplay: "short" }),
  second: new Intl.NumberFormat(tag, { style: "unit", unit: "second", unitDisplay: "short" }),
});
const brief: Readonly<Record<Locale, ReturnType<typeof briefUnits>>> = {
  fr: briefUnits("fr"),
  en: briefUnits("en-GB"),
};

const parts = (seconds: number) => {
  const whole = Math.max(1, Math.round(seconds));
  return { minutes: Math.floor(whole / 60), seconds: whole % 60 };
};

/** `1 minute et 2 secondes`, as it is read out. */
export const formatDurationLong = (seconds: number, locale: Locale): string =>
  spoken[locale].format(parts(seconds));

/** `1 min 2 s`, as it stands beside a title; it never breaks over two lines. */
export function formatDuration(seconds: number, locale: Locale): string {
  const { minutes, seconds: rest } = parts(seconds);
  const shown = [
    ...(minutes > 0 ? [brief[locale].minute.format(minutes)] : []),
    ...(rest > 0 ? [brief[locale].second.format(rest)] : []),
  ];
  return shown.join(" ").replaceAll(" ", "\u00a0");
}

/** `PT1M2S`, for machines. */
export function isoDuration(seconds: number): string {
  const { minutes, seconds: rest } = parts(seconds);
  return `PT${minutes > 0 ? `${minutes}M` : ""}${rest > 0 || minutes === 0 ? `${rest}S` : ""}`;
}
