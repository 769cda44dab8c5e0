import { flattenText } from "./line-wrapping.ts";
import type { SpeakerNames, Transcript } from "./transcript.ts";

export type TurnCue = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
};

/** What one voice says before another speaks. Text is plain: whoever prints it escapes it. */
export type Turn = {
  readonly speakerId?: string;
  /** Present only where the name may be shown. */
  readonly name?: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly cues: readonly TurnCue[];
};

/** The transcript as paragraphs for a page: cues in order, a new turn at every change of speaker. */
export function toTurns(transcript: Transcript, names: SpeakerNames): Turn[] {
  const turns: (Turn & { endSeconds: number; cues: TurnCue[] })[] = [];
  for (const { speakerId, startSeconds, endSeconds, text } of transcript.cues) {
    const cue = { startSeconds, endSeconds, text: flattenText(text) };
    const open = turns.at(-1);
    if (open !== undefined && open.speakerId === speakerId) {
      open.cues.push(cue);
      open.endSeconds = Math.max(open.endSeconds, endSeconds);
      continue;
    }
    const name = speakerId === undefined ? undefined : names.get(speakerId);
    turns.push({
      ...(speakerId === undefined ? {} : { speakerId }),
      ...(name === undefined ? {} : { name }),
      startSeconds,
      endSeconds,
      cues: [cue],
    });
  }
  return turns;
}
