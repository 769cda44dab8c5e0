/** Recordings that people really send, and files that only pretend: all made when a test needs them. */
import { open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { demoPath, ffmpeg, ffmpegOutput } from "./audio-tools.ts";

/** Puts one input file into the folder and returns its path. */
export type InputBuilder = (folder: string) => Promise<string>;

/** Writes bytes under a name that says something else, where that is the point. */
const file =
  (name: string, content: () => string | Uint8Array | Promise<string | Uint8Array>): InputBuilder =>
  async (folder) => {
    const path = join(folder, name);
    await writeFile(path, await content());
    return path;
  };

/** Makes a sound with ffmpeg; `words` come before the output's name. */
const made =
  (name: string, ...words: readonly string[]): InputBuilder =>
  async (folder) => {
    const path = join(folder, name);
    await ffmpeg(...words, path);
    return path;
  };

const lavfi = (graph: string): readonly string[] => ["-f", "lavfi", "-i", graph];
/** Six seconds of something like syllables: bursts of a buzz with pauses. */
const syllables = "aevalsrc='0.3*sin(2*PI*(140+20*sin(t))*t)*gt(mod(t\\,0.5)\\,0.15)':s=48000:d=6";
const voiceWords = (seconds: number): readonly string[] => [
  "-t",
  String(seconds),
  "-i",
  demoPath("sandra.flac"),
];

export const recordings = {
  "a film, whose picture is dropped": made(
    "clip.mov", ...lavfi("testsrc=d=6:s=160x120:r=5"), ...voiceWords(6), "-c:v", "mpeg4", "-c:a", "aac",
  ),
  "five channels": made("five.wav", ...lavfi(syllables), "-af", "pan=5c|c0=c0|c1=0.5*c0|c2=c0|c3=0.2*c0|c4=0*c0"),
  "11 kHz in 8 bits": made("old.wav", ...voiceWords(6), "-ar", "11025", "-c:a", "pcm_u8"),
  "96 kHz in 24 bits": made("studio.wav", ...voiceWords(6), "-ar", "96000", "-c:a", "pcm_s24le"),
  "a browser's recording, whose length is not announced": file("recording.webm", () =>
    ffmpegOutput(...voiceWords(6), "-c:a", "libopus", "-f", "webm", "-"),
  ),
  "a streamed WAV, whose size was left open": file("stream.wav", () =>
    ffmpegOutput(...voiceWords(6), "-ar", "16000", "-c:a", "pcm_s16le", "-f", "wav", "-"),
  ),
  "an MP3 of changing bitrate without an index": made(
    "vbr.mp3", ...voiceWords(6), "-c:a", "libmp3lame", "-q:a", "5", "-write_xing", "0",
  ),
  "an MP3 with a cover of its own": made(
    "cover.mp3", ...voiceWords(6), ...lavfi("color=red:s=300x300:d=1:r=1"),
    "-map", "0:a", "-map", "1:v", "-frames:v", "1", "-c:v", "mjpeg", "-c:a", "libmp3lame", "-disposition:v:0", "attached_pic",
  ),
  "raw AAC": made("voice.aac", ...voiceWords(6), "-c:a", "aac", "-f", "adts"),
  "a good recording called .txt": made("notes.txt", ...voiceWords(6), "-c:a", "libmp3lame", "-f", "mp3"),
} as const satisfies Record<string, InputBuilder>; // prettier-ignore

/** Nine seconds of one tone, with another in place of it from the third second to the fifth. */
export const toneBetween = made(
  "tones.wav",
  ...lavfi("aevalsrc='0.3*sin(2*PI*t*if(between(t\\,3\\,5)\\,1500\\,440))':s=48000:d=9"),
);

/** Two microphones wired in opposition: their mix is silence. */
export const opposed = made("opposed.wav", ...lavfi(syllables), "-af", "pan=stereo|c0=c0|c1=-1*c0");

/** Speech between claps 20 dB above it, which drive every encoder over its ceiling. */
export const claps = made(
  "claps.wav", ...voiceWords(12),
  ...lavfi("aevalsrc='(random(0)*2-1)*1.8*exp(-90*mod(t\\,0.7))':s=48000:d=12"),
  "-filter_complex", "[0:a]aformat=sample_fmts=fltp,volume=-12dB[voice];[voice][1:a]amix=inputs=2:duration=shortest,volume=6dB",
  "-c:a", "pcm_f32le",
); // prettier-ignore

/** A quiet voice with `leadSeconds` of a room's hum and hiss before it and `tailSeconds` after it. */
export const humming = (leadSeconds: number, tailSeconds: number): InputBuilder =>
  made(
    "hum.wav", ...voiceWords(8),
    ...lavfi("aevalsrc='0.004*sin(2*PI*50*t)+0.0004*(random(0)*2-1)':s=48000:d=30"),
    "-filter_complex",
    `[0:a]aformat=sample_fmts=fltp,volume=-20dB,adelay=${leadSeconds * 1000},apad=pad_len=${tailSeconds * 48_000}[voice];` +
      "[voice][1:a]amix=inputs=2:duration=first,volume=2",
    "-c:a", "pcm_s16le",
  ); // prettier-ignore

const text = "Ceci est un texte, et non une voix.\n".repeat(4000);
const playlist = (target: string): string =>
  `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:60\n#EXTINF:60,\n${target}\n#EXT-X-ENDLIST\n`;
const concatScript = (target: string): string => `ffconcat version 1.0\nfile '${target}'\n`;

const truncated =
  (name: string, share: number): InputBuilder =>
  async (folder) => {
    const bytes = await readFile(demoPath(name));
    return file(name, () => bytes.subarray(0, Math.round(bytes.byteLength * share)))(folder);
  };

/** Changes numbers in a file's header: what it announces is then not what it holds. */
const edited =
  (name: string, original: InputBuilder, edit: (bytes: Buffer) => void): InputBuilder =>
  async (folder) => {
    const bytes = await readFile(await original(folder));
    edit(bytes);
    return file(name, () => bytes)(folder);
  };
const speechWav = (seconds: number) =>
  made("plain.wav", ...voiceWords(seconds), "-ar", "16000", "-fflags", "+bitexact");
const announceWav = (seconds: number) => (bytes: Buffer) =>
  bytes.writeUInt32LE(seconds * 32_000, bytes.indexOf("data") + 4);
const multiplyFrames = (factor: number) => (bytes: Buffer) => {
  const at = bytes.indexOf("Info") + 8;
  bytes.writeUInt32BE(Math.round(bytes.readUInt32BE(at) * factor), at);
};
const demo =
  (name: string): InputBuilder =>
  async () =>
    demoPath(name);

/** Two hours of real sound in a few megabytes: a minute's frames, a hundred and twenty times. */
const twoHours: InputBuilder = async (folder) => {
  const words = [...lavfi("sine=d=60:r=8000"), "-c:a", "libmp3lame", "-b:a", "8k", "-ac", "1"];
  const minute = await ffmpegOutput(
    ...words,
    "-write_xing",
    "0",
    "-id3v2_version",
    "0",
    "-f",
    "mp3",
    "-",
  );
  return file("two-hours.mp3", () => Buffer.concat(Array.from({ length: 120 }, () => minute)))(
    folder,
  );
};

const oversized: InputBuilder = async (folder) => {
  const path = await file("big.wav", () => "RIFF")(folder);
  await truncate(path, 200_000_001);
  return path;
};

/** A good recording with a piece of its middle overwritten. */
const damaged: InputBuilder = async (folder) => {
  const bytes = await readFile(demoPath("marie.mp3"));
  const path = await file("damaged.mp3", () => bytes)(folder);
  const handle = await open(path, "r+");
  await handle.write(Buffer.alloc(60_000, 0x55), 0, 60_000, 300_000);
  await handle.close();
  return path;
};

/** What must be refused, with the code that says why. */
export const refusals: readonly (readonly [what: string, code: string, build: InputBuilder])[] = [
  ["an empty file", "media-empty", file("empty.mp3", () => "")],
  ["one byte more than 200 MB", "media-too-large", oversized],
  ["a text called .mp3", "media-not-audio", file("text.mp3", () => text)],
  ["a text called .wav", "media-not-audio", file("text.wav", () => text)],
  ["a picture called .m4a", "media-not-audio", made("picture.m4a", ...lavfi("testsrc=d=1:s=64x64:r=1"), "-frames:v", "1", "-f", "image2")],
  ["a playlist of a local file", "media-not-audio", file("list.mp3", () => playlist(`file://${demoPath("marie.mp3")}`))],
  ["a playlist of /etc/passwd", "media-not-audio", file("list.m3u8", () => playlist("file:///etc/passwd"))],
  ["a concat script of a good recording", "media-not-audio", file("join.mp3", () => concatScript(demoPath("marie.mp3")))],
  ["a concat script of /etc/passwd", "media-not-audio", file("join.txt", () => concatScript("/etc/passwd"))],
  ["a film without sound", "media-no-audio", made("mute.mp4", ...lavfi("testsrc=d=6:s=160x120:r=5"), "-c:v", "mpeg4")],
  ["two sound streams", "media-many-streams", made("two.mka", ...voiceWords(5), ...voiceWords(5), "-map", "0:a", "-map", "1:a", "-c:a", "flac")],
  ["a truncated MP3", "media-broken", truncated("marie.mp3", 0.5)],
  ["a truncated FLAC", "media-broken", truncated("sandra.flac", 0.5)],
  ["a truncated M4A, whose index was at its end", "media-broken", truncated("ouafae.m4a", 0.9)],
  ["a truncated WebM", "media-broken", truncated("ulysse.webm", 0.6)],
  ["an MP3 with a hole in its middle", "media-broken", damaged],
  ["a WAV that announces 10 s and holds 40", "media-broken", edited("lie.wav", speechWav(40), announceWav(10))],
  ["a WAV that announces 40 s and holds 10", "media-broken", edited("lie.wav", speechWav(10), announceWav(40))],
  ["an MP3 that announces five times its length", "media-broken", edited("lie.mp3", demo("marie.mp3"), multiplyFrames(5))],
  ["an MP3 that announces a fifth of its length", "media-broken", edited("lie.mp3", demo("marie.mp3"), multiplyFrames(0.2))],
  ["two seconds", "media-too-short", made("short.wav", ...voiceWords(2))],
  ["three minutes and two seconds", "media-too-long", made("long.flac", ...lavfi("sine=d=182:r=8000"))],
  ["two hours", "media-too-long", twoHours],
]; // prettier-ignore

/** What only mastering can know: the file is sound, and nobody speaks in it. */
export const silences: readonly (readonly [what: string, code: string, build: InputBuilder])[] = [
  ["digital silence", "media-silent", made("silence.wav", ...lavfi("anullsrc=r=48000:cl=mono"), "-t", "6")],
  ["the hiss of a microphone that was off", "media-silent", made("hiss.wav", ...lavfi("anoisesrc=d=6:r=48000:a=0.0003:seed=1"))],
  ["one word in a minute of silence", "media-too-short", made("word.wav", ...voiceWords(1), "-af", "adelay=3000,apad=pad_len=300000")],
]; // prettier-ignore

/** A playlist and a script that would fetch something over the network. */
export const fetchers = (address: string): readonly InputBuilder[] => [
  file("remote.m3u8", () => playlist(address)),
  file("remote.mp3", () => concatScript(address)),
  file("remote.ogg", () => `#EXTM3U\n${address}\n`),
];
