import { stemOf } from "./stem.ts";

/**
 * Words that are in every story and tell nothing about any of them, folded; in
 * French also what stands before an apostrophe. Rare homographs that somebody
 * might look for (`fer`, `mer`, `main`) are none of them.
 */
const empty = new Set(
  (
    "a ai aie aient ainsi alors au aucun aussi autre aux avaient avais avait avant avec avez avoir avons bien c ca car ce " +
    "cela celle celui ces cet cette ceux chez comme d dans de des donc dont du elle elles en encore entre est et etaient " +
    "etais etait etre eu eux fait faire fais font il ils j je jusqu l la le les leur leurs lorsqu lui m ma mais me meme " +
    "mes moi mon n ne ni nos notre nous on ont ou par parce pas peu peut plus pour puis puisqu qu quand que quel quelle " +
    "qui quoi s sa sans se sera ses si son sont sur t ta te tes toi ton tous tout toute toutes tres tu un une va vais " +
    "vont vos votre vous y " +
    "about after all also am an and any are as at be because been but by can could did do does for from had has have he " +
    "her his how i if in into is it its just like more my no not of or our out she so some than that the their them " +
    "then there they this to up was we were what when which who will with would you your"
  ).split(" "),
);

/** A word without marks and capitals: `Œuvre` is `oeuvre`, `Métier` is `metier`. */
export function foldWord(word: string): string {
  return word
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
}

/** Runs of letters and digits, as they stand in a text: an apostrophe or a hyphen ends a word. */
export const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;

/** The words of a text, folded, in order; those that tell nothing are left out. */
export function tellingWords(text: string): readonly string[] {
  return foldedWords(text).filter((word) => !empty.has(word));
}

/** All words of a text, folded, in order. */
export function foldedWords(text: string): readonly string[] {
  return (text.match(wordPattern) ?? []).map(foldWord).filter((word) => word !== "");
}

/** The terms under which a text in this language is found, each once, in order of the alphabet. */
export function termsOf(text: string, language: string): readonly string[] {
  const terms = new Set(tellingWords(text).map((word) => stemOf(word, language)));
  return [...terms].filter((term) => term !== "").sort();
}
