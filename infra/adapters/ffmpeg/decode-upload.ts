/** The one decode of an upload: measured, mono, without rumble, and the part of it that is speech. */
import { stat } from "node:fs/promises";

import { createLevelMeter, findSpeechEdges } from "#core/audio/edges";
import { durationSecondsMin, workingSampleRateHz } from "#core/audio/policy";
import { checkMeasuredLength } from "#core/audio/verdict";
import { AppError } from "#core/errors";
import {
  firstSettings,
  isCancelledByMixing,
  type LoudnessReading,
} from "#core/audio/loudness-plan";

import { readMeter } from "./ffmpeg-report.ts";
import type { Cut } from "./level-arguments.ts";
import type { OpenedUpload } from "./open-upload.ts";
import { readSamples } from "./read-samples.ts";
import { FfmpegFailure, runFfmpeg, type RunConfig } from "./run-ffmpeg.ts";
import { decodeRun, type Downmix } from "./upload-arguments.ts";

const sampleBytes = 4;

export type DecodedUpload = { readonly before: LoudnessReading; readonly cut: Cut };

/** Errors: `media-broken`, `media-too-long`, `media-too-short`, `media-silent`, `media-timeout`, `store-full`. */
export async function decodeUpload(
  upload: OpenedUpload,
  pcmPath: string,
  config: RunConfig,
): Promise<DecodedUpload> {
  const mixed = await decodeOnce(upload, "mix", pcmPath, config);
  const decoded = isCancelledByMixing(mixed.before, mixed.first)
    ? await decodeOnce(upload, "first-channel", pcmPath, config)
    : mixed;
  const { before, samples } = decoded;
  const claim =
    upload.claimedSeconds === undefined ? {} : { claimedSeconds: upload.claimedSeconds };
  checkMeasuredLength({
    measuredSeconds: samples / workingSampleRateHz,
    decodeErrors: decoded.errorLines,
    ...claim,
  });
  firstSettings(before); // Refuses silence before looking for speech in it.
  return { before, cut: await findCut(pcmPath, samples, before) };
}

async function decodeOnce(
  upload: OpenedUpload,
  downmix: Downmix,
  pcmPath: string,
  config: RunConfig,
) {
  const run = decodeRun(upload.path, upload.stream, downmix, pcmPath);
  const { lines, errorLines } = await runFfmpeg(run, config).catch((cause: unknown) => {
    throw cause instanceof FfmpegFailure
      ? new AppError("media-broken", { field: "file", cause })
      : cause;
  });
  const before = readMeter(lines, "before");
  const { size } = await stat(pcmPath);
  // Without a single frame there is no meter to read.
  if (before === undefined || size === 0) {
    throw new AppError("media-broken", { field: "file", params: { decodeErrors: errorLines } });
  }
  return {
    before,
    first: readMeter(lines, "first"),
    samples: Math.floor(size / sampleBytes),
    errorLines,
  };
}

async function findCut(pcmPath: string, samples: number, before: LoudnessReading): Promise<Cut> {
  const meter = createLevelMeter(workingSampleRateHz);
  for await (const piece of readSamples(pcmPath, 0, sampleBytes))
    meter.add(new Float32Array(piece));
  const edges = findSpeechEdges(meter.levelsDb());
  if (edges === undefined) {
    throw new AppError("media-silent", {
      field: "file",
      params: { loudnessLufs: before.integratedLufs },
    });
  }
  const startSample = Math.round(edges.startSeconds * workingSampleRateHz);
  const endSample = Math.min(samples, Math.round(edges.endSeconds * workingSampleRateHz));
  const durationSeconds = (endSample - startSample) / workingSampleRateHz;
  if (durationSeconds < durationSecondsMin) {
    const params = {
      durationSeconds: Math.round(durationSeconds * 10) / 10,
      minSeconds: durationSecondsMin,
    };
    throw new AppError("media-too-short", { field: "file", params });
  }
  return { startSample, endSample };
}
