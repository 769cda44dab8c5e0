import type { Cue, Transcript } from "#core/transcript/transcript";

/** A paragraph of the transcript: one speaker, some sentences. */
export type Passage = {
  readonly startSeconds: number;
  readonly speakerId: string | undefined;
  /** True when another voice spoke before: its name is then shown. */
  readonly changesVoice: boolean;
  readonly cues: readonly Cue[];
};

/** A paragraph that lasts this long ends with its next sentence: four or five paragraphs to the minute read well. */
const passageSecondsMin = 12;

const endsSentence = (text: string) => /[.!?…][\s»”"')]*$/.test(text);

/** The transcript in paragraphs to read: a new one for every change of voice, and after a few sentences of a long turn. */
export function passagesOf(transcript: Transcript): readonly Passage[] {
  const passages: (Passage & { cues: Cue[] })[] = [];
  for (const cue of transcript.cues) {
    const open = passages.at(-1);
    const last = open?.cues.at(-1);
    const sameVoice = open !== undefined && open.speakerId === cue.speakerId;
    const full =
      open !== undefined &&
      last !== undefined &&
      endsSentence(last.text) &&
      last.endSeconds - open.startSeconds >= passageSecondsMin;
    if (sameVoice && !full) open.cues.push(cue);
    else {
      passages.push({
        startSeconds: cue.startSeconds,
        speakerId: cue.speakerId,
        changesVoice: !sameVoice,
        cues: [cue],
      });
    }
  }
  return passages;
}
