import { melSpectrum, type MelSpectrum } from "./mel-spectrum.ts";
import type { Sound } from "../audio/pcm-wav.ts";
import { findSpeech, type SpeechActivity } from "./activity.ts";

/** A row of numbers for each frame, alike where two voices say the same sound. */
export type Features = {
  readonly hopSeconds: number;
  readonly frames: number;
  /** `frames × featureDims`, row by row. */
  readonly values: Float32Array;
  /** 1 where someone speaks. */
  readonly isSpeech: Uint8Array;
};

export type SpeechAnalysis = { readonly activity: SpeechActivity; readonly features: Features };

/** Coefficients 1 to 12 give the shape of the spectrum, as in speech recognition since Davis and Mermelstein (1980). */
const cepstrumDims = 12;
/** The thirteenth number is the level, which tells vowels from closures and speech from pauses. */
export const featureDims = cepstrumDims + 1;
/** Silence is infinitely far below speech; this many spreads below is far enough. */
const levelMin = -3;
/** Two frames of 10 ms make one row: fine enough for captions and a quarter of the work. */
const framesPerRow = 2;

function createCosines(bands: number): Float32Array {
  return Float32Array.from({ length: cepstrumDims * bands }, (_, i) => {
    const k = Math.floor(i / bands) + 1;
    return Math.cos((Math.PI * k * ((i % bands) + 0.5)) / bands);
  });
}

function rawRows(mel: MelSpectrum, activity: SpeechActivity): Float32Array {
  const cosines = createCosines(mel.bands);
  const rows = new Float32Array(mel.frames * featureDims);
  for (let t = 0; t < mel.frames; t++) {
    const at = t * featureDims;
    for (let d = 0; d < cepstrumDims; d++) {
      let sum = 0;
      for (let b = 0; b < mel.bands; b++)
        sum += mel.decibels[t * mel.bands + b]! * cosines[d * mel.bands + b]!;
      rows[at + d] = sum;
    }
    rows[at + cepstrumDims] = activity.levelDb[t]!;
  }
  return rows;
}

/** Mean 0 and spread 1 over speech, so that voice, microphone and loudness fall out. */
function normalise(rows: Float32Array, isSpeech: Uint8Array): void {
  const frames = rows.length / featureDims;
  for (let d = 0; d < featureDims; d++) {
    let count = 0;
    let sum = 0;
    let squares = 0;
    for (let t = 0; t < frames; t++) {
      if (isSpeech[t] === 0) continue;
      const value = rows[t * featureDims + d]!;
      count += 1;
      sum += value;
      squares += value * value;
    }
    const mean = sum / Math.max(1, count);
    const spread = Math.sqrt(Math.max(1e-6, squares / Math.max(1, count) - mean * mean));
    for (let t = 0; t < frames; t++)
      rows[t * featureDims + d] = (rows[t * featureDims + d]! - mean) / spread;
  }
}

function averageRows(rows: Float32Array, frames: number): Float32Array {
  const averaged = new Float32Array(frames * featureDims);
  for (let t = 0; t < frames; t++) {
    for (let d = 0; d < featureDims; d++) {
      let sum = 0;
      for (let k = 0; k < framesPerRow; k++) sum += rows[(t * framesPerRow + k) * featureDims + d]!;
      const mean = sum / framesPerRow;
      averaged[t * featureDims + d] = d === cepstrumDims ? Math.max(levelMin, mean) : mean;
    }
  }
  return averaged;
}

/**
 * Features of a whole recording every 20 ms, and where in it someone speaks. A
 * recording without speech gives features that mean nothing and no stretches: check
 * `activity.stretches` first. Deterministic; never throws.
 */
export function analyseSpeech(sound: Sound): SpeechAnalysis {
  const mel = melSpectrum(sound);
  const activity = findSpeech(mel);
  const rows = rawRows(mel, activity);
  normalise(rows, activity.isSpeech);
  const frames = Math.floor(mel.frames / framesPerRow);
  const isSpeech = Uint8Array.from({ length: frames }, (_, t) =>
    activity.isSpeech.subarray(t * framesPerRow, (t + 1) * framesPerRow).includes(1) ? 1 : 0,
  );
  const features = {
    hopSeconds: mel.hopSeconds * framesPerRow,
    frames,
    values: averageRows(rows, frames),
    isSpeech,
  };
  return { activity, features };
}
