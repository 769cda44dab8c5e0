import { stemmer as englishStem } from "@orama/stemmers/english";
import { stemmer as frenchStem } from "@orama/stemmers/french";

/**
 * What words of one family have in common (`menuiserie` and `menuiseries`), by
 * Porter's rules for the language (BCP 47); a word of any other language stays
 * whole. The word has been folded before (core/search/terms.ts).
 */
export function stemOf(word: string, language: string): string {
  // Numbers have no family, and rules for letters spoil them.
  if (/\d/.test(word)) return word;
  if (/^fr\b/i.test(language)) return frenchStem(word);
  return /^en\b/i.test(language) ? englishStem(word) : word;
}
