export type WordErrors = {
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  /** Words of the reference. */
  readonly words: number;
};

/**
 * Words as scorers compare them: lower case, without punctuation, elisions (`l'`,
 * `qu'`) and hyphened words apart, accents kept. It is what jiwer's usual chain does
 * (lower case, punctuation to spaces, spaces joined), so figures can be compared.
 */
export function scoredWords(text: string): string[] {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim()
    .split(" ")
    .filter((word) => word !== "");
}

/**
 * The fewest substitutions, deletions and insertions that make the heard text of
 * the reference (Levenshtein distance over words, as NIST's sclite counts with
 * equal costs). Among equally few, substitutions are preferred. The rate is their
 * sum over the words of the reference.
 */
export function wordErrors(reference: string, heard: string): WordErrors {
  const wanted = scoredWords(reference);
  const got = scoredWords(heard);
  type Cell = { readonly cost: number; readonly counts: readonly [number, number, number] };
  let row: Cell[] = got.map((_, j) => ({ cost: j + 1, counts: [0, 0, j + 1] }));
  row.unshift({ cost: 0, counts: [0, 0, 0] });
  wanted.forEach((word, i) => {
    const next: Cell[] = [{ cost: i + 1, counts: [0, i + 1, 0] }];
    got.forEach((other, j) => {
      const [s, d, n] = row[j]!.counts;
      const same = word === other;
      const options: Cell[] = [
        { cost: row[j]!.cost + (same ? 0 : 1), counts: [s + (same ? 0 : 1), d, n] },
        plus(row[j + 1]!, 1),
        plus(next[j]!, 2),
      ];
      next.push(options.reduce((best, one) => (one.cost < best.cost ? one : best)));
    });
    row = next;
  });
  const [substitutions, deletions, insertions] = row.at(-1)!.counts;
  return { substitutions, deletions, insertions, words: wanted.length };

  function plus({ cost, counts }: Cell, which: 1 | 2): Cell {
    const [s, d, n] = counts;
    return { cost: cost + 1, counts: which === 1 ? [s, d + 1, n] : [s, d, n + 1] };
  }
}

/** Errors over words of the reference; more than 1 is possible. NaN without a reference. */
export const errorRate = ({ substitutions, deletions, insertions, words }: WordErrors): number =>
  (substitutions + deletions + insertions) / words;
