/**
 * Every number about sound in one place. Sources: Apple's audio requirements
 * (−16 LKFS ±1, peak ≤ −1 dB; mono 64–128 kbps at 44.1 kHz), EBU R 128 /
 * ITU-R BS.1770 for the meter, the design's "one minute" for the limits, and
 * our own measurements where a line says so.
 */
export const uploadBytesMax = 200_000_000;
export const durationSecondsMin = 3;
export const durationSecondsMax = 180;

/** Measured with `ebur128=dualmono=true`: without it a mono file reads 3 LU lower. */
export const loudnessTargetLufs = -16;
export const loudnessToleranceLu = 1;
export const truePeakMaxDbtp = -1;

/**
 * An encoding counts as good only this far inside the policy: the meter prints
 * tenths, and another meter, or another decoder, may read a tenth differently.
 */
export const loudnessMarginLu = 0.2;
export const truePeakMarginDb = 0.2;

/**
 * Where the limiter starts. Encoders at these bitrates peak above what they are
 * given (measured: MP3 and Opus up to 2.5 dB, AAC 1.5 to 3.3 dB on claps and
 * clipped speech, 0.3 dB on clean speech), so 3 dB of room makes a second
 * encoding rare and costs speech nothing that can be heard.
 */
export const ceilingStartDbtp = -4;
/** Below this a limiter no longer tames a peak, it flattens a voice. */
export const ceilingLowestDbtp = -14;

/** Levelling without encoding is cheap (0.2 s a minute), so it may be corrected often; encoding again is not. */
export const levelAttemptsMax = 6;
export const encodingAttemptsMax = 4;
/** How near the levelled sound must be before the first encoding, so that encoders start from the middle of the tolerance. */
export const levelledWithinLu = 0.4;

/** Quieter than this nobody hears speech, and bringing it up would bring up only noise. */
export const silentBelowLufs = -60;

/** Rumble and the 50 Hz of a bad cable lie below the lowest voice (a bass speaks at about 85 Hz). */
export const highPassHz = 70;
/** Where levelling happens: twice the band of speech, and the rate Opus wants. */
export const workingSampleRateHz = 48_000;
/** Four times the working rate: BS.1770 asks at least 192 kHz to see peaks between samples. */
export const limiterSampleRateHz = 192_000;
/** What speech recognisers and aligners expect. */
export const speechSampleRateHz = 16_000;

/** Silence kept before the first and after the last word; cue times count from the trimmed start. */
export const edgeSilenceSeconds = 0.5;
/** Hides the step that a cut through hum or breath would make. */
export const edgeFadeSeconds = 0.01;

/** A container that announces more or less than it holds by over 1 s + 2 % is damaged or lies; less is rounding and padding. */
export const durationClaimSlackSeconds = 1;
export const durationClaimSlackShare = 0.02;
/** Frames a decoder may fail on: a stray tag at the end costs one or two, a torn upload dozens. */
export const decodeErrorsMax = 20;

export type EncodingName = "mp3" | "m4a" | "opus";
export type Encoding = {
  /** File extension; equals the name so that an address tells what it holds. */
  readonly name: EncodingName;
  readonly mimeType: string;
  readonly bitrateKbps: number;
  readonly sampleRateHz: number;
  /** Given back before encoding: LAME scales its input by 0.95 (−0.45 dB, measured with 3.100). */
  readonly makeUpDb: number;
};

/** MP3 is the enclosure; the other two are alternates for the page and for apps that know them. */
export const encodings: readonly Encoding[] = [
  { name: "mp3", mimeType: "audio/mpeg", bitrateKbps: 96, sampleRateHz: 44_100, makeUpDb: 0.45 },
  { name: "m4a", mimeType: "audio/mp4", bitrateKbps: 64, sampleRateHz: 44_100, makeUpDb: 0 },
  { name: "opus", mimeType: "audio/ogg", bitrateKbps: 48, sampleRateHz: 48_000, makeUpDb: 0 },
];

/** Points of the waveform kept with an episode: enough for a ring of 3000 px and a wide player. */
export const waveformPoints = 240;
