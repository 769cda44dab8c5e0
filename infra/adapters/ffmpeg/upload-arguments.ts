/** What ffprobe and ffmpeg are told to do with a file that somebody sent. */
import {
  durationSecondsMax,
  highPassHz,
  speechSampleRateHz,
  workingSampleRateHz,
} from "#core/audio/policy";
import type { SoundStream } from "#core/audio/verdict";

import {
  asFile,
  flags,
  lean,
  limited,
  meter,
  nowhere,
  onlyKnownFormats,
  untrusted,
  type FfmpegRun,
} from "./ffmpeg-run.ts";

export type Downmix = "mix" | "first-channel";

/** Decoding goes this far past the limit, to know that the limit was passed. */
const decodeSecondsMax = durationSecondsMax + 2;
/** 32-bit samples of all that may be decoded, and half as much again. */
const pcmBytesMax = decodeSecondsMax * workingSampleRateHz * 4 * 1.5;

/**
 * What the prober is asked: streams and container as JSON, from a container on
 * the list. It may open any decoder, since it gives up on a file when it is
 * denied one, but it decodes no more than it needs to name a stream.
 */
export function probeArguments(path: string): readonly string[] {
  const show = flags("-loglevel warning -print_format json -show_format -show_streams");
  return [...lean, ...onlyKnownFormats, ...show, "-i", asFile(path)];
}

/**
 * Decodes everything and keeps nothing: the report's byte count, at a rate that
 * is known, is the length that counts.
 */
export function countRun(path: string, stream: SoundStream): FfmpegRun {
  const options = [...flags("-map [sound] -c:a pcm_s16le -f null"), ...limited(pcmBytesMax)];
  return {
    inputs: [untrusted(path, decodeSecondsMax)],
    filterGraph: `[0:${stream.index}]${toMono(stream, "mix")},aresample=${speechSampleRateHz}[sound]`,
    outputs: [{ options, path: nowhere }],
  };
}
/** Bytes a second of what `countRun` counts. */
export const countedBytesPerSecond = speechSampleRateHz * 2;

/**
 * The one decode of an upload: mono before anything else, measured as it is
 * (`ebur128@before`), freed of rumble, written as raw 32-bit samples that can
 * hold what a clipped recording decodes to. The first channel of a stereo pair
 * is measured too (`ebur128@first`), to notice a pair wired in opposition, whose
 * mix would be silence.
 */
export function decodeRun(
  path: string,
  stream: SoundStream,
  downmix: Downmix,
  outputPath: string,
): FfmpegRun {
  const isPair = stream.channels === 2 && downmix === "mix";
  const pair = `asplit[pair][single];[single]pan=mono|c0=c0,ebur128@first=${meter},anullsink;[pair]`;
  const graph = [
    `[0:${stream.index}]aformat=sample_fmts=fltp,${isPair ? pair : ""}${toMono(stream, downmix)}`,
    `aresample=${workingSampleRateHz},asplit[meter][keep]`,
  ].join(",");
  const measured = `[meter]ebur128@before=${meter}:peak=true,anullsink`;
  const kept = `[keep]${highPass},aformat=sample_fmts=flt[sound]`;
  const options = [...flags("-map [sound] -c:a pcm_f32le -y -f f32le"), ...limited(pcmBytesMax)];
  return {
    inputs: [untrusted(path, decodeSecondsMax)],
    filterGraph: [graph, measured, kept].join(";"),
    outputs: [{ options, path: asFile(outputPath) }],
  };
}

/** Two second-order sections with the Q of a fourth-order Butterworth: 24 dB an octave, flat above. */
const highPass = ["0.541", "1.307"]
  .map((q) => `highpass=f=${highPassHz}:width_type=q:w=${q}`)
  .join(",");

/**
 * All channels count alike. Mixing by speaker position would be finer for a
 * film, but ffmpeg's versions disagree on how to ask for it, and files with
 * five microphones seldom say which is which.
 */
function toMono(stream: SoundStream, downmix: Downmix): string {
  if (downmix === "first-channel") return "pan=mono|c0=c0";
  const share = (1 / stream.channels).toFixed(5);
  const channels = Array.from({ length: stream.channels }, (_, index) => `${share}*c${index}`);
  return `pan=mono|c0=${channels.join("+")}`;
}
