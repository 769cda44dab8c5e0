import type { Transcript } from "#core/transcript/transcript";

/** The bars of the voice that opens the story, and those of everyone else. */
export type RingPaths = { readonly first: string; readonly second: string };

/** Side of the square that a ring is drawn in: fine enough for whole numbers, which keep the drawing small. */
export const ringSide = 1_000;

type RingShape = {
  /** Bars around the circle: few for a thumbnail, many for a player. */
  readonly bars: number;
  readonly innerRadius: number;
  readonly outerRadius: number;
};

export const playerRing: RingShape = { bars: 120, innerRadius: 295, outerRadius: 485 };
export const thumbnailRing: RingShape = { bars: 48, innerRadius: 240, outerRadius: 475 };

/** The loudest point of each of `bars` equal stretches, 0 to 1; a silent minute for a recording without points. */
export function peaks(waveform: readonly number[], bars: number): readonly number[] {
  const loudest = Math.max(...waveform, 0);
  return Array.from({ length: bars }, (_, index) => {
    const from = Math.floor((index * waveform.length) / bars);
    const to = Math.max(from + 1, Math.floor(((index + 1) * waveform.length) / bars));
    const peak = Math.max(...waveform.slice(from, to), 0);
    return loudest > 0 ? peak / loudest : 0;
  });
}

/** A bar has a length in silence too, so that the ring is whole. */
const shortest = 5;

/**
 * A recording as a clock face: time runs clockwise from the top, loudness
 * outwards. Where the transcript tells two voices apart, their bars come in two
 * paths, so that a duet is seen as one.
 */
export function ringPaths(
  waveform: readonly number[],
  shape: RingShape,
  voices?: { readonly transcript: Transcript; readonly durationSeconds: number },
): RingPaths {
  const centre = ringSide / 2;
  const paths = { first: "", second: "" };
  for (const [index, peak] of peaks(waveform, shape.bars).entries()) {
    const turn = (index + 0.5) / shape.bars;
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    const length = shortest + peak * (shape.outerRadius - shape.innerRadius - shortest);
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const startX = Math.round(centre + x * shape.innerRadius);
    const startY = Math.round(centre + y * shape.innerRadius);
    const voice =
      voices !== undefined && isSecondVoice(voices.transcript, turn * voices.durationSeconds);
    paths[voice ? "second" : "first"] +=
      `M${startX} ${startY}l${Math.round(x * length)} ${Math.round(y * length)}`;
  }
  return paths;
}

function isSecondVoice(transcript: Transcript, seconds: number): boolean {
  const [opening] = transcript.cues;
  const speaking = transcript.cues.findLast((cue) => cue.startSeconds <= seconds) ?? opening;
  return speaking?.speakerId !== undefined && speaking.speakerId !== opening?.speakerId;
}
