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

/** The words that begin a line where lines of at most `charsMax` columns are filled one after the other; a longer word has a line of its own. */
function filledLines(widths: readonly number[], charsMax: number): number[] {
  const starts = [0];
  let filled = widths[0] ?? 0;
  for (const [at, width] of widths.entries()) {
    if (at === 0) continue;
    const fits = filled + 1 + width <= charsMax;
    if (!fits) starts.push(at);
    filled = fits ? filled + 1 + width : width;
  }
  return starts;
}

/** How unpleasant a break is after `first`, between lines of so different lengths: better after a mark than within a phrase. */
function breakCost(first: string, uneven: number): number {
  if (/[.!?…؟][\p{Pe}\p{Pf}\s]*$/u.test(first)) return uneven - 18;
  if (/[,;:–—،؛]$/u.test(first)) return uneven - 8;
  // A short word at the end of a line nearly always belongs to the next one.
  return /(?:^| )\p{L}{1,3}$/u.test(first) ? uneven + 6 : uneven;
}

/** Of all ways to make two lines of at most `charsMax` columns, the most pleasant one; the given one where others are no better. */
function balancedBreak(
  words: readonly string[],
  widths: readonly number[],
  charsMax: number,
  given: number,
): number {
  const total = widths.reduce((sum, width) => sum + width, widths.length - 1);
  const cost = (at: number, first: number) =>
    breakCost(words.slice(0, at).join(" "), Math.abs(first - (total - first - 1)));
  const firstUpTo = (at: number) => widths.slice(0, at).reduce((sum, width) => sum + width, at - 1);
  let best = { at: given, cost: cost(given, firstUpTo(given)) };
  let first = -1;
  for (let at = 1; at < words.length; at += 1) {
    first += 1 + (widths[at - 1] ?? 0);
    if (first > charsMax || total - first - 1 > charsMax) continue;
    const candidate = { at, cost: cost(at, first) };
    if (candidate.cost < best.cost) best = candidate;
  }
  return best.at;
}

/**
 * Breaks a text into as few lines of at most `charsMax` columns as it needs; two
 * lines are balanced. Only a single word longer than `charsMax` makes a longer
 * line. Joining the lines with spaces gives the text back, with single spaces.
 */
export function wrapLines(text: string, charsMax: number): string[] {
  const words = flattenText(text).split(" ");
  const widths = words.map(displayLength);
  const starts = filledLines(widths, charsMax);
  const [, second] = starts;
  if (second !== undefined && starts.length === 2)
    starts[1] = balancedBreak(words, widths, charsMax, second);
  return starts.map((start, line) => words.slice(start, starts[line + 1]).join(" "));
}
