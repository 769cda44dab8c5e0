import { breakableSpaces } from "./line-wrapping.ts";
import { cleanText } from "../text.ts";

/** What follows a word: the end of a sentence, of a clause, or nothing that a reader would pause at. */
export type BreakKind = "sentence" | "clause" | "none";

export type TextWord = { readonly text: string; readonly breakAfter: BreakKind };

const noBreakSpace = "\u00a0";
/** Soft hyphens, byte order marks and direction overrides carry no words and can hide some. */
const invisible = /[\u00ad\ufeff\u202a-\u202e\u2066-\u2069]/gu;

const closing = /^[\p{Pe}\p{Pf}.,;:!?…%؟،؛۔"'’]+$/u;
const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u;
const dash = /^\p{Pd}+$/u;

const sentenceEnd = /[.!?…؟۔][\p{Pe}\p{Pf}"'’\u00a0\u202f]*$/u;
const clauseEnd = /[,;:،؛–—)][\p{Pf}"'’\u00a0\u202f]*$/u;
const startsClause = /^[(«“—–]/u;
const startsSmall = /^[\p{Ps}\p{Pi}"'’\u00a0\u202f]*\p{Ll}/u;
/** A full stop after these does not end a sentence: French and English titles and references, initials. */
const abbreviation =
  /^(?:m|mm|mme|mmes|mlle|dr|pr|st|ste|mr|mrs|ms|art|av|bd|cf|env|fig|hab|tél|vol|vs|no|pp|p|\p{Lu})\.$/iu;
/** A longer "word" is no word; it is cut so that no line runs out of a screen. */
const wordCharsMax = 60;

/**
 * Joins a mark that stands alone to the word it belongs to, with a no-break
 * space: `Me reposer ?` keeps its question mark on the same line, and `« oui »`
 * its guillemets, as French typography asks.
 */
function joinMarks(tokens: readonly string[]): string[] {
  const words: string[] = [];
  let prefix = "";
  for (const token of tokens) {
    const last = words.length - 1;
    if (opening.test(token) || (dash.test(token) && last < 0)) prefix += token + noBreakSpace;
    else if ((closing.test(token) || dash.test(token)) && last >= 0 && prefix === "") {
      words[last] = `${words[last]}${noBreakSpace}${token}`;
    } else {
      words.push(prefix + token);
      prefix = "";
    }
  }
  const rest = prefix.slice(0, -1);
  if (prefix !== "" && words.length > 0) words[words.length - 1] += noBreakSpace + rest;
  else if (prefix !== "") words.push(rest);
  return words;
}

function breakBetween(word: string, next: string | undefined): BreakKind {
  if (next === undefined) return "sentence";
  if (sentenceEnd.test(word)) {
    const isAbbreviation = abbreviation.test(word.replace(/^\p{P}+/u, ""));
    // `Quoi ? dit-elle` goes on: a small letter never starts a sentence.
    if (!isAbbreviation && !startsSmall.test(next)) return "sentence";
    return isAbbreviation ? "none" : "clause";
  }
  return clauseEnd.test(word) || startsClause.test(next) ? "clause" : "none";
}

function cutLongWord(word: string): string[] {
  const signs = [...word];
  return Array.from({ length: Math.ceil(signs.length / wordCharsMax) }, (_, i) =>
    signs.slice(i * wordCharsMax, (i + 1) * wordCharsMax).join(""),
  );
}

/**
 * Splits typed text into the words of a transcript, each with its punctuation,
 * and says what kind of break follows it. Nothing that can be read is lost:
 * joining the words with spaces gives the text back, with single spaces, and
 * no-break spaces where a mark stood alone. An empty text gives no words. The
 * last word ends a sentence.
 */
export function splitWords(text: string): TextWord[] {
  const tokens = cleanText(text)
    .replace(invisible, "")
    .split(breakableSpaces)
    // A no-break space at the edge of a word joins it to nothing.
    .map((token) => token.trim())
    .filter((token) => token.replace(/\p{Cf}/gu, "") !== "");
  const words = joinMarks(tokens).flatMap(cutLongWord);
  return words.map((word, i) => ({ text: word, breakAfter: breakBetween(word, words[i + 1]) }));
}

/** Groups words into sentences, in order; every word is in exactly one. */
export function groupSentences<W extends { readonly breakAfter: BreakKind }>(
  words: readonly W[],
): W[][] {
  const sentences: W[][] = [];
  let open: W[] = [];
  for (const word of words) {
    open.push(word);
    if (word.breakAfter !== "sentence") continue;
    sentences.push(open);
    open = [];
  }
  if (open.length > 0) sentences.push(open);
  return sentences;
}
