/** From an upload to its renditions: one decode, one levelling, three encodings, each measured as encoded. */
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { encodings, workingSampleRateHz } from "#core/audio/policy";
import { firstSettings } from "#core/audio/loudness-plan";
import type { MasterResult, TranscodeProgress } from "#ports/transcoder";

import { decodeUpload } from "./decode-upload.ts";
import { encodeAll, renditionPath } from "./encode-rendition.ts";
import type { Cut } from "./level-arguments.ts";
import { levelUpload, readWaveform } from "./level-upload.ts";
import type { OpenedUpload } from "./open-upload.ts";
import type { RunConfig } from "./run-ffmpeg.ts";

/** How much of the work is behind when a step is done, as measured on a minute of speech. */
const percentDecoded = 15;
const percentLevelled = 30;

/** Errors: those of the port. Only the result's files are left in the folder, and none after an error. */
export async function masterUpload(
  upload: OpenedUpload,
  workFolder: string,
  config: RunConfig,
  onProgress: TranscodeProgress = () => {},
): Promise<MasterResult> {
  const pcmPath = join(workFolder, "decoded.f32");
  const levelledPath = join(workFolder, "levelled.wav");
  const speechPath = join(workFolder, "speech.wav");
  try {
    onProgress(0);
    const { before, cut } = await decodeUpload(upload, pcmPath, config);
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
    await Promise.all([pcmPath, levelledPath].map((path) => rm(path, { force: true })));
  }
}

const countSeconds = (cut: Cut): number =>
  Math.round(((cut.endSample - cut.startSample) / workingSampleRateHz) * 1000) / 1000;
