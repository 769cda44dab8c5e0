import { AppError, type ErrorParams } from "../errors.ts";
import { displayLength, flattenText } from "./line-wrapping.ts";
import { cleanText } from "../text.ts";
import { cuesMax, type Provenance } from "./transcript.ts";

/** A caption as a file made elsewhere has it. */
export type ImportedCue = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly speakerName?: string;
  readonly text: string;
};

export type ImportedTranscript = {
  /** Language and provenance, where the file says so in the way `toWebVtt` writes it. */
  readonly language?: string;
  readonly provenance?: Provenance;
  /** In order of their starts, at least one. */
  readonly cues: readonly ImportedCue[];
};

/** Three minutes of speech are about 4,000 characters; this leaves room for any markup around them. */
export const importCharsMax = 200_000;
const cueCharsMax = 500;
const nameCharsMax = 80;

/** A place in the file, both counted from 1, so that a person finds it in any editor. */
export type Place = { readonly line: number; readonly column: number };

/** Says what is wrong with an imported transcript, and where (params line and column, with those given). */
export function importError(
  code: string,
  place: Place,
  params: ErrorParams = {},
  cause?: unknown,
): AppError {
  return new AppError(code, { params: { ...place, ...params }, field: "transcript", cause });
}

/** What was found, short enough for a sentence. */
export function excerpt(text: string): string {
  const flat = flattenText(cleanText(text));
  return flat.length <= 40 ? flat : `${[...flat].slice(0, 39).join("")}…`;
}

/**
 * Lines of a file, without byte order mark, whatever ends them. Throws
 * `transcript-file-empty` and `transcript-file-too-large` (params `characters`, `charactersMax`).
 */
export function readLines(file: string): string[] {
  if (file.length > importCharsMax) {
    throw new AppError("transcript-file-too-large", {
      params: { characters: file.length, charactersMax: importCharsMax },
      field: "transcript",
    });
  }
  const text = file.replace(/^\ufeff/u, "");
  if (text.trim() === "") throw new AppError("transcript-file-empty", { field: "transcript" });
  return text.split(/\r\n|\n|\r/u);
}

/** A cue whose text is clean and flat; undefined for one without words, which says nothing. */
export function makeCue(cue: ImportedCue, place: Place): ImportedCue | undefined {
  const text = flattenText(cleanText(cue.text));
  if (text.replace(/[\s\p{Cf}]/gu, "") === "") return undefined;
  if (text.length > cueCharsMax) {
    throw importError("transcript-cue-too-long", place, {
      characters: displayLength(text),
      charactersMax: cueCharsMax,
    });
  }
  const speakerName = flattenText(cleanText(cue.speakerName ?? "")).slice(0, nameCharsMax);
  return {
    startSeconds: cue.startSeconds,
    endSeconds: cue.endSeconds,
    text,
    ...(speakerName === "" ? {} : { speakerName }),
  };
}

/** Adds a cue and keeps the rules that hold for every format: order in time, and not more than a story has. */
export function addCue(cues: ImportedCue[], cue: ImportedCue | undefined, place: Place): void {
  if (cue === undefined) return;
  const before = cues.at(-1);
  if (before !== undefined && cue.startSeconds < before.startSeconds) {
    throw importError("transcript-cue-out-of-order", place, { text: excerpt(cue.text) });
  }
  if (cues.length >= cuesMax) throw importError("transcript-too-many-cues", place, { cuesMax });
  cues.push(cue);
}

/** Throws `transcript-no-cues` for a file that is well formed and says nothing. */
export function requireCues(cues: readonly ImportedCue[]): void {
  if (cues.length === 0) throw new AppError("transcript-no-cues", { field: "transcript" });
}
