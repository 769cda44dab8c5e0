/**
 * Writes whole numbers of which there are few (seconds of a minute, kilobytes of a
 * file) as `format` does, and asks it for each of them once: it takes longer than to
 * say everything else of a story.
 */
export function wholeNumbers(format: Intl.NumberFormat): (whole: number) => string {
  const known = new Map<number, string>();
  return (whole) => {
    const before = known.get(whole);
    if (before !== undefined) return before;
    const text = format.format(whole);
    known.set(whole, text);
    return text;
  };
}
