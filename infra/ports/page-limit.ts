/** The most that one page holds; S3 lists no more than 1,000 keys at a time, so nobody may count on more. */
export const pageLimitMax = 1_000;

/** How many items a page may hold: what was asked for, else `fallback`. Throws RangeError outside 1 to `pageLimitMax`. */
export function pageLimit(asked: number | undefined, fallback: number): number {
  const limit = asked ?? fallback;
  if (!Number.isInteger(limit) || limit < 1 || limit > pageLimitMax) {
    throw new RangeError(`a page holds 1 to ${pageLimitMax} items, not ${limit}`);
  }
  return limit;
}
