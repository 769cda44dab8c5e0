/** Spaces at which a line may be broken; no-break spaces (U+00A0, U+202F, U+2007) are not among them. */
export const breakableSpaces =
  /[\t\n\v\f\r \u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/u;

/** Text of European languages, written as it nearly always is: one column for each unit of it (U+00AD is a soft hyphen). */
const plainText = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u202f]*$/u;

/** Columns that a text takes up: accents, vowel marks and joiners take none. */
export function displayLength(text: string): number {
  // Asked of every word of every story: taking a text apart costs ten times as much.
  if (plainText.test(text)) return text.length;
  return [...text.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "")].length;
}

/** One line with single spaces and no breakable space at its ends; no-break spaces stay. */
export function flattenText(text: string): string {
  return text
    .split(breakableSpaces)
    .filter((word) => word !== "")
    .join(" ");
}

/** Lines of at most `charsMax`, filled one after the other; a longer word has a line of its own. */
function fillLines(words: readonly string[], charsMax: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && displayLength(joined) <= charsMax) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

/** How pleasant two lines are: of equal length, broken after a mark rather than within a phrase. */
function pairCost(first: string, second: string): number {
  const uneven = Math.abs(displayLength(first) - displayLength(second));
  if (/[.!?…؟][\p{Pe}\p{Pf}\s]*$/u.test(first)) return uneven - 18;
  if (/[,;:–—،؛]$/u.test(first)) return uneven - 8;
  // A short word at the end of a line nearly always belongs to the next one.
  return /(?:^| )\p{L}{1,3}$/u.test(first) ? uneven + 6 : uneven;
}

/**
 * Breaks a text into as few lines of at most `charsMax` columns as it needs; two
 * lines are balanced. Only a single word longer than `charsMax` makes a longer
 * line. Joining the lines with spaces gives the text back, with single spaces.
 */
export function wrapLines(text: string, charsMax: number): string[] {
  const words = flattenText(text).split(" ");
  const filled = fillLines(words, charsMax);
  if (filled.length !== 2) return filled;
  let best = filled;
  for (let at = 1; at < words.length; at++) {
    const first = words.slice(0, at).join(" ");
    const second = words.slice(at).join(" ");
    if (displayLength(first) > charsMax || displayLength(second) > charsMax) continue;
    if (pairCost(first, second) < pairCost(best[0]!, best[1]!)) best = [first, second];
  }
  return best;
}
