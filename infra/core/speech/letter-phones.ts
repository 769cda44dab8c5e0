import {
  arabicLetters,
  cyrillicLetters,
  englishLetters,
  latinLetters,
  type LetterSounds,
} from "./letter-sounds.ts";
import type { Phone } from "./phones.ts";

const vowels = new Set<Phone>(["i", "y", "e", "ø", "ə", "ɛ", "a", "o", "u", "ɛ̃", "ɑ̃", "ɔ̃"]);

/** Longest spelling first at each place; a doubled sound is said once; unknown letters are silent. */
function lettersToPhones(word: string, table: LetterSounds): Phone[] {
  const found: Phone[] = [];
  for (let at = 0; at < word.length;) {
    const length = [4, 3, 2, 1].find((n) => table.has(word.slice(at, at + n))) ?? 1;
    found.push(...(table.get(word.slice(at, at + length)) ?? []));
    at += length;
  }
  return found.filter((phone, i) => phone !== found[i - 1]);
}

/** Short vowels are not written: one is heard between two consonants that meet. */
function withShortVowels(found: readonly Phone[]): Phone[] {
  return found.flatMap((phone, i): Phone[] => {
    const before = found[i - 1];
    return before !== undefined && !vowels.has(before) && !vowels.has(phone)
      ? ["ə", phone]
      : [phone];
  });
}

/**
 * The sounds of one English word in small letters, roughly. Like its
 * neighbours below it is good enough to time by (see `benchTiming`), not to
 * speak by.
 */
export function englishPhones(word: string): Phone[] {
  return lettersToPhones(word.replace(/(?<=[^aeiouy].*[^aeiouyl])e(?=s?$)/u, ""), englishLetters);
}

/** The sounds of one word in Latin letters of any language, roughly. */
export function latinPhones(word: string): Phone[] {
  return lettersToPhones(word, latinLetters);
}

/** The sounds of one word in Cyrillic letters, roughly. */
export function cyrillicPhones(word: string): Phone[] {
  return lettersToPhones(word, cyrillicLetters);
}

/** The sounds of one word in Arabic letters, roughly. */
export function arabicPhones(word: string): Phone[] {
  return withShortVowels(lettersToPhones(word, arabicLetters));
}
