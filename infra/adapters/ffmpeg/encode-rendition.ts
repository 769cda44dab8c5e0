/** Encodes and measures until each encoding keeps the policy; only the one that does not is done again. */
import { stat } from "node:fs/promises";
import { join } from "node:path";

import {
  encodings,
  workingSampleRateHz,
  type Encoding,
  type EncodingName,
} from "#core/audio/policy";
import { nextEncoding, type LevelSettings, type LoudnessReading } from "#core/audio/loudness-plan";
import type { RenditionFile } from "#ports/transcoder";

import { readMeter, readTime } from "./ffmpeg-report.ts";
import { encodeAgainRun, encodeRun, measureRun, type LevelSource } from "./level-arguments.ts";
import { runFfmpeg, type RunConfig } from "./run-ffmpeg.ts";

/** Encoders pad by a frame or two (MP3 and AAC: up to 0.1 s together with their delay); a shorter file lost sound. */
const paddingSecondsMax = 0.25;

export const renditionPath = (workFolder: string, name: EncodingName): string =>
  join(workFolder, `rendition.${name}`);

/**
 * All encodings side by side. Settles only when all of them have, so that a
 * failure of one leaves no other still writing into the folder.
 */
export async function encodeAll(
  source: LevelSource,
  settings: LevelSettings,
  workFolder: string,
  config: RunConfig,
  onShare: (share: number) => void,
): Promise<readonly RenditionFile[]> {
  let done = 0;
  const tasks = encodings.map(async (encoding) => {
    const file = await encodeOne(
      source,
      settings,
      encoding,
      renditionPath(workFolder, encoding.name),
      config,
    );
    done += 1;
    onShare(done / encodings.length);
    return file;
  });
  const results = await Promise.allSettled(tasks);
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

async function encodeOne(
  source: LevelSource,
  first: LevelSettings,
  encoding: Encoding,
  path: string,
  config: RunConfig,
): Promise<RenditionFile> {
  await runFfmpeg(encodeRun(source, encoding, path), config);
  for (let settings = first, attempt = 1; ; attempt += 1) {
    const { loudness, durationSeconds } = await measure(path, source, config);
    const step = nextEncoding(source.before, settings, loudness, attempt);
    if (step.kind === "level") {
      return {
        encoding: encoding.name,
        path,
        bytes: (await stat(path)).size,
        durationSeconds,
        loudness,
      };
    }
    settings = step.settings;
    await runFfmpeg(encodeAgainRun(source, settings, encoding, path), config);
  }
}

async function measure(
  path: string,
  source: LevelSource,
  config: RunConfig,
): Promise<{ readonly loudness: LoudnessReading; readonly durationSeconds: number }> {
  const { lines } = await runFfmpeg(measureRun(path), config);
  const loudness = readMeter(lines, "encoded");
  const durationSeconds = readTime(lines);
  if (loudness === undefined || durationSeconds === undefined)
    throw new Error("ffmpeg could not read its own encoding");
  const wanted = (source.cut.endSample - source.cut.startSample) / workingSampleRateHz;
  if (Math.abs(durationSeconds - wanted) > paddingSecondsMax) {
    throw new Error(`an encoding lasts ${durationSeconds} s instead of ${wanted.toFixed(2)} s`);
  }
  return { loudness, durationSeconds };
}
