import { breakCost } from "./cue-breaks.ts";
import { displayLength, wrapLines } from "./line-wrapping.ts";
import type { BreakKind } from "./text.ts";
import type { Cue } from "./transcript.ts";

export type TimedWord = {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly breakAfter: BreakKind;
};

/** What one speaker says without another in between. */
export type TimedTurn = { readonly speakerId?: string; readonly words: readonly TimedWord[] };

/**
 * A caption fits two lines of 32 characters, so that one cue serves every format:
 * SubRip as two lines, WebVTT as one of at most 65.
 */
export const cueLineCharsMax = 32;
export const cueLinesMax = 2;
/** Keeps room on the first line of a turn for the name that SubRip puts there. */
const nameStandIn = "Prénom-x:";

/** WebVTT practice: a caption stays one to seven seconds. */
export const cueSecondsMin = 1;
export const cueSecondsMax = 7;
/** Shorter texts than this look lost on their own, unless they are a sentence. */
const comfortableChars = 24;
/** Adults read about 17 characters a second in captions (BBC subtitle guidelines: 160–180 words a minute). */
export const readingCharsPerSecond = 17;
/** A caption may stay this long after its last word, and closes smaller gaps to the next. */
const lingerSeconds = 0.8;
/** Two captions closer than this touch: a shorter gap only flickers. */
const flickerSeconds = 0.3;
/** More words than this are never one caption: 64 characters hold at most 32 of them. */
const wordsMax = 32;

const impossible = 1e9;

const joinWords = (words: readonly TimedWord[]): string => words.map((word) => word.text).join(" ");

function fits(text: string, firstOfTurn: boolean): boolean {
  const shown = firstOfTurn ? `${nameStandIn} ${text}` : text;
  return wrapLines(shown, cueLineCharsMax).length <= cueLinesMax;
}

/** How long the words could stay on screen: until the next word, if it comes soon. */
function availableSeconds(words: readonly TimedWord[], next: TimedWord | undefined): number {
  const last = words.at(-1)!;
  const end = Math.min(
    last.endSeconds + lingerSeconds,
    next?.startSeconds ?? Number.POSITIVE_INFINITY,
  );
  return Math.max(last.endSeconds, end) - words[0]!.startSeconds;
}

/** Silences and sentence ends inside a caption that would better part it. */
function insideCost(words: readonly TimedWord[]): number {
  let cost = 0;
  for (let i = 0; i + 1 < words.length; i++) {
    const pause = words[i + 1]!.startSeconds - words[i]!.endSeconds;
    if (words[i]!.breakAfter === "sentence") cost += 1.2;
    if (pause > 0.6) cost += 5 * Math.min(3, pause) - 2;
  }
  return cost;
}

function cueCost(
  words: readonly TimedWord[],
  next: TimedWord | undefined,
  firstOfTurn: boolean,
  language: string,
): number {
  const text = joinWords(words);
  const last = words.at(-1)!;
  const spoken = last.endSeconds - words[0]!.startSeconds;
  if (words.length > 1 && (!fits(text, firstOfTurn) || spoken > cueSecondsMax)) return impossible;
  const chars = displayLength(text);
  const seconds = availableSeconds(words, next);
  const pause = next === undefined ? 1 : next.startSeconds - last.endSeconds;
  const isSentence = last.breakAfter === "sentence";
  let cost = 1 + breakCost(last, pause, language) + insideCost(words);
  if (chars < comfortableChars)
    cost += ((comfortableChars - chars) / comfortableChars) * (isSentence ? 2 : 4);
  if (words.length === 1) cost += isSentence ? 1 : 3;
  if (seconds < cueSecondsMin) cost += 6 * (cueSecondsMin - seconds);
  cost += 0.3 * Math.max(0, chars / Math.max(seconds, 0.1) - readingCharsPerSecond);
  return cost;
}

/** Cuts the words of a turn into captions: the cheapest cutting of all, by dynamic programming. */
function cutTurn(words: readonly TimedWord[], language: string): TimedWord[][] {
  const best = new Float64Array(words.length + 1).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(words.length + 1);
  best[0] = 0;
  for (let end = 1; end <= words.length; end++) {
    for (let start = end - 1; start >= Math.max(0, end - wordsMax); start--) {
      const cost = cueCost(words.slice(start, end), words[end], start === 0, language);
      if (cost === impossible && end - start > 1) break;
      if (best[start]! + cost < best[end]!) {
        best[end] = best[start]! + cost;
        from[end] = start;
      }
    }
  }
  const pieces: TimedWord[][] = [];
  for (let end = words.length; end > 0; end = from[end]!)
    pieces.unshift(words.slice(from[end], end));
  return pieces;
}

const roundToMs = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** Lets a caption stay for reading where silence follows, and touch the next where the gap would flicker. */
function endOfCue(
  startSeconds: number,
  lastWordEnd: number,
  nextStart: number,
  chars: number,
): number {
  const wanted = Math.max(cueSecondsMin, chars / readingCharsPerSecond);
  const stay = Math.max(lastWordEnd, Math.min(lastWordEnd + lingerSeconds, startSeconds + wanted));
  const end = nextStart - stay < flickerSeconds ? nextStart : stay;
  return Math.min(end, Math.max(lastWordEnd, startSeconds + cueSecondsMax), nextStart);
}

function toCue(words: readonly TimedWord[], speakerId: string | undefined, nextStart: number): Cue {
  const text = joinWords(words);
  const startSeconds = roundToMs(words[0]!.startSeconds);
  const end = endOfCue(startSeconds, words.at(-1)!.endSeconds, nextStart, displayLength(text));
  return {
    startSeconds,
    endSeconds: Math.max(roundToMs(end), roundToMs(startSeconds + 0.001)),
    ...(speakerId === undefined ? {} : { speakerId }),
    text,
    words: words.map((word) => ({
      text: word.text,
      startSeconds: roundToMs(word.startSeconds),
      endSeconds: roundToMs(word.endSeconds),
    })),
  };
}

/**
 * Builds captions from timed words. Promises: every word once and in order; one
 * speaker a cue; two lines of 32 columns, unless one word is longer; at most 7 s,
 * unless one word is; at least 1 s where the speech around leaves room; cues in order of time,
 * never overlapping; breaks at sentence ends first, then clauses, then pauses, not
 * between an article and its noun, and no word alone where it can be helped.
 * Words must be in order of time. `durationSeconds` bounds the last cue.
 */
export function buildCues(
  turns: readonly TimedTurn[],
  language: string,
  durationSeconds: number,
): Cue[] {
  const pieces = turns.flatMap((turn) =>
    cutTurn(turn.words, language).map((words) => ({ words, speakerId: turn.speakerId })),
  );
  return pieces.map(({ words, speakerId }, i) => {
    const next = pieces[i + 1]?.words[0]?.startSeconds ?? durationSeconds;
    return toCue(words, speakerId, Math.max(next, words[0]!.startSeconds));
  });
}
