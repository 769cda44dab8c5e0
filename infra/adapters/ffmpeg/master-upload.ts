/** From an upload to its renditions: one decode, one levelling, three encodings, each measured as encoded. */
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { durationSecondsMin, encodings, workingSampleRateHz } from "#core/audio/policy";
import type { Span } from "#core/audio/spans";
import { AppError } from "#core/errors";
import { firstSettings } from "#core/audio/loudness-plan";
import type { MasterResult, TranscodeProgress } from "#ports/transcoder";

import { decodeUpload } from "./decode-upload.ts";
import { encodeAll, renditionPath } from "./encode-rendition.ts";
import type { Cut } from "./level-arguments.ts";
import { levelUpload, readWaveform } from "./level-upload.ts";
import type { OpenedUpload } from "./open-upload.ts";
import { removeSpans } from "./remove-spans.ts";
import type { RunConfig } from "./run-ffmpeg.ts";

/** How much of the work is behind when a step is done, as measured on a minute of speech. */
const percentDecoded = 15;
const percentLevelled = 30;

/** Errors: those of the port. Only the result's files are left in the folder, and none after an error. */
export async function masterUpload(
  upload: OpenedUpload,
  workFolder: string,
  config: RunConfig,
  options: { readonly onProgress?: TranscodeProgress; readonly removed?: readonly Span[] } = {},
): Promise<MasterResult> {
  const { onProgress = () => {}, removed = [] } = options;
  const decodedPath = join(workFolder, "decoded.f32");
  const keptPath = join(workFolder, "kept.f32");
  const levelledPath = join(workFolder, "levelled.wav");
  const speechPath = join(workFolder, "speech.wav");
  try {
    onProgress(0);
    const { before, cut: whole } = await decodeUpload(upload, decodedPath, config);
    const decoded = { pcmPath: decodedPath, cut: whole };
    const { pcmPath, cut } =
      removed.length === 0 ? decoded : await withoutSpans(decoded, removed, keptPath);
    onProgress(percentDecoded);
    const source = { pcmPath, before, cut, levelledPath, speechPath };
    const settings = await levelUpload(source, firstSettings(before), config);
    onProgress(percentLevelled);
    const onShare = (share: number) =>
      onProgress(Math.round(percentLevelled + share * (100 - percentLevelled)));
    const renditions = await encodeAll(source, settings, workFolder, config, onShare);
    const waveform = await readWaveform(speechPath);
    return { durationSeconds: countSeconds(cut), before, renditions, waveform, speechPath };
  } catch (error) {
    const half = [speechPath, ...encodings.map(({ name }) => renditionPath(workFolder, name))];
    await Promise.all(half.map((path) => rm(path, { force: true })));
    throw error;
  } finally {
    await Promise.all(
      [decodedPath, keptPath, levelledPath].map((path) => rm(path, { force: true })),
    );
  }
}

async function withoutSpans(
  decoded: { readonly pcmPath: string; readonly cut: Cut },
  removed: readonly Span[],
  keptPath: string,
): Promise<{ readonly pcmPath: string; readonly cut: Cut }> {
  const cut = await removeSpans(decoded, removed, keptPath);
  const durationSeconds = countSeconds(cut);
  if (durationSeconds < durationSecondsMin)
    throw new AppError("media-too-short", {
      field: "file",
      params: { durationSeconds, minSeconds: durationSecondsMin },
    });
  return { pcmPath: keptPath, cut };
}

const countSeconds = (cut: Cut): number =>
  Math.round(((cut.endSample - cut.startSample) / workingSampleRateHz) * 1000) / 1000;
