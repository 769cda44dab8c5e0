/** One figure of a measurement, as the table prints it. */
export type BenchRow = { readonly what: string; readonly figure: string; readonly note?: string };

/** The middle value; the mean of the two middle ones for an even count. Throws RangeError for none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [lower, upper] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  if (lower === undefined || upper === undefined)
    throw new RangeError("there is no median of nothing");
  return (lower + upper) / 2;
}
