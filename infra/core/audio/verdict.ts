/** Decides whether an upload is a recording this house can publish: facts in, a refusal or the accepted stream out. */
import { channelsMax, decodersAllowed, sampleRateHzMax, sampleRateHzMin } from "./formats.ts";
import {
  decodeErrorsMax,
  durationClaimSlackSeconds,
  durationClaimSlackShare,
  durationSecondsMax,
  durationSecondsMin,
  uploadBytesMax,
} from "./policy.ts";
import { AppError, type ErrorParams } from "../errors.ts";

export type StreamFacts = {
  readonly index: number;
  readonly kind: "audio" | "video" | "other";
  /** Absent when the prober knows no name for it. */
  readonly codec?: string;
  readonly sampleRateHz?: number;
  readonly channels?: number;
  readonly durationSeconds?: number;
  /** A cover inside an audio file, which is no video. */
  readonly isPicture: boolean;
};

export type SoundStream = {
  readonly index: number;
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly claimedSeconds?: number;
};

const refuse = (code: string, params: ErrorParams = {}): never => {
  throw new AppError(code, { field: "file", params });
};

/**
 * Promise: an empty or oversized file is refused before anything opens it.
 * Errors: `media-empty`; `media-too-large` with `bytes` and `maxBytes`.
 */
export function checkUploadSize(bytes: number): void {
  if (bytes === 0) refuse("media-empty");
  if (bytes > uploadBytesMax) refuse("media-too-large", { bytes, maxBytes: uploadBytesMax });
}

/**
 * Promise: the one sound stream that may be decoded. Streams whose codec has no
 * name (an iPhone's spatial track beside the plain one) do not count: nobody
 * here could play them.
 * Errors: `media-not-audio`, `media-no-audio`, `media-many-streams` (`streams`), `media-broken`.
 */
export function chooseSoundStream(streams: readonly StreamFacts[]): SoundStream {
  const sounds = streams.filter((stream) => stream.kind === "audio" && stream.codec !== undefined);
  if (sounds.length > 1) refuse("media-many-streams", { streams: sounds.length });
  const sound = sounds[0];
  const codec = sound?.codec;
  if (sound === undefined || codec === undefined) {
    return refuse(
      streams.some((stream) => stream.kind === "video" && !stream.isPicture)
        ? "media-no-audio"
        : "media-not-audio",
    );
  }
  if (!Object.hasOwn(decodersAllowed, codec)) refuse("media-not-audio", { codec });
  const { sampleRateHz = 0, channels = 0, durationSeconds } = sound;
  const plausible =
    sampleRateHz >= sampleRateHzMin &&
    sampleRateHz <= sampleRateHzMax &&
    channels >= 1 &&
    channels <= channelsMax;
  if (!plausible) refuse("media-broken", { sampleRateHz, channels });
  const claim = durationSeconds === undefined ? {} : { claimedSeconds: durationSeconds };
  return { index: sound.index, codec, sampleRateHz, channels, ...claim };
}

/**
 * Promise: a recording passes only when its decoded length is within the limits
 * and agrees with what its container announced (when it announced anything that
 * was not a guess). `measuredSeconds` may stop shortly after the upper limit:
 * nobody decodes two hours to refuse them.
 * Errors: `media-too-long`, `media-too-short` (`durationSeconds`, limit);
 * `media-broken` (`durationSeconds`, `claimedSeconds`, `decodeErrors`).
 */
export function checkMeasuredLength(facts: {
  readonly measuredSeconds: number;
  readonly claimedSeconds?: number;
  readonly decodeErrors: number;
}): void {
  const { measuredSeconds, claimedSeconds, decodeErrors } = facts;
  const durationSeconds = roundTenth(measuredSeconds);
  if (measuredSeconds > durationSecondsMax) {
    const longest = Math.max(durationSeconds, roundTenth(claimedSeconds ?? 0));
    refuse("media-too-long", { durationSeconds: longest, maxSeconds: durationSecondsMax });
  }
  const slack = durationClaimSlackSeconds + durationClaimSlackShare * measuredSeconds;
  const lies = claimedSeconds !== undefined && Math.abs(claimedSeconds - measuredSeconds) > slack;
  if (lies || decodeErrors > decodeErrorsMax || measuredSeconds === 0) {
    refuse("media-broken", {
      durationSeconds,
      claimedSeconds: roundTenth(claimedSeconds ?? measuredSeconds),
      decodeErrors,
    });
  }
  if (measuredSeconds < durationSecondsMin) {
    refuse("media-too-short", { durationSeconds, minSeconds: durationSecondsMin });
  }
}

const roundTenth = (seconds: number): number => Math.round(seconds * 10) / 10;
