import { createPowerSpectrum } from "./fourier.ts";
import type { Sound } from "../audio/pcm-wav.ts";

/** Level of each mel band in each frame, in decibels; frame `i` is centred on `i · hopSeconds`. */
export type MelSpectrum = {
  readonly hopSeconds: number;
  readonly frames: number;
  readonly bands: number;
  /** `frames × bands`, row by row. */
  readonly decibels: Float32Array;
};

/** 10 ms steps over 25 ms of sound: the customary grid of speech analysis (HTK, Kaldi). */
const melHopSeconds = 0.01;
const windowSeconds = 0.025;
export const melBands = 26;
/** Mains hum and its first overtones lie below; telephones and low bitrates end near 7 kHz. */
const lowestHz = 130;
const highestHz = 6800;
/** Below this a digital silence would reach minus infinity: −100 dB under full scale. */
const floorPower = 1e-10;

const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

type Band = { readonly firstBin: number; readonly weights: Float32Array };

/** Triangles of equal width in mel, each scaled to unit sum so that sampling rates compare. */
function createBands(size: number, sampleRateHz: number): Band[] {
  const top = Math.min(highestHz, sampleRateHz * 0.48);
  const low = toMel(lowestHz);
  const step = (toMel(top) - low) / (melBands + 1);
  const binHz = sampleRateHz / size;
  return Array.from({ length: melBands }, (_, band) => {
    const left = toHz(low + band * step);
    const peak = toHz(low + (band + 1) * step);
    const right = toHz(low + (band + 2) * step);
    const firstBin = Math.floor(left / binHz);
    const weights = new Float32Array(Math.ceil(right / binHz) - firstBin + 1);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      const hz = (firstBin + i) * binHz;
      const weight = Math.max(
        0,
        Math.min((hz - left) / (peak - left), (right - hz) / (right - peak)),
      );
      weights[i] = weight;
      sum += weight;
    }
    // The lowest triangles can fall between two bins at low resolution; they then take the nearest.
    if (sum === 0) weights[Math.round(peak / binHz) - firstBin] = sum = 1;
    for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / sum;
    return { firstBin, weights };
  });
}

function bandDecibels(power: Float32Array, band: Band): number {
  let sum = floorPower;
  for (let i = 0; i < band.weights.length; i++)
    sum += band.weights[i]! * (power[band.firstBin + i] ?? 0);
  return 10 * Math.log10(sum);
}

/** A raised cosine scaled so that a full-scale sine reads about 0 dB whatever the length. */
function createWindow(length: number): Float32Array {
  const scale = 4 / length;
  return Float32Array.from(
    { length },
    (_, i) => scale * (0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length)),
  );
}

/**
 * Mel spectrum of a whole recording: `melBands` bands from 130 to 6,800 Hz (or
 * just under half the sampling rate) every 10 ms. Deterministic; never throws.
 */
export function melSpectrum(sound: Sound): MelSpectrum {
  const { samples, sampleRateHz } = sound;
  const length = Math.round(windowSeconds * sampleRateHz);
  const size = 2 ** Math.ceil(Math.log2(length));
  const spectrum = createPowerSpectrum(size);
  const bands = createBands(size, sampleRateHz);
  const shape = createWindow(length);
  const frames = Math.floor(samples.length / sampleRateHz / melHopSeconds) + 1;
  const decibels = new Float32Array(frames * melBands);
  const frame = new Float32Array(length);
  const power = new Float32Array(size / 2 + 1);
  for (let t = 0; t < frames; t++) {
    const start = Math.round(t * melHopSeconds * sampleRateHz - length / 2);
    for (let i = 0; i < length; i++) frame[i] = (samples[start + i] ?? 0) * shape[i]!;
    spectrum(frame, power);
    for (let b = 0; b < melBands; b++) decibels[t * melBands + b] = bandDecibels(power, bands[b]!);
  }
  return { hopSeconds: melHopSeconds, frames, bands: melBands, decibels };
}
