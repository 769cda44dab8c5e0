/** Files that somebody sends to break what opens them; which one, a seed says. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { demoPath, ffmpeg } from "./audio-tools.ts";

export type HostileUpload = {
  /** What is told when it breaks something. */
  readonly what: string;
  readonly bytes: Uint8Array;
  /** Leads somewhere else, so that nothing good can come out of it. */
  readonly mustBeRefused: boolean;
};
/** What playlists point at: a recording on this disk that would play, and an address that listens. */
export type Elsewhere = { readonly file: string; readonly address: string };
export type Bases = ReadonlyMap<string, Uint8Array>;

type Random = () => number;
const below = (random: Random, limit: number) => Math.floor(random() * limit);
const pick = <T>(random: Random, from: readonly T[]): T => {
  const one = from[below(random, from.length)];
  if (one === undefined) throw new RangeError("nothing to pick from");
  return one;
};

const containers: Readonly<Record<string, readonly string[]>> = {
  "a.mp3": ["-c:a", "libmp3lame"],
  "a.m4a": ["-c:a", "aac"],
  "a.aac": ["-c:a", "aac"],
  "a.flac": ["-c:a", "flac"],
  "a.ogg": ["-c:a", "libvorbis"],
  "a.opus": ["-c:a", "libopus"],
  "a.webm": ["-c:a", "libopus"],
  "a.mkv": ["-c:a", "pcm_s16le"],
  "a.wav": ["-c:a", "pcm_s16le"],
  "b.wav": ["-c:a", "adpcm_ms"],
  "a.w64": ["-c:a", "pcm_s16le"],
  "a.aiff": ["-c:a", "pcm_s16be"],
  "a.caf": ["-c:a", "alac"],
  "a.mov": ["-c:a", "adpcm_ima_qt"],
  "a.wma": ["-c:a", "wmav2"],
  "a.avi": ["-c:a", "mp2"],
  "a.ts": ["-c:a", "mp2"],
  "a.mpg": ["-c:a", "mp2"],
};

/** Three and a half seconds of a voice in every container that is taken. */
export async function makeBases(folder: string): Promise<Bases> {
  const outputs = Object.entries(containers).flatMap(([name, codec]) => [
    ..."-map 0:a -ac 1 -ar 48000".split(" "),
    ...codec,
    join(folder, name),
  ]);
  await ffmpeg("-t", "3.5", "-i", demoPath("marie.mp3"), ...outputs);
  const names = Object.keys(containers);
  const made = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  // What phones send, with the rest of their film or their telephone speech.
  const seikou = await readFile(demoPath("seikou.3gp"));
  return new Map([...made, ["seikou.3gp", seikou]]);
}

