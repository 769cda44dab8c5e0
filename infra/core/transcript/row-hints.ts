import {
  cueLineCharsMax,
  cueLinesMax,
  cueSecondsMax,
  cueSecondsMin,
  readingCharsPerSecond,
} from "./cue-builder.ts";
import { displayLength, wrapLines } from "./line-wrapping.ts";
import type { WordsRow } from "./row-edits.ts";

/** What a caption could do better: it may stay, nobody is stopped. */
const rowHints = ["too-fast", "too-long", "too-short", "lasts-long", "empty"] as const;
export type RowHint = (typeof rowHints)[number];

/** Half as much again as what adults read comfortably: from here on a caption is lost on many. */
const hurriedCharsPerSecond = readingCharsPerSecond * 1.5;

/**
 * What is to be said of a caption: `too-fast` (more than 25 characters a second),
 * `too-long` (more than two lines of 32), `too-short` (under a second),
 * `lasts-long` (over seven), `empty`. Of one that is taken out nothing.
 */
export function hintsOf(row: Omit<WordsRow, "speakerId">): readonly RowHint[] {
  if (row.removed) return [];
  if (row.text.trim() === "") return ["empty"];
  const seconds = row.endSeconds - row.startSeconds;
  const found: RowHint[] = [];
  if (displayLength(row.text) / Math.max(seconds, 0.1) > hurriedCharsPerSecond)
    found.push("too-fast");
  if (wrapLines(row.text, cueLineCharsMax).length > cueLinesMax) found.push("too-long");
  if (seconds < cueSecondsMin) found.push("too-short");
  if (seconds > cueSecondsMax) found.push("lasts-long");
  return found;
}
