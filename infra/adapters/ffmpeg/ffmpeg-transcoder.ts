import { rm } from "node:fs/promises";

import { checkMeasuredLength } from "#core/audio/verdict";
import { AppError } from "#core/errors";
import type { MediaProbe, Transcoder } from "#ports/transcoder";

import { readSoundBytes } from "./ffmpeg-report.ts";
import { speechRun } from "./level-arguments.ts";
import { masterUpload } from "./master-upload.ts";
import { withUpload, type OpenedUpload } from "./open-upload.ts";
import { FfmpegFailure, runFfmpeg } from "./run-ffmpeg.ts";
import { tagRendition } from "./tag-rendition.ts";
import { countedBytesPerSecond, countRun } from "./upload-arguments.ts";

export type FfmpegConfig = {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** For one run of ffmpeg. A minute of speech takes two or three seconds on two cores. */
  readonly timeoutSeconds: number;
};

/** Sound through ffmpeg (4.1 or later, with libmp3lame and libopus). */
export function createFfmpegTranscoder(config: FfmpegConfig): Transcoder {
  return {
    name: "ffmpeg",
    probe: (path) => withUpload(path, config, (upload) => probeUpload(upload, config)),
    master: (path, workFolder, onProgress, removed) =>
      withUpload(path, config, (upload) =>
        masterUpload(upload, workFolder, config, {
          ...(onProgress === undefined ? {} : { onProgress }),
          ...(removed === undefined ? {} : { removed }),
        }),
      ),
    speech: (path, outputPath) => writeSpeech(path, outputPath, config),
    tag: (rendition, tags, coverPath, outputPath) =>
      tagRendition({ rendition, tags, coverPath, outputPath }, config),
  };
}

async function writeSpeech(path: string, outputPath: string, config: FfmpegConfig): Promise<void> {
  try {
    await runFfmpeg(speechRun(path, outputPath), config);
  } catch (error) {
    await rm(outputPath, { force: true });
    throw error;
  }
}

async function probeUpload(upload: OpenedUpload, config: FfmpegConfig): Promise<MediaProbe> {
  const { path, container, stream, claimedSeconds, hasVideo } = upload;
  const report = await runFfmpeg(countRun(path, stream), config).catch((cause: unknown) => {
    throw cause instanceof FfmpegFailure
      ? new AppError("media-broken", { field: "file", cause })
      : cause;
  });
  const measuredSeconds = (readSoundBytes(report.lines) ?? 0) / countedBytesPerSecond;
  const claim = claimedSeconds === undefined ? {} : { claimedSeconds };
  checkMeasuredLength({ measuredSeconds, decodeErrors: report.errorLines, ...claim });
  return {
    container,
    codec: stream.codec,
    durationSeconds: Math.round(measuredSeconds * 100) / 100,
    sampleRateHz: stream.sampleRateHz,
    channels: stream.channels,
    hasVideo,
  };
}
