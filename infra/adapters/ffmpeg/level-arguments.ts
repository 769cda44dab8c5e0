/** What ffmpeg is told to do to bring a decoded recording to the house loudness, encode it and measure the result. */
import {
  edgeFadeSeconds,
  limiterSampleRateHz,
  speechSampleRateHz,
  workingSampleRateHz,
  type Encoding,
} from "#core/audio/policy";
import { needsLimiter, type LevelSettings, type LoudnessReading } from "#core/audio/loudness-plan";

import {
  asFile,
  flags,
  limited,
  meter,
  nowhere,
  trusted,
  type FfmpegRun,
  type RunFile,
} from "./ffmpeg-run.ts";

/** Which samples of the decoded recording stay. */
export type Cut = { readonly startSample: number; readonly endSample: number };

export type LevelSource = {
  /** The decoded recording as it came in, which every attempt starts from. */
  readonly pcmPath: string;
  /** As measured before anything was done to it. */
  readonly before: LoudnessReading;
  readonly cut: Cut;
  /** What the first encodings start from. */
  readonly levelledPath: string;
  /** The same for speech recognition: mono, 16 kHz, 16 bits. */
  readonly speechPath: string;
};

/** Far above three minutes in any of these forms. */
const wavBytesMax = 64 * 1024 * 1024;
const encodedBytesMax = 16 * 1024 * 1024;

const decoded = (path: string): RunFile =>
  trusted(path, flags(`-f f32le -ar ${workingSampleRateHz} -ac 1`));

/** Levels the kept part once, measured on the way (`ebur128@levelled`), for the encoders and for speech recognition. */
export function levelRun(source: LevelSource, settings: LevelSettings): FfmpegRun {
  // Without ffmpeg's signature, which would push the sound out of its usual place.
  const wav = [...flags("-fflags +bitexact -y -f wav"), ...limited(wavBytesMax)];
  const graph = [
    `[0:0]${levelChain(source, settings)},asplit=3[meter][a][b]`,
    `[meter]ebur128@levelled=${meter},anullsink`,
    "[a]aformat=sample_fmts=flt[level]",
    `[b]aresample=${speechSampleRateHz},aformat=sample_fmts=s16[speech]`,
  ];
  const level = [...flags("-map [level] -c:a pcm_f32le"), ...wav];
  const speech = [...flags("-map [speech] -c:a pcm_s16le"), ...wav];
  return {
    inputs: [decoded(source.pcmPath)],
    filterGraph: graph.join(";"),
    outputs: [
      { options: level, path: asFile(source.levelledPath) },
      { options: speech, path: asFile(source.speechPath) },
    ],
  };
}

/** The first encoding, from the levelled file. */
export function encodeRun(source: LevelSource, encoding: Encoding, outputPath: string): FfmpegRun {
  return {
    inputs: [trusted(source.levelledPath)],
    filterGraph: `[0:0]volume=${decibels(encoding.makeUpDb)}[sound]`,
    outputs: [encoderOutput(encoding, outputPath)],
  };
}

/** Encoding again with settings of its own, from the decoded recording. */
export function encodeAgainRun(
  source: LevelSource,
  settings: LevelSettings,
  encoding: Encoding,
  outputPath: string,
): FfmpegRun {
  const chain = levelChain(source, settings);
  return {
    inputs: [decoded(source.pcmPath)],
    filterGraph: `[0:0]${chain},volume=${decibels(encoding.makeUpDb)}[sound]`,
    outputs: [encoderOutput(encoding, outputPath)],
  };
}

/** Measures a finished encoding as a listener's player would hear it (`ebur128@encoded`). */
export function measureRun(path: string): FfmpegRun {
  return {
    inputs: [trusted(path, ["-vn"])],
    filterGraph: `[0:a:0]ebur128@encoded=${meter}:peak=true[sound]`,
    outputs: [{ options: flags("-map [sound] -f null"), path: nowhere }],
  };
}

/** The speech of a finished encoding, with its times. */
export function speechRun(path: string, outputPath: string): FfmpegRun {
  const sound = `-map 0:a:0 -map_metadata -1 -ac 1 -ar ${speechSampleRateHz} -c:a pcm_s16le`;
  const wav = [...flags("-fflags +bitexact -y -f wav"), ...limited(wavBytesMax)];
  return {
    inputs: [trusted(path)],
    outputs: [{ options: [...flags(sound), ...wav], path: asFile(outputPath) }],
  };
}

const decibels = (value: number): string => `${value.toFixed(2)}dB:precision=float`;

function levelChain({ cut, before }: LevelSource, settings: LevelSettings): string {
  const { startSample, endSample } = cut;
  const seconds = (endSample - startSample) / workingSampleRateHz;
  return [
    `atrim=start_sample=${startSample}:end_sample=${endSample}`,
    "asetpts=PTS-STARTPTS",
    `afade=t=in:d=${edgeFadeSeconds}`,
    `afade=t=out:st=${(seconds - edgeFadeSeconds).toFixed(4)}:d=${edgeFadeSeconds}`,
    `volume=${decibels(settings.gainDb)}`,
    ...(needsLimiter(before, settings) ? limiter(settings.ceilingDbtp) : []),
  ].join(",");
}

/** Oversampled, so that it sees the peaks between samples that a converter will make. */
const limiter = (ceilingDbtp: number): readonly string[] => [
  `aresample=${limiterSampleRateHz}`,
  `alimiter=limit=${(10 ** (ceilingDbtp / 20)).toFixed(5)}:attack=5:release=50:level=disabled`,
  `aresample=${workingSampleRateHz}`,
];

/** MP3 goes out bare: its tag is put in front when it is known (tag-rendition). */
const encoderFlags = {
  mp3: "-c:a libmp3lame -id3v2_version 0 -write_id3v1 0 -f mp3",
  m4a: "-c:a aac -aac_coder twoloop -movflags +faststart -f ipod",
  opus: "-c:a libopus -f opus",
} as const;

function encoderOutput(encoding: Encoding, outputPath: string): RunFile {
  const { name, sampleRateHz, bitrateKbps } = encoding;
  const sound = `-map [sound] -map_metadata -1 -ac 1 -ar ${sampleRateHz} -b:a ${bitrateKbps}k`;
  const options = [...flags(`${sound} ${encoderFlags[name]} -y`), ...limited(encodedBytesMax)];
  return { options, path: asFile(outputPath) };
}
