import type { SpeakerNames, Transcript } from "./transcript.ts";
import { toTurns } from "./turns.ts";

/**
 * The words alone, for reading, search and translation: a paragraph for each
 * turn, with the speaker's name before it where several voices speak and the
 * name may be shown.
 */
export function toPlainText(transcript: Transcript, names: SpeakerNames): string {
  const turns = toTurns(transcript, names);
  const severalVoices = new Set(turns.map((turn) => turn.speakerId)).size > 1;
  const paragraphs = turns.map((turn) => {
    const words = turn.cues.map((cue) => cue.text).join(" ");
    return severalVoices && turn.name !== undefined ? `${turn.name}: ${words}` : words;
  });
  return `${paragraphs.join("\n\n")}\n`;
}
