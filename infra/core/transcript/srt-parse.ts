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
import { srtGuard, unnamedVoiceMark, voicePrefix } from "./srt.ts";
import { looksLikeTimes, readTimes } from "./time-line.ts";

export type SrtOptions = {
  /** The voices to look for before a colon; without them any capitalised name of a few words counts. */
  readonly speakerNames?: readonly string[];
};

/** Tags and positions that SubRip borrowed from other formats. */
const markup = /<\/?(?:i|b|u|s|c|font)(?:[ \t][^<>]*)?>|\{\\[^{}]*\}/giu;

/** A number alone before a time line only counts the cues. */
const isCounter = (line: string | undefined): boolean =>
  line !== undefined && /^\s*\d+\s*$/u.test(line);
const isBlank = (line: string | undefined): boolean => line === undefined || /^[ \t]*$/u.test(line);

type Voiced = { readonly speakerName: string | undefined; readonly text: string };

/** Takes the voice off the words; without one, whoever spoke last goes on. */
function readVoice(
  text: string,
  speaking: string | undefined,
  names: readonly string[] | undefined,
): Voiced {
  if (text.startsWith(srtGuard)) return { speakerName: speaking, text };
  if (text.startsWith(unnamedVoiceMark) && speaking !== undefined) {
    return { speakerName: undefined, text: text.slice(unnamedVoiceMark.length) };
  }
  const known = names?.find((name) => name !== "" && text.startsWith(`${name}: `));
  const guessed = names === undefined ? voicePrefix.exec(text)?.[1] : undefined;
  const speakerName = known ?? guessed;
  if (speakerName === undefined) return { speakerName: speaking, text };
  return { speakerName, text: text.slice(speakerName.length + 2) };
}

function readText(lines: readonly string[]): string {
  return lines.join(" ").replace(markup, "").trim();
}

/**
 * Reads SubRip made anywhere: with or without counters, points for commas, tags
 * taken out, `Name: ` at the start of a cue read as the voice that speaks from
 * there on. Throws the same errors as `parseWebVtt`, except
 * `transcript-not-webvtt`; a file that has no time line where its first cue
 * should be gets `transcript-time-missing`.
 */
export function parseSrt(file: string, options: SrtOptions = {}): ImportedTranscript {
  const lines = readLines(file);
  const cues: ImportedCue[] = [];
  let speaking: string | undefined;
  for (let at = 0; at < lines.length;) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    if (isCounter(lines[at]) && looksLikeTimes(lines[at + 1])) at += 1;
    const line = lines[at]!;
    if (!looksLikeTimes(line)) {
      throw importError(
        "transcript-time-missing",
        { line: at + 1, column: 1 },
        { found: excerpt(line) },
      );
    }
    const times = readTimes(line, at + 1);
    let end = at + 1;
    while (!isBlank(lines[end])) {
      if (looksLikeTimes(lines[end]))
        throw importError("transcript-blank-line-missing", { line: end + 1, column: 1 });
      end += 1;
    }
    const place = { line: at + 2, column: 1 };
    const voiced = readVoice(readText(lines.slice(at + 1, end)), speaking, options.speakerNames);
    speaking = voiced.speakerName;
    const text = voiced.text.replaceAll(srtGuard, "");
    addCue(
      cues,
      makeCue(
        { ...times, text, ...(speaking === undefined ? {} : { speakerName: speaking }) },
        place,
      ),
      place,
    );
    at = end;
  }
  requireCues(cues);
  return { cues };
}