const extremes = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/** One thing done to the bytes; most of the time near the beginning, where headers are. */
const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => {
    const flips = 1 + below(random, 40);
    for (let flip = 0; flip < flips; flip += 1)
      bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  (bytes, random) => {
    const at = below(random, Math.min(bytes.length - 4, 600));
    bytes.writeUInt32LE(pick(random, extremes), at);
    return bytes;
  },
  (bytes, random) => {
    for (let times = 0; times < 6; times += 1)
      bytes.writeUInt32BE(pick(random, extremes), below(random, Math.min(bytes.length - 4, 3_000)));
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  (bytes, random) => bytes.subarray(below(random, Math.min(bytes.length, 400))),
  (bytes, random) => {
    const at = below(random, bytes.length);
    const from = below(random, bytes.length);
    const slice = bytes.subarray(from, from + below(random, 5_000));
    return Buffer.concat([bytes.subarray(0, at), slice, slice, bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = below(random, bytes.length);
    const end = Math.min(bytes.length, at + below(random, 3_000));
    return bytes.fill(below(random, 2) * 255, at, end);
  },
];

function mutated(bases: Bases, random: Random): HostileUpload {
  const [name, base] = pick(random, [...bases]);
  const times = 1 + below(random, 3);
  let bytes = Buffer.from(base);
  for (let time = 0; time < times && bytes.length > 8; time += 1)
    bytes = Buffer.from(pick(random, mutations)(bytes, random));
  return { what: `${name}, mutated ${times} times`, bytes, mustBeRefused: false };
}

function lyingWav(bases: Bases, random: Random): HostileUpload {
  const bytes = Buffer.from(bases.get("a.wav") ?? []);
  const channels = pick(random, [0, 1, 2, 64, 65, 255, 65_535]);
  const rate = pick(random, [0, 1, 7, 3_999, 44_100, 384_000, 384_001, 2 ** 31 - 1, 2 ** 32 - 1]);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt16LE(pick(random, [0, 1, 2, 8, 65_535]), 32);
  bytes.writeUInt16LE(pick(random, [0, 1, 8, 16, 24, 32, 64, 65_535]), 34);
  return { what: `a WAV of ${channels} channels at ${rate} Hz`, bytes, mustBeRefused: false };
}

/** A FLAC that says something else of itself; its frames say the truth. */
function lyingFlac(bases: Bases, random: Random): HostileUpload {
  const bytes = Buffer.from(bases.get("a.flac") ?? []);
  for (let at = 8; at < 26; at += 1) if (random() < 0.4) bytes[at] = below(random, 256);
  return { what: "a FLAC whose header lies", bytes, mustBeRefused: false };
}

function nested(bases: Bases, random: Random): HostileUpload {
  const [outer, inner] = [pick(random, [...bases]), pick(random, [...bases])];
  const at = below(random, outer[1].length);
  const parts = [outer[1].subarray(0, at), inner[1], outer[1].subarray(at)];
  return {
    what: `${inner[0]} inside ${outer[0]}`,
    bytes: Buffer.concat(parts),
    mustBeRefused: false,
  };
}

const playlists: readonly ((to: string) => string)[] = [
  (to) => `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${to}\n#EXT-X-ENDLIST\n`,
  (to) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${to}\n`,
  (to) =>
    `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${to}"\n#EXTINF:9,\ncrypto:${to}\n#EXT-X-ENDLIST\n`,
  (to) => `ffconcat version 1.0\nfile '${to}'\nduration 9\n`,
  (to) =>
    `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S"><Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>${to}</BaseURL></Representation></AdaptationSet></Period></MPD>`,
  (to) =>
    `<?xml version="1.0"?><SmoothStreamingMedia MajorVersion="2" Duration="9"><StreamIndex Type="audio" Url="${to}"/></SmoothStreamingMedia>`,
  (to) =>
    `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\na=control:${to}\nm=audio 5004 RTP/AVP 0\n`,
  (to) => `[playlist]\nNumberOfEntries=1\nFile1=${to}\n`,
  (to) => `[Reference]\nRef1=${to}\n`,
  (to) => `<asx version="3.0"><entry><ref href="${to}"/></entry></asx>`,
  (to) => `AviSource("${to}")\n`,
  (to) => `<smil><body><audio src="${to}"/></body></smil>`,
  (to) => `FILE "${to}" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n`,
  (to) => `;FFMETADATA1\ntitle=${to}\n`,
];
const schemes: readonly ((to: Elsewhere) => string)[] = [
  ({ file }) => file,
  ({ file }) => `file://${file}`,
  ({ file }) => `subfile,,start,0,end,0,,:${file}`,
  ({ file }) => `concat:${file}|${file}`,
  ({ file }) => `crypto:${file}`,
  ({ address }) => `http://${address}/a.mp3`,
  ({ address }) => `tcp://${address}`,
  ({ address }) => `hls+http://${address}/a.m3u8`,
  ({ address }) => `rtmp://${address}/a`,
  ({ address }) => `ftp://${address}/a.mp3`,
  ({ address, file }) => `concat:http://${address}/x|${file}`,
];

function playlist(elsewhere: Elsewhere, random: Random): HostileUpload {
  const to = pick(random, schemes)(elsewhere);
  const text = pick(random, playlists)(to);
  const disguise = pick(random, [
    "",
    "\ufeff",
    "ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000",
    "\n",
  ]);
  return {
    what: `a list that leads to ${to}: ${JSON.stringify(text.slice(0, 30))}`,
    bytes: Buffer.from(`${disguise}${text}`),
    mustBeRefused: true,
  };
}

/** A QuickTime film whose sound lies in another file, by a data reference. */
function referringMov(bases: Bases, elsewhere: Elsewhere, random: Random): HostileUpload {
  const base = Buffer.from(bases.get("a.mov") ?? []);
  const to = pick(random, schemes)(elsewhere);
  const at = base.indexOf("dref") + 4;
  const entry = Buffer.concat([Buffer.alloc(12), Buffer.from(`${to}\0`)]);
  entry.writeUInt32BE(entry.length, 0);
  entry.write("url ", 4);
  const bytes = Buffer.concat([
    base.subarray(0, at + 4),
    Buffer.from([0, 0, 0, 1]),
    entry,
    base.subarray(at + 8 + 12),
  ]);
  // The boxes around it keep the lengths that they had: it may be refused, or its own sound be taken.
  return { what: `a film that refers to ${to}`, bytes, mustBeRefused: false };
}

const bombBytes = 40_000_000;
let bombs: readonly HostileUpload[] | undefined;
function makeBombs(bases: Bases): readonly HostileUpload[] {
  const zeros = Buffer.alloc(bombBytes);
  const packed = deflateRawSync(zeros);
  const zip = Buffer.alloc(30);
  zip.write("PK\u0003\u0004");
  zip.writeUInt16LE(8, 8);
  zip.writeUInt32LE(packed.length, 18);
  zip.writeUInt32LE(bombBytes, 22);
  const id3 = Buffer.from("ID3\u0004\u0000\u0000\u007f\u007f\u007f\u007f");
  const refused = (what: string, bytes: Uint8Array) => ({ what, bytes, mustBeRefused: true });
  return [
    refused("40 MB of nothing, packed by gzip", gzipSync(zeros)),
    refused("gzip in gzip", gzipSync(gzipSync(zeros))),
    refused("a zip", Buffer.concat([zip, packed])),
    refused("40 MB of zeros", zeros),
    refused("a tag that claims 256 MB and no sound", id3),
    {
      what: "a tag that claims 256 MB in front of sound",
      bytes: Buffer.concat([id3, bases.get("a.mp3") ?? Buffer.alloc(0)]),
      mustBeRefused: false,
    },
  ];
}

/** The hostile upload of a seed. */
export function hostileUpload(
  random: Random,
  bases: Bases,
  elsewhere: Elsewhere,
  long: HostileUpload,
): HostileUpload {
  bombs ??= [...makeBombs(bases), long];
  const kind = random();
  if (kind < 0.5) return mutated(bases, random);
  if (kind < 0.58) return lyingWav(bases, random);
  if (kind < 0.62) return lyingFlac(bases, random);
  if (kind < 0.7) return nested(bases, random);
  if (kind < 0.88) return playlist(elsewhere, random);
  if (kind < 0.93) return referringMov(bases, elsewhere, random);
  return pick(random, bombs);
}

/** Hours of silence in some hundred kilobytes. */
export async function silenceForHours(folder: string, hours: number): Promise<HostileUpload> {
  const path = join(folder, "silence.flac");
  const nothing = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", String(hours * 3_600)];
  await ffmpeg(...nothing, "-c:a", "flac", path);
  return { what: `${hours} h of silence`, bytes: await readFile(path), mustBeRefused: true };
}
