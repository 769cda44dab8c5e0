import type { BreakKind } from "./text.ts";

/** Small words that lead into the next one: a caption never ends on them if it can help it. */
const leadingWords: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: new Set(
    "à au aux avec ce ces cet cette chez comme comment dans de des du elle elles en entre est et il ils je la le les leur leurs lui ma mais me mes moins mon ne ni nos notre nous on ont ou où par pas plus pour pourquoi qu quand que qui quoi sa sans se ses si son sont sous sur ta te tes ton très tu un une vers vos votre vous y".split(
      " ",
    ),
  ),
  en: new Set(
    "a an and are as at be but by for from had has have he her his i if in into is it its my no not of on or our she so than that the their they this to very was we were when which who will with would you your".split(
      " ",
    ),
  ),
};

/** Where no list is at hand, short words are nearly always the ones that lean on the next. */
const shortWordChars = 2;

function leansOnNext(word: string, language: string): boolean {
  const bare = word.toLowerCase().replace(/^[\p{P}\u00a0\u202f]+|[\p{P}\u00a0\u202f]+$/gu, "");
  const known = leadingWords[language.toLowerCase().split(/[-_]/)[0] ?? ""];
  if (known === undefined) return bare.length <= shortWordChars;
  return known.has(bare) || bare.length === 1;
}

/** A pause this long is heard as a break even where the text has no mark. */
const heardPauseSeconds = 0.35;

/**
 * How much it hurts to end a caption after a word, from 0 (a sentence ends) to
 * about 6 (an article cut off from its noun).
 */
export function breakCost(
  word: { readonly text: string; readonly breakAfter: BreakKind },
  pauseAfterSeconds: number,
  language: string,
): number {
  if (word.breakAfter === "sentence") return 0;
  if (word.breakAfter === "clause") return 1;
  const base = leansOnNext(word.text, language) ? 6 : 3.5;
  if (pauseAfterSeconds < heardPauseSeconds) return base;
  return base - Math.min(4, 1 + 1.5 * pauseAfterSeconds);
}
