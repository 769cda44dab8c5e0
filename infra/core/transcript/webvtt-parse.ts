import { displayLength } from "./line-wrapping.ts";
import {
  addCue,
  excerpt,
  importError,
  makeCue,
  readLines,
  requireCues,
  type ImportedCue,
  type ImportedTranscript,
} from "./import.ts";
import { looksLikeTimes, readTimes, type TimeRange } from "./time-line.ts";
import { readVoices } from "./webvtt-text.ts";
import { ProvenanceSchema } from "./transcript.ts";

/** Consecutive lines without a blank one; `line` is the number of the first, from 1. */
type Block = { readonly line: number; readonly lines: readonly string[] };

const isBlank = (line: string): boolean => /^[ \t]*$/u.test(line);

function splitBlocks(lines: readonly string[]): Block[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let open: { line: number; lines: string[] } | undefined;
  lines.forEach((text, i) => {
    if (isBlank(text)) {
      open = undefined;
      return;
    }
    if (open === undefined) {
      open = { line: i + 1, lines: [] };
      blocks.push(open);
    }
    open.lines.push(text);
  });
  return blocks;
}

/** Two voices in one cue share its time in proportion to what they say, since a cue here has one voice. */
function shareTime(
  times: TimeRange,
  markup: string,
  place: { line: number; column: number },
): ImportedCue[] {
  const parts = readVoices(markup);
  const lengths = parts.map((part) => displayLength(part.text));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const span = times.endSeconds - times.startSeconds;
  let before = 0;
  return parts.flatMap(({ name, text }, i) => {
    const startSeconds = times.startSeconds + (span * before) / total;
    before += lengths[i]!;
    const endSeconds = times.startSeconds + (span * before) / total;
    const cue = makeCue(
      { startSeconds, endSeconds, text, ...(name === undefined ? {} : { speakerName: name }) },
      place,
    );
    return cue === undefined ? [] : [cue];
  });
}

/** Parts of the same voice, cut apart by other tags or by its end tag, are one again. */
function readCue(block: Block, at: number, cues: ImportedCue[]): void {
  const times = readTimes(block.lines[at]!, block.line + at);
  const text = block.lines.slice(at + 1);
  const nested = text.findIndex(looksLikeTimes);
  if (nested >= 0) {
    throw importError("transcript-blank-line-missing", {
      line: block.line + at + 1 + nested,
      column: 1,
    });
  }
  const place = { line: block.line + at + 1, column: 1 };
  for (const cue of shareTime(times, text.join("\n"), place)) addCue(cues, cue, place);
}

type About = Pick<ImportedTranscript, "language" | "provenance">;

/** `language: fr` and `words: typed` in a comment, as `toWebVtt` writes them; `Language: fr` in a header. */
function readAbout(lines: readonly string[]): About {
  const find = (key: RegExp): string | undefined =>
    lines.map((line) => key.exec(line)?.[1]?.trim()).find((value) => value !== undefined);
  const language = find(/^language:[ \t]*([a-z]{2,3}(?:-[a-z0-9]{1,8}){0,3})[ \t]*$/iu);
  const provenance = ProvenanceSchema.safeParse(find(/^words:[ \t]*([a-z]+)[ \t]*$/u));
  return {
    ...(language === undefined ? {} : { language }),
    ...(provenance.success ? { provenance: provenance.data } : {}),
  };
}

/** The header ends at the first blank line, or where a hurried program starts its first cue. */
function readHeader(lines: readonly string[]): { about: About; bodyLine: number } {
  if (!/^WEBVTT(?:[ \t]|$)/u.test(lines[0] ?? "")) {
    throw importError(
      "transcript-not-webvtt",
      { line: 1, column: 1 },
      { found: excerpt(lines[0] ?? "") },
    );
  }
  let end = 1;
  while (end < lines.length && !isBlank(lines[end]!) && !looksLikeTimes(lines[end])) end += 1;
  return { about: readAbout(lines.slice(1, end)), bodyLine: end };
}

/**
 * Reads WebVTT made anywhere: comments, styles, regions, cue settings and tags
 * are taken out, voices kept, lines of a cue joined. What cannot be read is
 * refused with its line and column and never guessed. Throws AppError, field
 * `transcript`: `transcript-file-empty`, `transcript-file-too-large`,
 * `transcript-not-webvtt`, `transcript-time-missing`, `transcript-time-invalid`,
 * `transcript-cue-backwards`, `transcript-cue-out-of-order`,
 * `transcript-blank-line-missing`, `transcript-cue-too-long`,
 * `transcript-too-many-cues`, `transcript-no-cues`.
 */
export function parseWebVtt(file: string): ImportedTranscript {
  const lines = readLines(file);
  const { about, bodyLine } = readHeader(lines);
  const cues: ImportedCue[] = [];
  let found = about;
  for (const block of splitBlocks(lines.slice(bodyLine))) {
    const placed = { line: block.line + bodyLine, lines: block.lines };
    const first = placed.lines[0]!;
    if (/^NOTE(?:[ \t]|$)/u.test(first)) found = { ...found, ...readAbout(placed.lines.slice(1)) };
    else if (looksLikeTimes(first)) readCue(placed, 0, cues);
    else if (looksLikeTimes(placed.lines[1])) readCue(placed, 1, cues);
    else if (!/^(?:STYLE|REGION)[ \t]*$/u.test(first)) {
      throw importError(
        "transcript-time-missing",
        { line: placed.line, column: 1 },
        { found: excerpt(first) },
      );
    }
  }
  requireCues(cues);
  return { ...found, cues };
}
