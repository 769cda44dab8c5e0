/** ffmpeg as the tests use it: to make sounds, and to judge results without asking the code under test. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { findFfmpeg, type FoundFfmpeg } from "#adapters/ffmpeg/find-ffmpeg";
import type { MediaTags } from "#ports/transcoder";

const execute = promisify(execFile);
const answerBytesMax = 32 * 1024 * 1024;

const found = findFfmpeg(process.env);
export async function audioTools(): Promise<FoundFfmpeg> {
  const tools = await found;
  if (tools === undefined) throw new Error("these tests need ffmpeg: npm install brings one");
  return tools;
}

export const demoFolder = fileURLToPath(new URL("../../content/demo/audio/", import.meta.url));
export const demoPath = (name: string): string => join(demoFolder, name);

/** A folder for one test, gone afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-test-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs ffmpeg; the answer is what it prints on standard error. */
export async function ffmpeg(...words: readonly string[]): Promise<string> {
  const { ffmpegPath } = await audioTools();
  const options = { maxBuffer: answerBytesMax };
  return (await execute(ffmpegPath, ["-nostdin", "-hide_banner", "-y", ...words], options)).stderr;
}

/** What ffmpeg writes to standard output. */
export async function ffmpegOutput(...words: readonly string[]): Promise<Buffer> {
  const { ffmpegPath } = await audioTools();
  const options = { maxBuffer: answerBytesMax, encoding: "buffer" } as const;
  return (await execute(ffmpegPath, ["-nostdin", "-v", "error", ...words], options)).stdout;
}

export type ProbedStream = {
  readonly codec_name: string;
  readonly codec_type: string;
  readonly channels?: number;
  readonly sample_rate?: string;
  readonly bit_rate?: string;
  readonly tags?: Readonly<Record<string, string>>;
};
export type Probed = {
  readonly streams: readonly ProbedStream[];
  readonly format: { readonly duration: string; readonly tags?: Readonly<Record<string, string>> };
};

export async function ffprobe(path: string): Promise<Probed> {
  const { ffprobePath } = await audioTools();
  const words = ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", path];
  return JSON.parse((await execute(ffprobePath, words)).stdout) as Probed;
}

/** Loudness of an encoded file by a meter of the tests' own. */
export async function measureLoudness(
  path: string,
): Promise<{ integratedLufs: number; truePeakDbtp: number }> {
  const meter = "ebur128=dualmono=true:peak=true:framelog=verbose";
  const report = await ffmpeg("-i", path, "-map", "0:a:0", "-af", meter, "-f", "null", "-");
  const read = (pattern: RegExp): number => Number([...report.matchAll(pattern)].at(-1)?.[1]);
  return {
    integratedLufs: read(/^\s+I:\s+(\S+) LUFS/gm),
    truePeakDbtp: read(/^\s+Peak:\s+(\S+) dBFS/gm),
  };
}

/** A fingerprint of the sound's packets, which tags must not change. */
export async function soundFingerprint(path: string): Promise<string> {
  return String(await ffmpegOutput("-i", path, "-map", "0:a:0", "-c", "copy", "-f", "md5", "-"));
}

/** Mono 16-bit samples of any file, at 16 kHz. */
export async function readSamples(path: string): Promise<Int16Array> {
  const bytes = await ffmpegOutput(
    "-i",
    path,
    "-map",
    "0:a:0",
    "-ac",
    "1",
    "-ar",
    "16000",
    "-f",
    "s16le",
    "-",
  );
  return new Int16Array(Uint8Array.from(bytes).buffer);
}

/** How much of a tone there is (Goertzel's sum), in dB of full scale. */
export function toneLevelDb(
  samples: Int16Array,
  frequencyHz: number,
  sampleRateHz: number,
): number {
  const step = (2 * Math.PI * frequencyHz) / sampleRateHz;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    real += sample * Math.cos(step * index);
    imaginary += sample * Math.sin(step * index);
  });
  return 20 * Math.log10((2 * Math.hypot(real, imaginary)) / samples.length / 32_768 + 1e-9);
}

export const someTags = (tags: Partial<MediaTags> = {}): MediaTags => ({
  title: "Sandra retrouve confiance",
  album: "Paroles de Talents",
  year: 2026,
  language: "fr",
  ...tags,
});
