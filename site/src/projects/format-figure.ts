/** Numbers of the cards as readers see them, with how exactly the source states them. */
import type { Locale } from "#core/press/page-data";
import type { Figure, PathwayLength, PeopleTarget } from "#core/content/project-parts";
import { projectWordsFor } from "../i18n/project-words-for.ts";

const tags = { fr: "fr", en: "en-GB" } as const;
const numbers = {
  fr: new Intl.NumberFormat(tags.fr),
  en: new Intl.NumberFormat(tags.en),
};
/** The narrow space that French puts between thousands is missing from many faces; this one is not. */
const noBreak = (text: string) => text.replaceAll(/[\u202f ]/g, "\u00a0");

export const formatNumber = (value: number, locale: Locale): string =>
  noBreak(numbers[locale].format(value));

const percents = {
  fr: (text: string) => `${text}\u00a0%`,
  en: (text: string) => `${text}%`,
};

const euros = {
  fr: new Intl.NumberFormat(tags.fr, {
    style: "currency",
    currency: "EUR",
    notation: "compact",
    compactDisplay: "long",
    maximumFractionDigits: 1,
  }),
  en: new Intl.NumberFormat(tags.en, {
    style: "currency",
    currency: "EUR",
    notation: "compact",
    compactDisplay: "long",
    maximumFractionDigits: 1,
  }),
};

/** `250 millions d’euros`, `€250 million`. */
export function formatEuros(amount: number, locale: Locale): string {
  const millions = amount / 1_000_000;
  if (amount >= 1_000_000 && locale === "fr")
    return noBreak(`${numbers.fr.format(millions)} millions`) + " d’euros";
  if (amount >= 1_000_000) return `€${numbers.en.format(millions)} million`;
  return noBreak(euros[locale].format(amount));
}

/** Years are counted, but never grouped by thousands. */
const isYear = ({ kind, value }: Figure) =>
  kind === "other" && Number.isInteger(value) && value >= 1900 && value <= 2100;

/** `environ 3 000`, `60 %`, `200 à 300`, `15 mois`: the number alone, without its label. */
export function figureAmount(figure: Figure, locale: Locale): string {
  const words = projectWordsFor(locale);
  const bounds = [figure.value, ...(figure.valueMax === undefined ? [] : [figure.valueMax])];
  const written = bounds.map((bound) =>
    isYear(figure) ? String(bound) : formatNumber(bound, locale),
  );
  const range = written.join(` ${words.rangeTo} `);
  const last = bounds.at(-1) ?? figure.value;
  const withUnit =
    figure.kind === "percent"
      ? percents[locale](range)
      : figure.kind === "people" || figure.kind === "places" || figure.kind === "other"
        ? range
        : `${range}\u00a0${words.units[figure.kind](last)}`;
  return figure.qualifier === undefined
    ? withUnit
    : `${words.qualifiers[figure.qualifier]} ${withUnit}`;
}

/** `environ 3 000 personnes à repérer en 3 ans`. */
export function peopleInWords(target: PeopleTarget, locale: Locale): string {
  const words = projectWordsFor(locale);
  const count = formatNumber(target.count, locale);
  return [
    ...(target.qualifier === undefined ? [] : [words.qualifiers[target.qualifier]]),
    `${count} ${words.peopleKinds[target.kind]}`,
    ...(target.perYear ? [words.perYear] : []),
    ...(target.overYears === undefined ? [] : [words.overYears(target.overYears)]),
    ...(target.byYear === undefined ? [] : [words.byYear(target.byYear)]),
    ...(target.document === "regional" ? [words.fromRegionalPage] : []),
  ].join(" ");
}

type Span = Pick<PathwayLength, "monthsMin" | "monthsMax" | "weeksMin" | "weeksMax">;

/** `2 à 4 mois`, `36 mois au plus`; empty where the source gives no length. */
export function spanInWords(span: Span, locale: Locale): string {
  const words = projectWordsFor(locale);
  const inUnit = (min: number | undefined, max: number | undefined, unit: "months" | "weeks") => {
    if (max === undefined && min === undefined) return [];
    const bounds = [min, max].filter((bound) => bound !== undefined);
    const unique = [...new Set(bounds)].map((bound) => formatNumber(bound, locale));
    const text = `${unique.join(` ${words.rangeTo} `)}\u00a0${words.units[unit](bounds.at(-1) ?? 0)}`;
    return [min === undefined ? `${words.qualifiers["at-most"]} ${text}` : text];
  };
  return [
    ...inUnit(span.monthsMin, span.monthsMax, "months"),
    ...inUnit(span.weeksMin, span.weeksMax, "weeks"),
  ].join(", ");
}
