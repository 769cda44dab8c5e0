/** Finds where speech begins and ends, in noise and hum too, so that silence at the ends can be trimmed. */
import { edgeSilenceSeconds } from "./policy.ts";

/** Long enough for a vowel's period, short enough to place a word within the half second that is kept. */
export const levelWindowSeconds = 0.02;
/** Anything lower is digital silence, which says nothing about the room's noise. */
const digitalSilenceDb = -90;
/** Speech's quiet consonants lie up to this far below its loud vowels. */
const speechRangeDb = 30;
/** How far above the room's noise a sound must be to count. */
const aboveNoiseDb = 9;
/** Where noise is nearly as loud as speech, at least this much below the loud vowels still counts as speech. */
const belowLoudDb = 3;
/** A knock on the table is shorter than the shortest word: so many windows of so many must be active. */
const activeWindowsMin = 5;
const activeOfWindows = 8;

/** Accumulates mono samples (−1 to 1) in chunks of any size into one level in dB for each window; a meter, not a rule. */
export function createLevelMeter(sampleRateHz: number): {
  readonly add: (samples: Float32Array) => void;
  readonly levelsDb: () => readonly number[];
} {
  const windowSamples = Math.round(sampleRateHz * levelWindowSeconds);
  const levels: number[] = [];
  let sum = 0;
  let filled = 0;
  const close = (): void => {
    levels.push(10 * Math.log10(sum / filled + 1e-12));
    sum = 0;
    filled = 0;
  };
  const add = (samples: Float32Array): void => {
    for (const sample of samples) {
      sum += sample * sample;
      filled += 1;
      if (filled === windowSamples) close();
    }
  };
  return {
    add,
    levelsDb: () => {
      if (filled > 0) close();
      return levels;
    },
  };
}

/**
 * Promise: from one level (dB) for each window of `levelWindowSeconds`, the
 * part to keep: speech with at most half a second around it. Undefined when
 * nothing stands out as lasting sound. The threshold follows the recording's
 * own loud and quiet parts, so a recording at −34 LUFS is cut like one at −7.
 */
export function findSpeechEdges(
  levelsDb: readonly number[],
): { readonly startSeconds: number; readonly endSeconds: number } | undefined {
  const heard = levelsDb.filter((level) => level > digitalSilenceDb).toSorted((a, b) => a - b);
  if (heard.length < activeWindowsMin) return undefined;
  const at = (share: number): number =>
    heard[Math.floor(share * (heard.length - 1))] ?? digitalSilenceDb;
  const loud = at(0.95);
  const threshold = Math.min(
    Math.max(at(0.1) + aboveNoiseDb, loud - speechRangeDb),
    loud - belowLoudDb,
  );
  const active = levelsDb.map((level) => level >= threshold);
  const first = firstLasting(active);
  const last = firstLasting(active.toReversed());
  if (first === undefined || last === undefined) return undefined;
  const startSeconds = first * levelWindowSeconds - edgeSilenceSeconds;
  const endSeconds = (levelsDb.length - last) * levelWindowSeconds + edgeSilenceSeconds;
  return {
    startSeconds: Math.max(0, startSeconds),
    endSeconds: Math.min(levelsDb.length * levelWindowSeconds, endSeconds),
  };
}

/** The first active window that belongs to a sound that lasts. */
function firstLasting(active: readonly boolean[]): number | undefined {
  for (let index = 0; index < active.length; index += 1) {
    if (active[index] !== true) continue;
    const count = active.slice(index, index + activeOfWindows).filter(Boolean).length;
    if (count >= activeWindowsMin) return index;
  }
  return undefined;
}
