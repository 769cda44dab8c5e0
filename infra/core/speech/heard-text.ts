import type { Interval } from "./activity.ts";

/** A stretch of text as a recogniser gives it: its own times, and no promise that anybody said it. */
export type HeardSegment = Interval & { readonly text: string };

/**
 * What recognisers trained on captions write where nobody speaks: thanks for
 * watching, and who made the subtitles (Koenecke et al., 2024, found invented text
 * in about 1 % of Whisper's transcripts, most of it over pauses).
 */
const captionHabits =
  /sous-?titr|amara\.org|merci d['’]avoir (?:regardé|suivi)|n['’]oubliez pas de vous abonner|abonnez-vous|thanks? (?:you )?for watching|subtitles? by|transcri(?:bed|ption) by|like and subscribe/iu;
/** Sounds, not words: `[Musique]`, `(rires)`, `*soupir*`, `♪`. */
const soundMarks = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|♪+/gu;
/** Nobody says more in a second; French conversation has three to four words. */
const wordsPerSecondMax = 7;
/** Of a segment's own time, so much must hold speech. */
const speechShareMin = 0.15;
/** A loop repeats the same few words over and over. */
const loopWordsMax = 8;
const loopRepeatsMin = 3;

const wordsOf = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");
const bare = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

function speechSeconds({ startSeconds, endSeconds }: Interval, stretches: readonly Interval[]) {
  return stretches.reduce((sum, stretch) => {
    const from = Math.max(startSeconds, stretch.startSeconds);
    const to = Math.min(endSeconds, stretch.endSeconds);
    return sum + Math.max(0, to - from);
  }, 0);
}

/** Cuts a loop down to its first round: `non non non non` of a decoder that got stuck. */
export function withoutLoops(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < words.length;) {
    const size = loopSizeAt(words, at);
    if (size === 0) {
      kept.push(words[at]!);
      at += 1;
      continue;
    }
    kept.push(...words.slice(at, at + size));
    const round = words
      .slice(at, at + size)
      .map(bare)
      .join(" ");
    while (
      words
        .slice(at, at + size)
        .map(bare)
        .join(" ") === round
    )
      at += size;
  }
  return kept;
}

function loopSizeAt(words: readonly string[], at: number): number {
  for (let size = 1; size <= loopWordsMax; size += 1) {
    const round = (n: number) =>
      words
        .slice(at + n * size, at + (n + 1) * size)
        .map(bare)
        .join(" ");
    const first = round(0);
    if (first.trim() === "") continue;
    const repeats = Array.from({ length: loopRepeatsMin }, (_, n) => round(n));
    if (repeats.every((one) => one === first)) return size;
  }
  return 0;
}

/**
 * The segments that somebody may have said: those whose time holds speech, with no
 * more words than fit in it, that are no habit of captions, no sound marks, no
 * loop and no repetition of the whole segment before. The times stay as they were.
 */
export function believable(
  segments: readonly HeardSegment[],
  stretches: readonly Interval[],
): readonly HeardSegment[] {
  const kept: HeardSegment[] = [];
  for (const segment of segments) {
    const words = withoutLoops(wordsOf(segment.text.replace(soundMarks, " ")));
    const text = words.join(" ");
    const seconds = Math.max(0.05, segment.endSeconds - segment.startSeconds);
    const spoken = speechSeconds(segment, stretches);
    const isSaid =
      bare(text) !== "" &&
      !captionHabits.test(text) &&
      spoken / seconds >= speechShareMin &&
      words.length <= Math.max(3, wordsPerSecondMax * seconds) &&
      bare(kept.at(-1)?.text ?? "") !== bare(text);
    if (isSaid) kept.push({ ...segment, text });
  }
  return kept;
}
