/**
 * Every number about sound in one place. Sources: Apple's audio requirements
 * (−16 LKFS ±1, peak ≤ −1 dB; mono 64–128 kbps at 44.1 kHz), EBU R 128 /
 * ITU-R BS.1770 for the meter, the design's "one minute" for the limits.
 */
export const uploadBytesMax = 200_000_000;
export const durationSecondsMin = 3;
export const durationSecondsMax = 180;

/** Measured with `ebur128=dualmono=true`: without it a mono file reads 3 LU lower. */
export const loudnessTargetLufs = -16;
export const loudnessToleranceLu = 1;
export const truePeakMaxDbtp = -1;

/** Silence kept before the first and after the last word; cue times count from the trimmed start. */
export const edgeSilenceSeconds = 0.5;

export type EncodingName = "mp3" | "m4a" | "opus";
export type Encoding = {
  readonly name: EncodingName;
  /** File extension; equals the name so that an address tells what it holds. */
  readonly mimeType: string;
  readonly bitrateKbps: number;
  readonly sampleRateHz: number;
};

/** MP3 is the enclosure; the other two are alternates for the page and for apps that know them. */
export const encodings: readonly Encoding[] = [
  { name: "mp3", mimeType: "audio/mpeg", bitrateKbps: 96, sampleRateHz: 44_100 },
  { name: "m4a", mimeType: "audio/mp4", bitrateKbps: 64, sampleRateHz: 44_100 },
  { name: "opus", mimeType: "audio/ogg", bitrateKbps: 48, sampleRateHz: 48_000 },
];

/** Points of the waveform kept with an episode: enough for a ring of 3000 px and a wide player. */
export const waveformPoints = 240;
