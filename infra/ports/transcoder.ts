import type { EncodingName } from "#core/audio-policy";

/** What a file really is, found by reading it and never from its name. */
export type MediaProbe = {
  readonly container: string;
  readonly codec: string;
  /** Measured by decoding, so a header that lies does not count. */
  readonly durationSeconds: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly hasVideo: boolean;
};

export type Loudness = { readonly integratedLufs: number; readonly truePeakDbtp: number };

export type RenditionFile = {
  readonly encoding: EncodingName;
  readonly path: string;
  readonly bytes: number;
  readonly durationSeconds: number;
  /** Measured on the encoded file. */
  readonly loudness: Loudness;
};

export type MasterResult = {
  /** Of the trimmed audio; all cue times refer to it. */
  readonly durationSeconds: number;
  readonly before: Loudness;
  readonly renditions: readonly RenditionFile[];
  /** `waveformPoints` values from 0 to 1. */
  readonly waveform: readonly number[];
  /** Mono, 16 kHz, 16-bit PCM in a WAV file: what transcribers work on. */
  readonly speechPath: string;
};

/** Written into the files (ID3v2 first in MP3). Absent names stay absent. */
export type MediaTags = {
  readonly title: string;
  readonly artist?: string;
  readonly album: string;
  readonly year: number;
  readonly language: string;
  readonly comment?: string;
};

export type TranscodeProgress = (percent: number) => void;

/**
 * Errors (AppError codes, none retryable unless said): `media-empty`,
 * `media-not-audio`, `media-no-audio` (a video without sound), `media-broken`
 * (truncated or lying header), `media-too-short`, `media-too-long`,
 * `media-too-large`, `media-many-streams`, `media-silent`, `media-not-level`
 * (loudness could not be brought within the policy), `media-timeout`
 * (retryable), `store-full` (retryable). Params carry the measured values.
 */
export interface Transcoder {
  readonly name: string;
  /** Reads the whole file within the limits of core/audio-policy, or refuses it with a reason. */
  probe(path: string): Promise<MediaProbe>;
  /** One decode → mono, trimmed, levelled → every encoding of core/audio-policy, each checked after encoding. */
  master(path: string, workFolder: string, onProgress?: TranscodeProgress): Promise<MasterResult>;
  /**
   * Writes tags and the cover (JPEG, 500 px) into a finished rendition without
   * encoding again: audio bytes stay as they were heard.
   */
  tag(rendition: RenditionFile, tags: MediaTags, coverPath: string, outputPath: string): Promise<void>;
}
