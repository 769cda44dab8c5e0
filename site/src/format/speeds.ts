import type { Locale } from "#core/press/page-data";

const values = [0.75, 1, 1.25, 1.5];

const named = (tag: string) => {
  const format = new Intl.NumberFormat(tag);
  return values.map((value) => ({ value, name: `${format.format(value)}×` }));
};

/** How fast a voice may be heard; slower for those who learn the language. */
export const speeds: Readonly<
  Record<Locale, readonly { readonly value: number; readonly name: string }[]>
> = { fr: named("fr"), en: named("en-GB") };
