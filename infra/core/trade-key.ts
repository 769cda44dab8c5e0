import type { Trade } from "./content/vocabulary.ts";
import { slugOf } from "./ids.ts";

/** Words that end in s and are no plurals, as trades have them. */
const invariable = new Set(
  "concours corps cours discours fils fonds parcours poids puits secours sens temps univers velours".split(
    " ",
  ),
);

/** A folded word without the sign of a plural, where it is one beyond doubt; others keep theirs. */
function singular(word: string): string {
  if (word.length < 4 || invariable.has(word)) return word;
  if (/(eau|eu)x$/.test(word)) return word.slice(0, -1);
  // `tapis`, `bus`, `bois`, `verglas`: one as well as many.
  return /[^aious]s$/.test(word) ? word.slice(0, -1) : word;
}

/**
 * The form that all spellings of a trade have in common: no capitals, accents,
 * ligatures, hyphens or plurals (`Fleuristes`, `FLEURISTE`; `Aide à domicile`,
 * `aide-à-domicile`). Feminine and masculine stay two unless a vocabulary says
 * that they are one: what follows from the letters alone would be a guess.
 */
export function foldedTrade(trade: string): string {
  return slugOf(slugOf(trade).split("-").map(singular).join("-"));
}

/** Everything by which an entry of the vocabulary is known; `A ou b` are two, where each stands for itself. */
function formsOf({ key, fr, en, rome, romeLabel, also = [] }: Trade): readonly string[] {
  const sides = fr.split(" ou ");
  const wordsOf = (text: string) => text.split(/[\s’'-]+/).length;
  const last = sides.at(-1) ?? fr;
  // `Préparatrice ou préparateur de commandes`: the first word alone is another trade.
  const whole = sides.filter((side) => wordsOf(side) >= wordsOf(last));
  return [
    key,
    fr,
    ...whole,
    en,
    ...(rome ? [rome] : []),
    ...(romeLabel ? [romeLabel] : []),
    ...also,
  ];
}

/** Keys by the folded forms of their entries; of two entries with a form in common the first has it. */
function keysByForm(vocabulary: readonly Trade[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const entry of vocabulary) {
    for (const form of formsOf(entry)) {
      const folded = foldedTrade(form);
      if (!keys.has(folded)) keys.set(folded, entry.key);
    }
  }
  return keys;
}

/** A vocabulary is read once and asked for every story: folding all of it each time took a tenth of a press. */
const known = new WeakMap<readonly Trade[], ReadonlyMap<string, string>>();

/**
 * The key under which stories of a trade are filed, which stands in addresses:
 * that of the vocabulary for every spelling that it knows (feminine, masculine,
 * English, ROME code or heading), else the trade's own folded form.
 */
export function tradeKeyOf(trade: string, vocabulary: readonly Trade[]): string {
  const keys = known.get(vocabulary) ?? keysByForm(vocabulary);
  known.set(vocabulary, keys);
  const folded = foldedTrade(trade);
  return keys.get(folded) ?? folded;
}
