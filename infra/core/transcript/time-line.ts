import { excerpt, importError } from "./import.ts";

export type TimeRange = { readonly startSeconds: number; readonly endSeconds: number };

/** Hours are optional in WebVTT and always there in SubRip; some programs write one or two decimals. */
const timestamp = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?(?=\s|$)/u;

type Reading = { readonly seconds: number; readonly length: number };

function readTimestamp(text: string): Reading | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const [whole, hours = "0", minutes = "", seconds = "", decimals = ""] = match;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const milliseconds = Number(decimals.padEnd(3, "0"));
  const total =
    (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + milliseconds;
  return { seconds: total / 1000, length: whole.length };
}

function readAt(line: string, index: number, lineNumber: number): Reading {
  const reading = readTimestamp(line.slice(index));
  if (reading !== undefined) return reading;
  throw importError(
    "transcript-time-invalid",
    { line: lineNumber, column: index + 1 },
    { found: excerpt(line.slice(index).split(/\s|-->/u)[0] ?? "") },
  );
}

const skipSpaces = (line: string, index: number): number => {
  let at = index;
  while (line[at] === " " || line[at] === "\t") at += 1;
  return at;
};

/** True for a line that is meant to say when a cue is shown. */
export function looksLikeTimes(line: string | undefined): line is string {
  return line !== undefined && line.includes("-->");
}

/**
 * Reads `00:00:01.000 --> 00:00:03.500` and what WebVTT and SubRip allow around
 * it; settings after the second time are ignored. Throws
 * `transcript-time-invalid` and `transcript-cue-backwards`, with line and column.
 */
export function readTimes(line: string, lineNumber: number): TimeRange {
  const from = skipSpaces(line, 0);
  const start = readAt(line, from, lineNumber);
  const arrow = skipSpaces(line, from + start.length);
  if (!line.startsWith("-->", arrow)) {
    throw importError(
      "transcript-time-invalid",
      { line: lineNumber, column: arrow + 1 },
      { found: excerpt(line.slice(arrow)) },
    );
  }
  const to = skipSpaces(line, arrow + 3);
  const end = readAt(line, to, lineNumber);
  if (end.seconds <= start.seconds) {
    throw importError(
      "transcript-cue-backwards",
      { line: lineNumber, column: to + 1 },
      { start: line.slice(from, from + start.length), end: line.slice(to, to + end.length) },
    );
  }
  return { startSeconds: start.seconds, endSeconds: end.seconds };
}
