import { AppError } from "../errors.ts";
import type { ImportedTranscript } from "./import.ts";
import {
  TranscriptSchema,
  type Cue,
  type Transcript,
  type TranscriptWarning,
} from "./transcript.ts";

export type ImportTarget = {
  /** Used where the file does not name its language. */
  readonly language: string;
  /** Ids of the episode's speakers by the names that files use for them. */
  readonly speakerIds: ReadonlyMap<string, string>;
  /** Length of the trimmed recording. */
  readonly durationSeconds: number;
  /** Silence cut from the start of the recording after the file was made: all times move forward by it. */
  readonly trimmedSeconds?: number;
};

/** A file may run on a little after the last word, since encoders pad. */
const overrunSeconds = 1;

function placeCue(
  startSeconds: number,
  endSeconds: number,
  target: ImportTarget,
): { startSeconds: number; endSeconds: number } | undefined {
  const trimmed = target.trimmedSeconds ?? 0;
  const start = Math.max(0, startSeconds - trimmed);
  const end = Math.min(target.durationSeconds, endSeconds - trimmed);
  return end > start ? { startSeconds: start, endSeconds: end } : undefined;
}

/**
 * Makes an imported file the transcript of a recording: names become speakers,
 * times move with the trimming. Throws `transcript-longer-than-audio` (params
 * `endSeconds`, `durationSeconds`) for a file that belongs to another recording, and
 * `transcript-no-cues`. A name that no speaker has is told in a warning, never
 * dropped in silence.
 */
export function toImportedTranscript(
  imported: ImportedTranscript,
  target: ImportTarget,
): Transcript {
  const lastEnd =
    Math.max(...imported.cues.map((cue) => cue.startSeconds)) - (target.trimmedSeconds ?? 0);
  if (lastEnd > target.durationSeconds + overrunSeconds) {
    throw new AppError("transcript-longer-than-audio", {
      params: {
        endSeconds: Math.round(lastEnd),
        durationSeconds: Math.round(target.durationSeconds),
      },
      field: "transcript",
    });
  }
  const unknown = new Set<string>();
  const cues = imported.cues.flatMap(({ startSeconds, endSeconds, speakerName, text }): Cue[] => {
    const times = placeCue(startSeconds, endSeconds, target);
    if (times === undefined) return [];
    const speakerId = speakerName === undefined ? undefined : target.speakerIds.get(speakerName);
    if (speakerName !== undefined && speakerId === undefined) unknown.add(speakerName);
    return [{ ...times, text, ...(speakerId === undefined ? {} : { speakerId }) }];
  });
  if (cues.length === 0) throw new AppError("transcript-no-cues", { field: "transcript" });
  const warnings: TranscriptWarning[] = [...unknown].map((text) => ({
    code: "speaker-unknown",
    text,
  }));
  return TranscriptSchema.parse({
    language: imported.language ?? target.language,
    // Whatever the file claims about itself: nobody here has read it yet.
    provenance: "imported",
    engine: "imported",
    cues,
    warnings,
  });
}
