import { newestFirst } from "./archive.ts";
import { cutWhere, valueCharactersMax } from "./text.ts";

/** What tells two items of a feed apart for podcast apps. */
export type Titled = { readonly id: string; readonly title: string; readonly publishedAt: string };

/** Two items would have looked like one: people see `becomes` in their app. */
export type TitleWarning = {
  readonly code: "title-repeated";
  readonly id: string;
  readonly title: string;
  readonly becomes: string;
};

/** Two moments less than this apart can be the same day somewhere on Earth. */
const sameDayMs = 24 * 60 * 60 * 1_000;

/**
 * Titles under which no two items look like one. AntennaPod merges items with
 * the same title, the same day on the listener's clock, and lengths within ten
 * minutes, which one-minute stories always have; it takes curly quotes and long
 * dashes for plain ones. The earlier item keeps its title; a later one within 24
 * hours gets ` (2)`, ` (3)`, …. The same items always give the same titles, and
 * a newer item never changes an older one's.
 */
export function uniqueTitles(items: readonly Titled[]): {
  readonly titles: ReadonlyMap<string, string>;
  readonly warnings: readonly TitleWarning[];
} {
  const titles = new Map<string, string>();
  const warnings: TitleWarning[] = [];
  const taken = new Map<string, number>();
  const inOrder = items.toSorted(newestFirst).reverse();
  for (const { id, title, publishedAt } of inOrder) {
    const moment = Date.parse(publishedAt);
    const isTaken = (look: string) => {
      const last = taken.get(look);
      return last !== undefined && moment - last < sameDayMs;
    };
    let becomes = title;
    let look = lookOf(title);
    for (let number = 2; isTaken(look); number += 1) {
      becomes = numbered(title, number);
      look = lookOf(becomes);
    }
    taken.set(look, moment);
    titles.set(id, becomes);
    if (becomes !== title) warnings.push({ code: "title-repeated", id, title, becomes });
  }
  return { titles, warnings };
}

/** A number at the end, within what PSP-1 allows a title. */
function numbered(title: string, number: number): string {
  const ending = ` (${number})`;
  return `${cutWhere(title, (cut) => cut.length + ending.length <= valueCharactersMax)}${ending}`;
}

/** Letters and marks that are their own NFKC form: asking for it costs more than all the rest. */
const ownForm = /^[ -~À-ÿŒœ–—’«»]*$/u;

/** What a hurried eye, and AntennaPod, take for the same title. */
function lookOf(title: string): string {
  return (ownForm.test(title) ? title : title.normalize("NFKC"))
    .toLowerCase()
    .replace(/[“”„«»"]/g, '"')
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
