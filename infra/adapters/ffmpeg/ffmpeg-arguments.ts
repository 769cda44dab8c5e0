/**
 * Every argument list for ffmpeg and ffprobe, as plain data. Whatever runs them
 * can be replaced without touching these.
 */
import { containersAllowed, decodersAllowed } from "#core/audio-formats";
import {
  durationSecondsMax,
  edgeFadeSeconds,
  highPassHz,
  limiterSampleRateHz,
  speechSampleRateHz,
  workingSampleRateHz,
  type Encoding,
} from "#core/audio-policy";
import type { SoundStream } from "#core/audio-verdict";
import type { LevelSettings } from "#core/loudness-plan";

/** One run of ffmpeg: options go before the file they belong to. */
export type FfmpegRun = {
  readonly inputs: readonly { readonly options: readonly string[]; readonly path: string }[];
  readonly filterGraph?: string;
  readonly outputs: readonly { readonly options: readonly string[]; readonly path: string }[];
};

/** Which samples of the decoded recording stay, and of how many seconds that is. */
export type Cut = { readonly startSample: number; readonly endSample: number };
export type Downmix = "mix" | "first-channel";

/** No file that people send needs one block of memory larger than this; a hostile header asks for gigabytes. */
const allocationBytesMax = 256 * 1024 * 1024;
/** Covers in front of the sound are large: looking this far finds the sound behind them. */
const formatProbeBytes = 16 * 1024 * 1024;
/** Decoding goes this far past the limit, to know that the limit was passed. */
const decodeSecondsMax = durationSecondsMax + 2;
const pcmBytesMax = decodeSecondsMax * workingSampleRateHz * 4 * 2;
const encodedBytesMax = 16 * 1024 * 1024;

/** `file:` keeps a name that begins with a dash or holds a colon from meaning anything else. */
export const asFile = (path: string): string => `file:${path}`;

const lean = ["-hide_banner", "-max_alloc", String(allocationBytesMax)];
const quiet = ["-nostdin", ...lean, "-loglevel", "level+info"];
const onlyFiles = ["-protocol_whitelist", "file"];
const onlyKnownFormats = [
  ...onlyFiles,
  "-format_whitelist",
  containersAllowed.join(","),
  "-formatprobesize",
  String(formatProbeBytes),
];
/** With it not even a video's picture can reach a decoder. */
const onlyKnownCodecs = ["-codec_whitelist", Object.values(decodersAllowed).flat().join(",")];

/**
 * What the prober is asked: streams and container as JSON, from a container on
 * the list. It may open any decoder, since it gives up on a file when it is
 * denied one, but it decodes no more than it needs to name a stream.
 */
export function probeArguments(path: string): readonly string[] {
  const show = ["-print_format", "json", "-show_format", "-show_streams"];
  return [...lean, "-loglevel", "warning", ...onlyKnownFormats, ...show, "-i", asFile(path)];
}

/** An upload, opened as something that cannot be trusted. */
const untrusted = (path: string) => ({
  options: [...quiet, ...onlyKnownFormats, ...onlyKnownCodecs, "-t", String(decodeSecondsMax), "-vn", "-sn", "-dn"],
  path: asFile(path),
});
/** A file that this adapter wrote. */
const trusted = (path: string, options: readonly string[] = []) => ({
  options: [...quiet, ...onlyFiles, ...options],
  path: asFile(path),
});
const decoded = (path: string) =>
  trusted(path, ["-f", "f32le", "-ar", String(workingSampleRateHz), "-ac", "1"]);
const nowhere = "-";

/**
 * Decodes everything and keeps nothing: the report's byte count, at a rate that
 * is known, is the length that counts.
 */
