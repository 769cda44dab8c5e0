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

/** What there is to flatten: any breakable space but a single one within the line. */
const unevenSpaces =
  /^ | (?: |$)|[\t\n\v\f\r\u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/u;

/** One line with single spaces and no breakable space at its ends; no-break spaces stay. */
export function flattenText(text: string): string {
  // Nearly all captions are flat already, and each is asked for in every format.
  if (!unevenSpaces.test(text)) return text;
  return text
    .split(breakableSpaces)
    .filter((word) => word !== "")
    .join(" ");
}

/** A flat text by its words, without taking it apart: where each ends, and how many columns there are up to there. */
type Measured = {
  readonly text: string;
  readonly ends: readonly number[];
  readonly columns: readonly number[];
};

function measured(text: string): Measured {
  const ends: number[] = [];
  for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) ends.push(at);
  ends.push(text.length);
  if (plainText.test(text)) return { text, ends, columns: ends };
  let columns = -1;
  const upTo = ends.map((end, word) => {
    columns += 1 + displayLength(text.slice(startOf(ends, word), end));
    return columns;
  });
  return { text, ends, columns: upTo };
}

/** Where a word begins, by where each ends: in columns or in units. */
const startOf = (ends: readonly number[], word: number): number =>
  word === 0 ? 0 : (ends[word - 1] ?? 0) + 1;

/** The words that begin a line where lines of at most `charsMax` columns are filled one after the other; a longer word has a line of its own. */
function filledLines({ columns }: Measured, charsMax: number): number[] {
  const starts = [0];
  let before = 0;
  for (const [word, upTo] of columns.entries()) {
    if (word === 0 || upTo - before <= charsMax) continue;
    starts.push(word);
    before = startOf(columns, word);
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
function balancedBreak({ text, ends, columns }: Measured, charsMax: number, given: number): number {
  const total = columns.at(-1) ?? 0;
  const cost = (second: number) => {
    const first = columns[second - 1] ?? 0;
    const uneven = Math.abs(first - (total - first - 1));
    return breakCost(text.slice(0, ends[second - 1]), uneven);
  };
  let best = { second: given, cost: cost(given) };
  for (let second = 1; second < ends.length; second += 1) {
    const first = columns[second - 1] ?? 0;
    if (first > charsMax || total - first - 1 > charsMax) continue;
    const candidate = { second, cost: cost(second) };
    if (candidate.cost < best.cost) best = candidate;
  }
  return best.second;
}

/**
 * Breaks a text into as few lines of at most `charsMax` columns as it needs; two
 * lines are balanced. Only a single word longer than `charsMax` makes a longer
 * line. Joining the lines with spaces gives the text back, with single spaces.
 */
export function wrapLines(text: string, charsMax: number): string[] {
  const flat = flattenText(text);
  // No text has more columns than units.
  if (flat.length <= charsMax) return [flat];
  const words = measured(flat);
  const starts = filledLines(words, charsMax);
  const [, second] = starts;
  if (second !== undefined && starts.length === 2)
    starts[1] = balancedBreak(words, charsMax, second);
  const { ends } = words;
  return starts.map((start, line) => {
    const next = starts[line + 1];
    return flat.slice(startOf(ends, start), next === undefined ? flat.length : ends[next - 1]);
  });
}
