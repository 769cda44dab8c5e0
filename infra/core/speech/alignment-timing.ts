import { mismatch, type KnownWord, type WordTiming } from "./known-text.ts";
import type { SpeechAlignment } from "./alignment.ts";
import type { SpeechAnalysis } from "./features.ts";
import type { Interval } from "./activity.ts";
import type { TranscriptWarning } from "../transcript/transcript.ts";

/** Onsets and endings are soft: speech this close to a word, with no other word near, belongs to it. */
const edgeSeconds = 0.35;
/** Someone speaks longer than this without words: worth telling. Breaths and hesitations are shorter. */
const straySecondsMin = 0.7;
/** This many words in a row not heard: worth telling. One or two may be slurred. */
const missingWordsMin = 3;
/** With less than this of the text heard, or more than this of the speech without text, it is another text. */
const heardShareMin = 0.6;
const strayShareMax = 0.45;

type Times = (Interval | undefined)[];

function toTimes(alignment: SpeechAlignment, hopSeconds: number): Times {
  return alignment.spans.map((span) =>
    span === undefined
      ? undefined
      : { startSeconds: span.first * hopSeconds, endSeconds: (span.last + 1) * hopSeconds },
  );
}

/** Moves the first and last word of each stretch of speech to where the speech itself starts and ends. */
function snapToSpeech(times: Times, stretches: readonly Interval[]): void {
  for (const stretch of stretches) {
    const inside = times.flatMap((time, i) =>
      time !== undefined &&
      time.endSeconds > stretch.startSeconds &&
      time.startSeconds < stretch.endSeconds
        ? [i]
        : [],
    );
    const first = inside[0];
    const last = inside.at(-1);
    if (first === undefined || last === undefined) continue;
    const opening = times[first]!;
    const early = opening.startSeconds - stretch.startSeconds;
    // A word that began in the stretch before keeps its start: a pause inside it is a hesitation.
    const beganHere = !stretches.some(
      (other) =>
        other.endSeconds <= stretch.startSeconds && other.endSeconds > opening.startSeconds,
    );
    if (early <= edgeSeconds && beganHere)
      times[first] = { ...opening, startSeconds: stretch.startSeconds };
    const closing = times[last]!;
    const goesOn = stretches.some(
      (other) =>
        other.startSeconds >= stretch.endSeconds && other.startSeconds < closing.endSeconds,
    );
    if (stretch.endSeconds - closing.endSeconds <= edgeSeconds && !goesOn) {
      times[last] = { ...closing, endSeconds: Math.max(stretch.endSeconds, closing.startSeconds) };
    }
  }
}

/** Runs of words that are not heard, as [first, end). */
function missingRuns(times: Times): [number, number][] {
  const runs: [number, number][] = [];
  for (let i = 0; i < times.length; i++) {
    if (times[i] !== undefined) continue;
    let end = i;
    while (end < times.length && times[end] === undefined) end++;
    runs.push([i, end]);
    i = end;
  }
  return runs;
}

/** Words between two heard ones, too few to tell of, share the time between them. */
function fillRun(times: Times, [first, end]: [number, number], durationSeconds: number): void {
  const from = times[first - 1]?.endSeconds ?? 0;
  const to = Math.max(from, times[end]?.startSeconds ?? durationSeconds);
  const step = Math.min(to - from, 0.3 * (end - first)) / (end - first);
  for (let i = first; i < end; i++) {
    const startSeconds = from + (i - first) * step;
    times[i] = { startSeconds, endSeconds: startSeconds + step };
  }
}

function tellMissing(
  times: Times,
  words: readonly KnownWord[],
  durationSeconds: number,
): TranscriptWarning[] {
  return missingRuns(times).flatMap((run): TranscriptWarning[] => {
    const [first, end] = run;
    if (end - first < missingWordsMin) {
      fillRun(times, run, durationSeconds);
      return [];
    }
    const startSeconds = times[first - 1]?.endSeconds ?? 0;
    return [
      {
        code: "text-without-audio",
        startSeconds,
        endSeconds: Math.max(startSeconds, times[end]?.startSeconds ?? durationSeconds),
        text: words
          .slice(first, end)
          .map((word) => word.text)
          .join(" "),
      },
    ];
  });
}

/** Speech outside all words, gathered between one word and the next. */
function strayPassages(
  times: Times,
  analysis: SpeechAnalysis,
): (Interval & { readonly spokenSeconds: number })[] {
  const { isSpeech, hopSeconds } = analysis.features;
  const passages: {
    startSeconds: number;
    endSeconds: number;
    spokenSeconds: number;
    gap: number;
  }[] = [];
  const timed = times.filter((time) => time !== undefined);
  let gap = 0;
  for (let t = 0; t < isSpeech.length; t++) {
    const at = (t + 0.5) * hopSeconds;
    while (gap < timed.length && timed[gap]!.endSeconds <= at) gap += 1;
    if (isSpeech[t] === 0 || (gap < timed.length && timed[gap]!.startSeconds <= at)) continue;
    const open = passages.at(-1);
    if (open !== undefined && open.gap === gap) {
      open.endSeconds = (t + 1) * hopSeconds;
      open.spokenSeconds += hopSeconds;
    } else {
      passages.push({
        startSeconds: t * hopSeconds,
        endSeconds: (t + 1) * hopSeconds,
        spokenSeconds: hopSeconds,
        gap,
      });
    }
  }
  return passages;
}

/**
 * Turns an alignment into times for each word and says where text and audio
 * part: passages of three words or more that are not heard
 * (`text-without-audio`) get no time, and speech of 0.7 s or more that no word
 * covers is told (`audio-without-text`). Throws `transcript-text-mismatch`
 * (param `heardPercent`) when that is most of it.
 */
export function readTiming(
  alignment: SpeechAlignment,
  analysis: SpeechAnalysis,
  words: readonly KnownWord[],
  durationSeconds: number,
): WordTiming {
  const times = toTimes(alignment, analysis.features.hopSeconds);
  const heardShare = times.filter((time) => time !== undefined).length / times.length;
  if (heardShare < heardShareMin) throw mismatch(heardShare * 100);
  snapToSpeech(times, analysis.activity.stretches);
  const missing = tellMissing(times, words, durationSeconds);
  const stray = strayPassages(times, analysis);
  const spoken =
    analysis.features.isSpeech.reduce((sum, flag) => sum + flag, 0) * analysis.features.hopSeconds;
  const strayShare =
    stray.reduce((sum, { spokenSeconds }) => sum + spokenSeconds, 0) / Math.max(spoken, 1e-9);
  if (strayShare > strayShareMax) throw mismatch((1 - strayShare) * 100);
  const extra = stray
    .filter(({ spokenSeconds }) => spokenSeconds >= straySecondsMin)
    .map(({ startSeconds, endSeconds }): TranscriptWarning => ({
      code: "audio-without-text",
      startSeconds,
      endSeconds,
    }));
  const warnings = [...missing, ...extra].sort(
    (a, b) => (a.startSeconds ?? 0) - (b.startSeconds ?? 0),
  );
  return { times, warnings };
}
