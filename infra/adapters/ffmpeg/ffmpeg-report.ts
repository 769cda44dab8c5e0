/** Reads what ffmpeg says on standard error; written against 4.1 (2018), 5.1 and later, which agree on these lines. */
import type { LoudnessReading } from "#core/audio/loudness-plan";

/** Below this the meter has nothing to say; it prints −70 or "-inf". */
const nothingHeardLufs = -70;

export type MeterName = "before" | "first" | "levelled" | "encoded";

/**
 * The last summary of the meter with this name. The last, because ffmpeg builds
 * and tears down its filters once before it knows the format, and that first
 * meter reports too.
 */
export function readMeter(lines: readonly string[], name: MeterName): LoudnessReading | undefined {
  const start = lines.findLastIndex(
    (line) => line.startsWith(`[ebur128@${name} `) && line.includes("Summary:"),
  );
  if (start === -1) return undefined;
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => line.includes("Summary:"));
  const summary = next === -1 ? rest : rest.slice(0, next);
  const integratedLufs = readDecibels(summary, /^\s+I:\s+(\S+) LUFS/);
  if (integratedLufs === undefined) return undefined;
  return {
    integratedLufs,
    truePeakDbtp: readDecibels(summary, /^\s+Peak:\s+(\S+) dBFS/) ?? nothingHeardLufs,
  };
}

function readDecibels(lines: readonly string[], pattern: RegExp): number | undefined {
  const word = lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  if (word === undefined) return undefined;
  const value = Number(word);
  return Number.isFinite(value) ? Math.max(nothingHeardLufs, value) : nothingHeardLufs;
}

/** Bytes of sound that went to the output, from the closing line ("audio:1234kB", later "KiB"). */
export function readSoundBytes(lines: readonly string[]): number | undefined {
  const kilobytes = lines
    .map((line) => /\baudio:\s*(\d+)\s*k/i.exec(line)?.[1])
    .findLast((found) => found !== undefined);
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Seconds written so far, from a progress line or the last of them. */
export function readTime(lines: readonly string[]): number | undefined {
  const time = lines
    .map((line) => /\btime=(\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line))
    .findLast((found) => found !== null);
  if (time === undefined || time === null) return undefined;
  return Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3]);
}

/** True for a line of the kind that a decoder prints for each thing it could not read. */
export const isErrorLine = (line: string): boolean => /\[(?:error|fatal|panic)\]/.test(line);

/** The part of standard error that explains a failure. */
export const readComplaint = (lines: readonly string[]): string =>
  lines.filter(isErrorLine).slice(-3).join(" | ");