export function countRun(path: string, stream: SoundStream): FfmpegRun {
  const options = ["-c:a", "pcm_s16le", ...outputLimits(pcmBytesMax), "-f", "null"];
  return {
    inputs: [untrusted(path)],
    filterGraph: `[0:${stream.index}]${toMono(stream, "mix")},aresample=${speechSampleRateHz}[sound]`,
    outputs: [{ options: ["-map", "[sound]", ...options], path: nowhere }],
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
export function decodeRun(path: string, stream: SoundStream, downmix: Downmix, outputPath: string): FfmpegRun {
  const stereo = stream.channels === 2 && downmix === "mix";
  const source = `[0:${stream.index}]aformat=sample_fmts=fltp`;
  const first = `${source},asplit[pair][single];[single]pan=mono|c0=c0,ebur128@first=${meter},anullsink;[pair]`;
  const mono = `${stereo ? first : `${source},`}${toMono(stream, downmix)},aresample=${workingSampleRateHz}`;
  const kept = `${highPass},aformat=sample_fmts=flt[sound]`;
  return {
    inputs: [untrusted(path)],
    filterGraph: `${mono},asplit[meter][keep];[meter]ebur128@before=${meter}:peak=true,anullsink;[keep]${kept}`,
    outputs: [
      {
        options: ["-map", "[sound]", "-c:a", "pcm_f32le", ...outputLimits(pcmBytesMax), "-y", "-f", "f32le"],
        path: asFile(outputPath),
      },
    ],
  };
}

/** Levels the kept part once, measured on the way (`ebur128@levelled`), as the encoders' source and for speech recognition. */
export function levelRun(pcmPath: string, cut: Cut, settings: LevelSettings, paths: LevelPaths): FfmpegRun {
  const wav = (label: string, codec: string) => ["-map", label, "-c:a", codec, ...outputLimits(pcmBytesMax), "-y", ...plainHeader, "-f", "wav"];
  const speech = `aresample=${speechSampleRateHz},aformat=sample_fmts=s16[speech]`;
  return {
    inputs: [decoded(pcmPath)],
    filterGraph:
      `[0:0]${levelChain(cut, settings)},asplit=3[meter][a][b];[meter]ebur128@levelled=${meter},anullsink;` +
      `[a]aformat=sample_fmts=flt[level];[b]${speech}`,
    outputs: [
      { options: wav("[level]", "pcm_f32le"), path: asFile(paths.levelledPath) },
      { options: wav("[speech]", "pcm_s16le"), path: asFile(paths.speechPath) },
    ],
  };
}
export type LevelPaths = { readonly levelledPath: string; readonly speechPath: string };

/** The first encoding, from the levelled file. */
export function encodeRun(levelledPath: string, encoding: Encoding, outputPath: string): FfmpegRun {
  return {
    inputs: [trusted(levelledPath)],
    filterGraph: `[0:0]volume=${decibels(encoding.makeUpDb)}[sound]`,
    outputs: [encoderOutput(encoding, outputPath)],
  };
}

/** Encoding again with settings of its own, from the decoded recording. */
export function encodeAgainRun(
  pcmPath: string,
  cut: Cut,
  settings: LevelSettings,
  encoding: Encoding,
  outputPath: string,
): FfmpegRun {
  return {
    inputs: [decoded(pcmPath)],
    filterGraph: `[0:0]${levelChain(cut, settings)},volume=${decibels(encoding.makeUpDb)}[sound]`,
    outputs: [encoderOutput(encoding, outputPath)],
  };
}

/** Measures a finished encoding as a listener's player would hear it (`ebur128@encoded`). */
export function measureRun(path: string): FfmpegRun {
  return {
    inputs: [trusted(path, ["-vn"])],
    filterGraph: `[0:a:0]ebur128@encoded=${meter}:peak=true[sound]`,
    outputs: [{ options: ["-map", "[sound]", "-f", "null"], path: nowhere }],
  };
}

/** Copies the sound into a new file with tags, and with a cover where the container holds one. */
export function tagRun(
  path: string,
  tags: readonly (readonly [key: string, value: string])[],
  language: string,
  target: { readonly format: "ipod" | "opus"; readonly coverPath?: string; readonly outputPath: string },
): FfmpegRun {
  const { format, coverPath, outputPath } = target;
  const cover = coverPath === undefined ? [] : [trusted(coverPath, ["-f", "image2", "-pattern_type", "none"])];
  const coverOptions = coverPath === undefined ? [] : ["-map", "1:v:0", "-disposition:v:0", "attached_pic"];
  const metadata = tags.flatMap(([key, value]) => ["-metadata", `${key}=${value}`]);
  const options = ["-map", "0:a:0", ...coverOptions, "-c", "copy", "-map_metadata", "-1", ...metadata];
  const spoken = ["-metadata:s:a:0", `language=${language}`];
  return {
    inputs: [trusted(path), ...cover],
    outputs: [
      { options: [...options, ...spoken, ...containerOptions[format], "-y"], path: asFile(outputPath) },
    ],
  };
}

/** Without the program's signature, which would push the sound out of its usual place. */
const plainHeader = ["-fflags", "+bitexact"];
const meter = "dualmono=true:framelog=verbose";
const outputLimits = (bytesMax: number): readonly string[] => ["-fs", String(bytesMax)];
const decibels = (value: number): string => `${value.toFixed(2)}dB:precision=float`;

/** Two second-order sections with the Q of a fourth-order Butterworth: 24 dB an octave, flat above. */
const highPass = ["0.541", "1.307"].map((q) => `highpass=f=${highPassHz}:width_type=q:w=${q}`).join(",");

/**
 * All channels count alike. Mixing by speaker position would be finer for a
 * film, but ffmpeg's versions disagree on how to ask for it, and files with
 * five microphones seldom say which is which.
 */
function toMono(stream: SoundStream, downmix: Downmix): string {
  if (downmix === "first-channel") return "pan=mono|c0=c0";
  const share = (1 / stream.channels).toFixed(5);
  return `pan=mono|c0=${Array.from({ length: stream.channels }, (_, index) => `${share}*c${index}`).join("+")}`;
}

function levelChain(cut: Cut, settings: LevelSettings): string {
  const { startSample, endSample } = cut;
  const seconds = (endSample - startSample) / workingSampleRateHz;
  const ceiling = 10 ** (settings.ceilingDbtp / 20);
  return [
    `atrim=start_sample=${startSample}:end_sample=${endSample}`,
    "asetpts=PTS-STARTPTS",
    `afade=t=in:d=${edgeFadeSeconds}`,
    `afade=t=out:st=${(seconds - edgeFadeSeconds).toFixed(4)}:d=${edgeFadeSeconds}`,
    `volume=${decibels(settings.gainDb)}`,
    `aresample=${limiterSampleRateHz}`,
    `alimiter=limit=${ceiling.toFixed(5)}:attack=5:release=50:level=disabled`,
    `aresample=${workingSampleRateHz}`,
  ].join(",");
}

const containerOptions = {
  mp3: ["-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3"],
  ipod: ["-movflags", "+faststart", "-f", "ipod"],
  opus: ["-f", "opus"],
} as const;

const encoderOptions = {
  mp3: ["-c:a", "libmp3lame", ...containerOptions.mp3],
  m4a: ["-c:a", "aac", "-aac_coder", "twoloop", ...containerOptions.ipod],
  opus: ["-c:a", "libopus", ...containerOptions.opus],
} as const;

function encoderOutput(encoding: Encoding, outputPath: string): FfmpegRun["outputs"][number] {
  const sound = ["-ac", "1", "-ar", String(encoding.sampleRateHz), "-b:a", `${encoding.bitrateKbps}k`];
  const options = ["-map", "[sound]", ...sound, "-map_metadata", "-1", ...outputLimits(encodedBytesMax)];
  return { options: [...options, ...encoderOptions[encoding.name], "-y"], path: asFile(outputPath) };
}
