/**
 * Codes that people read, say aloud and type. Twenty-three characters: all ten
 * digits and thirteen consonants. No vowel, so that no code spells a word; and
 * none of the letters that are mistaken for another sign, because what people
 * type in their place is read as the sign they meant.
 */
export const codeAlphabet = "0123456789CDFGHJKMPRTWX";
const base = codeAlphabet.length;

/** What eyes and ears confuse, and keyboards in other scripts write. */
const lookAlikes: Readonly<Record<string, string>> = {
  O: "0",
  Q: "0",
  I: "1",
  L: "1",
  Z: "2",
  S: "5",
  B: "8",
  N: "M",
  V: "W",
};

const codeOfZero = 0x30;
/** First code points of the digits that Arabic and Persian keyboards write. */
const otherZeros = [0x0660, 0x06f0];

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = otherZeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String.fromCodePoint(codeOfZero + code - zero);
}

/**
 * What a person meant: capitals, no spaces, hyphens, dots or directional marks,
 * Arabic and Persian digits as ours, look-alikes as the sign they stand for.
 * Characters that no code has are kept, so that they can be pointed out.
 */
export function normaliseCode(typed: string): string {
  return Array.from(typed.normalize("NFKC").toUpperCase())
    .filter(
      (character) =>
        !/[\s\-‐-―−_.·:,;\u061C\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u.test(character),
    )
    .map(asciiDigit)
    .map((character) => lookAlikes[character] ?? character)
    .join("");
}

/** Whether every character is one of the alphabet's. */
export function isCodeText(text: string): boolean {
  return Array.from(text).every((character) => codeAlphabet.includes(character));
}

/**
 * That many characters of the alphabet from random bytes, each equally likely:
 * bytes from 253 up are passed over (253 is 11 times 23).
 * Throws `RangeError` when the bytes do not suffice; three a character always do
 * in practice (for 15 characters the odds against are below 10^-20).
 */
export function codeCharacters(randomBytes: Uint8Array, count: number): string {
  const limit = 256 - (256 % base);
  const usable = Array.from(randomBytes).filter((byte) => byte < limit);
  if (usable.length < count)
    throw new RangeError(`${randomBytes.length} random bytes are too few for ${count} characters`);
  return usable
    .slice(0, count)
    .map((byte) => codeAlphabet.charAt(byte % base))
    .join("");
}

/**
 * The character that makes the weighted sum of a code zero modulo 23. As 23 is
 * a prime and the weights 1, 2, 3, … differ, any one wrong character and any
 * two exchanged ones are noticed. It holds for codes of at most 22 characters.
 */
export function checkCharacter(payload: string): string {
  const sum = weightedSum(payload);
  const weight = payload.length + 1;
  const found = Array.from(codeAlphabet).find((_, value) => (sum + weight * value) % base === 0);
  if (found === undefined) throw new RangeError("a code has at most 22 characters");
  return found;
}

/** Whether a whole code, check character last, adds up. */
export function addsUp(code: string): boolean {
  return code.length > 1 && isCodeText(code) && weightedSum(code) % base === 0;
}

function weightedSum(text: string): number {
  return Array.from(text).reduce(
    (sum, character, index) => sum + (index + 1) * codeAlphabet.indexOf(character),
    0,
  );
}

/** In groups of four, for the eye and the voice: `K7MP 3X90 TR2C H6WD`. */
export function spacedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1 ");
}
