import { frenchNumber } from "./french-numbers.ts";
import { frenchPhones } from "./french-phones.ts";
import { arabicPhones, cyrillicPhones, englishPhones, latinPhones } from "./letter-phones.ts";
import { phones, type Phone } from "./phones.ts";

const baseLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? "";

/** Letters spelled one by one: the name of most is one consonant and one vowel. */
const spelledLetter: readonly Phone[] = ["d", "e"];
/** A digit in a language whose number words we do not know: about a syllable and a half. */
const unknownDigit: readonly Phone[] = ["d", "ə", "n", "ə"];
/** A sign that stands for a syllable (Han, Kana, Hangul), and a letter of a script unknown to us. */
const syllableSign: readonly Phone[] = ["n", "a"];
const unknownLetter: readonly Phone[] = ["n"];
const writesSyllables = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function unknownPhones(word: string): readonly Phone[] {
  return [...word]
    .filter((sign) => /\p{L}/u.test(sign))
    .flatMap((sign) => (writesSyllables.test(sign) ? syllableSign : unknownLetter));
}

const frenchSymbols: Readonly<Record<string, string>> = {
  "%": "pour cent",
  "€": "euros",
  "&": "et",
  "+": "plus",
  "@": "arobase",
  "=": "égale",
  "°": "degrés",
};

/** What is left of a French word before an apostrophe: `c'est`, `d'abord`. */
const elided: Readonly<Record<string, Phone>> = { c: "s", d: "d", s: "s", t: "t" };

function wordPhones(word: string, language: string): readonly Phone[] {
  if (/^\p{Script=Arabic}/u.test(word)) return arabicPhones(word);
  if (/^\p{Script=Cyrillic}/u.test(word)) return cyrillicPhones(word.toLowerCase());
  if (!/^\p{Script=Latin}/u.test(word)) return unknownPhones(word);
  // Capitals without a vowel are spelled out: SST, CDD.
  if (/^\p{Lu}{2,6}$/u.test(word) && !/[AEIOUY]/u.test(word))
    return [...word].flatMap(() => spelledLetter);
  const small = word.toLowerCase();
  if (language === "fr") return frenchPhones(small);
  return language === "en" ? englishPhones(small) : latinPhones(small);
}

function cutPhones(letter: string): readonly Phone[] {
  const phone = Object.hasOwn(elided, letter) ? elided[letter] : undefined;
  return phone === undefined ? frenchPhones(letter) : [phone];
}

function numberPhones(digits: string, language: string): readonly Phone[] {
  if (language !== "fr") return [...digits].flatMap(() => unknownDigit);
  return frenchNumber(digits).split(/[ -]/).flatMap(frenchPhones);
}

/**
 * The sounds of a written word (with its punctuation, apostrophes, hyphens,
 * numbers), at least one. `language` is BCP 47: French has full rules, English rough ones, and any
 * other language is read letter by letter. Never throws.
 */
export function spokenPhones(word: string, language: string): Phone[] {
  const tag = baseLanguage(language);
  const found: Phone[] = [];
  for (const [part, cut] of word
    .normalize("NFC")
    .replace(/(?<=^\P{L}*aujourd)['’](?=hui)/iu, "")
    .matchAll(/\d+|(\p{L})['’](?=\p{L})|[\p{L}\p{M}]+|[%€&+@=°]/gu)) {
    if (cut !== undefined)
      found.push(...(tag === "fr" ? cutPhones(cut.toLowerCase()) : wordPhones(cut, tag)));
    else if (/^\d/.test(part)) found.push(...numberPhones(part, tag));
    else if (Object.hasOwn(frenchSymbols, part))
      found.push(...frenchSymbols[part]!.split(" ").flatMap(frenchPhones));
    else found.push(...wordPhones(part, tag));
  }
  return found.length > 0 ? found : ["ə"];
}

/** Seconds that a written word takes to say at an unhurried pace; only proportions matter. */
export function spokenSeconds(word: string, language: string): number {
  return spokenPhones(word, language).reduce((sum, phone) => sum + phones[phone].seconds, 0);
}

/** Whether the letters of this text can be read at all: the sound aligner has nothing to go by otherwise. */
export function canSound(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const known = text.match(/[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}]/gu)?.length ?? 0;
  return letters > 0 && known / letters > 0.8;
}
