/**
 * How much a test that seeds drive does: little in `npm test`, all of it in
 * `npm run test:long`, and with `PAROLES_SEED` (the first) and `PAROLES_SEEDS` (how
 * many) any slice of it, so that hours can be run in parts and one seed again.
 */
export const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;

export type Slice = {
  readonly first: number;
  readonly count: number;
};

/** The seeds of this run. A slice asked for by hand wins over both counts. */
export function seedsToRun({
  quick,
  long,
}: {
  readonly quick: number;
  readonly long: number;
}): Slice {
  const count = asNumber("PAROLES_SEEDS") ?? (isLong ? long : quick);
  return { first: asNumber("PAROLES_SEED") ?? 1, count };
}

export const seedsOf = ({ first, count }: Slice): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** The first of the seeds, one in so many: for a test that takes so much longer. */
export const partOf = ({ first, count }: Slice, times: number): Slice => ({
  first,
  count: Math.ceil(count / times),
});

/** A limit that only a hang reaches; the full counts take as many times longer as there are more of them. */
export const longer = (limitMs: number): number => (isLong ? limitMs * 30 : limitMs);

function asNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new RangeError(`${name}=${text}`);
  return number;
}

/** One line for whoever waits; only where there is long to wait, past vitest, which would hold it back. */
export function tell(line: string): void {
  if (isLong) process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

/** Says every so often how far a long run is; the failing seed stands in the error itself. */
export function progress(what: string, { count }: Slice, every: number): () => void {
  let done = 0;
  return () => {
    done += 1;
    if (done % every === 0 || done === count) tell(`${what}: ${done} of ${count}`);
  };
}
