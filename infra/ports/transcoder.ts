import type { EncodingName } from "#core/audio/policy";
import type { Span } from "#core/audio/spans";

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

/** Whole percents from 0 to 100 that never go back. */
export type TranscodeProgress = (percent: number) => void;

/**
 * Errors (AppError codes about the field `file`, none retryable unless said;
 * params in brackets): `media-empty`, `media-too-large` (bytes, maxBytes),
 * `media-not-audio` (codec, when that is the reason), `media-no-audio` (a video
 * without sound), `media-many-streams` (streams), `media-broken` (truncated,
 * damaged, or a header that lies: durationSeconds, claimedSeconds,
 * decodeErrors, as far as known), `media-too-short` and `media-too-long`
 * (durationSeconds, minSeconds or maxSeconds), `media-silent` (loudnessLufs),
 * `media-not-level` (loudness could not be brought within the policy:
 * loudnessLufs, truePeakDbtp, attempts), `media-timeout` (retryable;
 * timeoutSeconds), `media-interrupted` (retryable: the program was stopped from
 * outside), `store-full` (retryable).
 */
export interface Transcoder {
  readonly name: string;
  /**
   * Reads the whole file within the limits of core/audio/policy, or refuses it
   * with a reason. What it is taken for depends on its content alone; nothing
   * that it names, no other file and no address, is opened.
   */
  probe(path: string): Promise<MediaProbe>;
  /**
   * One decode → mono, trimmed, levelled → every encoding of core/audio/policy,
   * each measured after encoding and encoded again until it keeps the policy.
   * Checks the file as `probe` does. Passages to be `removed` are told in seconds
   * of the trimmed recording and are in nothing that comes out; too little left is
   * `media-too-short`. After an error `workFolder` holds nothing that this call
   * made; it must not be shared by two calls at a time.
   */
  master(
    path: string,
    workFolder: string,
    onProgress?: TranscodeProgress,
    removed?: readonly Span[],
  ): Promise<MasterResult>;
  /**
   * The speech of a finished rendition, as `master` leaves it, for words that are
   * looked for later. After an error there is no file at `outputPath`.
   */
  speech(renditionPath: string, outputPath: string): Promise<void>;
  /**
   * Writes tags, and the cover (JPEG, 500 px) into MP3 and M4A, into a copy of a
   * finished rendition without encoding again: audio bytes stay as they were
   * heard. Titles and names become one line; a comment keeps its lines. After an
   * error there is no file at `outputPath`.
   */
  tag(
    rendition: RenditionFile,
    tags: MediaTags,
    coverPath: string,
    outputPath: string,
  ): Promise<void>;
}
