/** Brings the kept part of a recording to the house loudness, once for all encoders, and reads off its shape. */
import { open, stat } from "node:fs/promises";

import { readWavLayout } from "#core/audio/wav-claim";
import { nextLevelling, type LevelSettings } from "#core/audio/loudness-plan";
import { createWaveform } from "#core/audio/waveform";

import { readMeter } from "./ffmpeg-report.ts";
import { levelRun, type LevelSource } from "./level-arguments.ts";
import { readSamples } from "./read-samples.ts";
import { runFfmpeg, type RunConfig } from "./run-ffmpeg.ts";

/** Levels until the loudness is right; the settings that did it are where each encoding starts. Errors: `media-not-level`. */
export async function levelUpload(
  source: LevelSource,
  first: LevelSettings,
  config: RunConfig,
): Promise<LevelSettings> {
  for (let settings = first, attempt = 1; ; attempt += 1) {
    const { lines } = await runFfmpeg(levelRun(source, settings), config);
    const reading = readMeter(lines, "levelled");
    if (reading === undefined)
      throw new Error("ffmpeg reported no loudness for the levelled sound");
    const step = nextLevelling(settings, reading, attempt);
    if (step.kind === "level") return settings;
    settings = step.settings;
  }
}

const sampleBytes = 2;
const headBytes = 4096;

export async function readWaveform(speechPath: string): Promise<readonly number[]> {
  const dataStart = await findDataStart(speechPath);
  const samples = Math.floor(((await stat(speechPath)).size - dataStart) / sampleBytes);
  const waveform = createWaveform(samples);
  for await (const piece of readSamples(speechPath, dataStart, sampleBytes))
    waveform.add(new Int16Array(piece));
  return waveform.values();
}

async function findDataStart(wavPath: string): Promise<number> {
  const file = await open(wavPath, "r");
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    const layout = readWavLayout(buffer.subarray(0, bytesRead));
    if (layout === undefined) throw new Error("the levelled speech is not a WAV file");
    return layout.dataStart;
  } finally {
    await file.close();
  }
}
