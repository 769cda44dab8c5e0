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
  const count = waveform.length;
  const loudest = loudestIn(waveform, 0, count);
  const heights = new Array<number>(bars).fill(0);
  if (loudest === 0) return heights;
  for (let index = 0; index < bars; index += 1) {
    const from = Math.floor((index * count) / bars);
    const to = Math.max(from + 1, Math.floor(((index + 1) * count) / bars));
    heights[index] = loudestIn(waveform, from, to) / loudest;
  }
  return heights;
}

function loudestIn(waveform: readonly number[], from: number, to: number): number {
  let loudest = 0;
  for (let at = from; at < to; at += 1) loudest = Math.max(loudest, waveform[at] ?? 0);
  return loudest;
}

/** A bar has a length in silence too, so that the ring is whole. */
const shortest = 5;

type Bar = {
  /** Which part of the whole has been heard in its middle, 0 to 1. */
  readonly turn: number;
  /** Where it points to. */
  readonly x: number;
  readonly y: number;
  readonly start: string;
};

/** Where the bars of a shape stand, which is the same for every voice. */
const barsByShape = new Map<RingShape, readonly Bar[]>();

function barsOf(shape: RingShape): readonly Bar[] {
  const known = barsByShape.get(shape);
  if (known !== undefined) return known;
  const centre = ringSide / 2;
  const bars = Array.from({ length: shape.bars }, (_, index) => {
    const turn = (index + 0.5) / shape.bars;
    const angle = turn * 2 * Math.PI - Math.PI / 2;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const startX = Math.round(centre + x * shape.innerRadius);
    const startY = Math.round(centre + y * shape.innerRadius);
    return { turn, x, y, start: `M${startX} ${startY}l` };
  });
  barsByShape.set(shape, bars);
  return bars;
}

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
  const heights = peaks(waveform, shape.bars);
  const most = shape.outerRadius - shape.innerRadius - shortest;
  const others = voices !== undefined && hasOthers(voices.transcript) ? voices : undefined;
  const first: string[] = [];
  const second: string[] = [];
  for (const [index, { turn, x, y, start }] of barsOf(shape).entries()) {
    const length = shortest + (heights[index] ?? 0) * most;
    const bar = `${start}${Math.round(x * length)} ${Math.round(y * length)}`;
    if (others !== undefined && isSecondVoice(others.transcript, turn * others.durationSeconds))
      second.push(bar);
    else first.push(bar);
  }
  // Joined, and not added one to the other: a text of so many pieces takes longer to write than to draw.
  return { first: first.join(""), second: second.join("") };
}

/** Most stories have one voice, and no bar of theirs has to be asked for. */
const hasOthers = ({ cues }: Transcript): boolean =>
  cues.some(({ speakerId }) => speakerId !== undefined && speakerId !== cues[0]?.speakerId);

function isSecondVoice(transcript: Transcript, seconds: number): boolean {
  const [opening] = transcript.cues;
  const speaking = transcript.cues.findLast((cue) => cue.startSeconds <= seconds) ?? opening;
  return speaking?.speakerId !== undefined && speaking.speakerId !== opening?.speakerId;
}
