/** Times in files are whole milliseconds; every format rounds in this one place. */
export function toMilliseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000));
}

/**
 * Time of day from the start, `00:01:05.250`, with the decimal mark that the
 * format asks for (WebVTT a point, SubRip a comma). Hours grow beyond two digits
 * when they must.
 */
export function formatTimestamp(seconds: number, decimalMark: "." | ","): string {
  const total = toMilliseconds(seconds);
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor(total / 60_000) % 60;
  const rest = Math.floor(total / 1000) % 60;
  const millis = total % 1000;
  return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(rest)}${decimalMark}${millis < 100 ? "0" : ""}${twoDigits(millis)}`;
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** End of a cue as written: at least a millisecond after its start, as both formats demand. */
export function writtenEnd(cue: {
  readonly startSeconds: number;
  readonly endSeconds: number;
}): number {
  return Math.max(toMilliseconds(cue.endSeconds), toMilliseconds(cue.startSeconds) + 1) / 1000;
}
