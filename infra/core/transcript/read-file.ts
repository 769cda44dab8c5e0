import { AppError } from "../errors.ts";
import type { ImportedTranscript } from "./import.ts";
import { parsePodcastJson } from "./podcast-json-parse.ts";
import { parseSrt } from "./srt-parse.ts";
import { parseWebVtt } from "./webvtt-parse.ts";

/** A blank line, a line number and a time line with a comma or a point, as SubRip begins. */
const beginsAsSubRip = /^\s*(?:\d+\s*(?:\r\n|\n|\r)\s*)?\d{1,4}:\d{1,2}/u;

/**
 * Reads a file with times in any of the formats that are written here, judged by
 * how it begins and never by its name. Throws the parsers' errors (each with line
 * and column), and `transcript-format-unknown` for anything else, plain text included.
 */
export function readTranscriptFile(file: string): ImportedTranscript {
  const text = file.replace(/^\ufeff/u, "");
  if (text.startsWith("WEBVTT")) return parseWebVtt(file);
  if (/^\s*[{[]/u.test(text)) return parsePodcastJson(file);
  if (text.trim() === "" || beginsAsSubRip.test(text)) return parseSrt(file);
  throw new AppError("transcript-format-unknown", { field: "transcript" });
}
