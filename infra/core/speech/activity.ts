import type { MelSpectrum } from "./mel-spectrum.ts";

export type Interval = { readonly startSeconds: number; readonly endSeconds: number };

/** Where someone speaks: `level` per 10 ms frame, and the stretches of speech and the pauses between them. */
export type SpeechActivity = {
  readonly hopSeconds: number;
  /** How far each frame stands above the background, in decibels, averaged over the bands; 0 is background. */
  readonly levelDb: Float32Array;
  /** 1 where a frame counts as speech. */
  readonly isSpeech: Uint8Array;
  /** Stretches of speech in order; empty for a recording in which nobody speaks. */
  readonly stretches: readonly Interval[];
};

/** Closures of p, t, k last up to about 100 ms and are not pauses. */
const pauseSecondsMin = 0.12;
/** A click or a breath noise is shorter than any syllable. */
const speechSecondsMin = 0.06;
/** Share of frames taken as background in each band: a minute of speech has more silence than this. */
const backgroundShare = 0.08;
/** Speech stands this far above the background at least, and this share of the way to the loud frames. */
const thresholdDbMin = 4;
const thresholdShare = 0.22;
/** Nothing further below the loudest part than this is speech, however silent the background is. */
const rangeDbMax = 42;

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function bandColumn(mel: MelSpectrum, band: number): Float32Array {
  return Float32Array.from({ length: mel.frames }, (_, t) => mel.decibels[t * mel.bands + band]!);
}

/**
 * Level of every frame above each band's own background, so that hum and hiss
 * do not pass for speech. The background is never taken to be further than
 * `rangeDbMax` below the band's loud frames: in a digital silence the faintest
 * tail would otherwise count.
 */
function levelAboveBackground(mel: MelSpectrum): Float32Array {
  const level = new Float32Array(mel.frames);
  for (let band = 0; band < mel.bands; band++) {
    const column = bandColumn(mel, band);
    const floor = Math.max(quantile(column, backgroundShare), quantile(column, 0.97) - rangeDbMax);
    for (let t = 0; t < mel.frames; t++)
      level[t] = level[t]! + Math.max(0, column[t]! - floor) / mel.bands;
  }
  return level;
}

/** Three-frame median-like smoothing: a single odd frame neither opens nor closes a pause. */
function smooth(level: Float32Array): Float32Array {
  return level.map((value, t) => {
    const before = level[t - 1] ?? value;
    const after = level[t + 1] ?? value;
    return Math.max(Math.min(before, value), Math.min(Math.max(before, value), after));
  });
}

/** Flips runs of `value` shorter than `framesMin` that have the other value on both sides. */
function dropShortRuns(flags: Uint8Array, value: 0 | 1, framesMin: number): void {
  for (let start = 0; start < flags.length;) {
    let end = start;
    while (end < flags.length && flags[end] === flags[start]) end++;
    const isInside = (start > 0 && end < flags.length) || value === 1;
    if (flags[start] === value && isInside && end - start < framesMin) {
      flags.fill(value === 1 ? 0 : 1, start, end);
    }
    start = end;
  }
}

function stretchesOf(isSpeech: Uint8Array, hopSeconds: number): Interval[] {
  const stretches: Interval[] = [];
  for (let t = 0; t < isSpeech.length; t++) {
    if (isSpeech[t] === 0 || (t > 0 && isSpeech[t - 1] === 1)) continue;
    let end = t;
    while (end < isSpeech.length && isSpeech[end] === 1) end++;
    stretches.push({ startSeconds: t * hopSeconds, endSeconds: end * hopSeconds });
  }
  return stretches;
}

/**
 * Tells speech from pauses by energy alone, against the recording's own
 * background. Times are exact to about 20 ms on clean sound. A recording whose
 * loud and quiet frames do not differ (silence, steady noise) has no stretches.
 */
export function findSpeech(mel: MelSpectrum): SpeechActivity {
  const levelDb = smooth(levelAboveBackground(mel));
  const loud = quantile(levelDb, 0.9);
  const threshold = Math.max(thresholdDbMin, thresholdShare * loud);
  const isSpeech = Uint8Array.from(levelDb, (value) => (value > threshold ? 1 : 0));
  dropShortRuns(isSpeech, 0, Math.round(pauseSecondsMin / mel.hopSeconds));
  dropShortRuns(isSpeech, 1, Math.round(speechSecondsMin / mel.hopSeconds));
  dropShortRuns(isSpeech, 0, Math.round(pauseSecondsMin / mel.hopSeconds));
  return {
    hopSeconds: mel.hopSeconds,
    levelDb,
    isSpeech,
    stretches: stretchesOf(isSpeech, mel.hopSeconds),
  };
}
