import { z } from "zod";
import { findJsonFault } from "./json-fault.ts";
import {
  addCue,
  importError,
  makeCue,
  readLines,
  requireCues,
  type ImportedCue,
  type ImportedTranscript,
  type Place,
} from "./import.ts";

const SegmentSchema = z.object({
  speaker: z.string().nullish(),
  startTime: z.number().min(0).max(86_400),
  endTime: z.number().min(0).max(86_400),
  body: z.string(),
});
const FileSchema = z.object({ version: z.string(), segments: z.array(z.unknown()) });

function placeOfFault(text: string): Place {
  const before = text.slice(0, findJsonFault(text)).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw importError("transcript-not-json", placeOfFault(text), {}, error);
  }
}

function fieldError(segment: number, path: PropertyKey | undefined): Error {
  return importError(
    "transcript-json-field",
    { line: 1, column: 1 },
    { segment, name: String(path ?? "segments") },
  );
}

/** A program's rounding can make a segment end where it starts; anything worse is a mistake. */
function readSegment(value: unknown, segment: number): ImportedCue {
  const parsed = SegmentSchema.safeParse(value);
  if (!parsed.success) throw fieldError(segment, parsed.error.issues[0]?.path[0]);
  const { speaker, startTime, endTime, body } = parsed.data;
  const start = Math.round(startTime * 1000);
  const end = Math.round(endTime * 1000);
  if (end <= start) throw fieldError(segment, "endTime");
  return {
    startSeconds: start / 1000,
    endSeconds: end / 1000,
    text: body,
    ...(speaker ? { speakerName: speaker } : {}),
  };
}

/**
 * Reads the Podcast Namespace's JSON (1.0.0). Throws `transcript-not-json` (line
 * and column), `transcript-json-field` (`segment`, counted from 1, 0 for the
 * file itself; `name` of the wrong field), and the errors about size, order,
 * length and number that `parseWebVtt` has; `line` then is the segment.
 */
export function parsePodcastJson(file: string): ImportedTranscript {
  const data = FileSchema.safeParse(parseJson(readLines(file).join("\n")));
  if (!data.success) throw fieldError(0, data.error.issues[0]?.path[0]);
  const cues: ImportedCue[] = [];
  data.data.segments.forEach((value, i) => {
    const place = { line: i + 1, column: 1 };
    addCue(cues, makeCue(readSegment(value, i + 1), place), place);
  });
  requireCues(cues);
  return { cues };
}
