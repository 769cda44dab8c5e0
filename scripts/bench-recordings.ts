/** Recordings that are made for the bench, with the times of every sentence and word known because the bench joined them. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { readPcmWav, type Sound } from "#core/audio/pcm-wav";

import { createRandom, sampleRateHz } from "./bench-speech-synth.ts";
import { story, tell, type Delivery } from "./bench-speech-truth.ts";

export type TruthRecording = {
  readonly sound: Sound;
  readonly language: string;
  readonly sentences: readonly string[];
  /** The start of each word; of the first word of each sentence only where sentences were spoken whole. */
  readonly wordStartSeconds: readonly (number | undefined)[];
};

/** Recordings of one kind: what made them, and how hard they are. */
export type TruthSet = { readonly name: string; readonly recordings: readonly TruthRecording[] };

export const englishStory = [
  "My name is Rose, and I have been baking bread for six years.",
  "At first, the dough stuck to my hands, to the table and to the floor.",
  "An old woman showed me how to fold it without tearing it apart.",
  "I tried again every morning.",
  "Now the children of the street wait in front of the door before school.",
  "A warm loaf is a small thing, and yet it changes the whole day.",
] as const;

const execute = promisify(execFile);
const speechBytesMax = 50_000_000;
/** What is quieter than this is the silence that synthesisers leave around what they say. */
const audibleLevel = 0.006;

type Speak = (text: string) => Promise<Sound>;

/** Cuts the silence off both ends and brings the sound to 16 kHz, as the pipeline does before timing. */
function trim({ samples, sampleRateHz: rate }: Sound): Float32Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > audibleLevel);
  const last = samples.findLastIndex((sample) => Math.abs(sample) > audibleLevel);
  const ratio = rate / sampleRateHz;
  return Float32Array.from({ length: Math.floor((last - first + 1) / ratio) }, (_, i) => {
    const at = first + i * ratio;
    const left = Math.floor(at);
    return samples[left]! + (at - left) * ((samples[left + 1] ?? 0) - samples[left]!);
  });
}

type Joint = { readonly text: string; readonly gapSeconds: number };

/** Speaks pieces one by one and joins them with known gaps, after half a second of silence. */
async function joinPieces(
  speak: Speak,
  joints: readonly Joint[],
): Promise<{ sound: Sound; starts: number[] }> {
  const pieces: Float32Array[] = [new Float32Array(sampleRateHz / 2)];
  const starts: number[] = [];
  let at = sampleRateHz / 2;
  for (const { text, gapSeconds } of joints) {
    const piece = trim(await speak(text));
    const gap = new Float32Array(Math.round(gapSeconds * sampleRateHz));
    starts.push(at / sampleRateHz);
    pieces.push(piece, gap);
    at += piece.length + gap.length;
  }
  const samples = new Float32Array(at);
  let from = 0;
  for (const piece of pieces) {
    samples.set(piece, from);
    from += piece.length;
  }
  return { sound: { sampleRateHz, samples }, starts };
}

/** Sentences as they are spoken, from run together to well apart. */
async function speakSentences(
  speak: Speak,
  sentences: readonly string[],
  language: string,
  seed: number,
): Promise<TruthRecording> {
  const random = createRandom(seed);
  const joints = sentences.map((text) => ({
    text,
    gapSeconds: 0.45 + 0.4 * random(),
  }));
  const { sound, starts } = await joinPieces(speak, joints);
  const wordStartSeconds = sentences.flatMap((text, i) =>
    text.split(" ").map((_, word) => (word === 0 ? starts[i] : undefined)),
  );
  return { sound, language, sentences, wordStartSeconds };
}

/** Words spoken one by one, 30 ms apart: an odd way to speak, but the truth is known for each. */
async function speakWords(
  speak: Speak,
  sentences: readonly string[],
  language: string,
  seed: number,
): Promise<TruthRecording> {
  const random = createRandom(seed);
  const joints = sentences.flatMap((sentence) =>
    sentence.split(" ").map((text, i, all) => ({
      text,
      gapSeconds: i === all.length - 1 ? 0.45 + 0.4 * random() : /[,;:]$/u.test(text) ? 0.2 : 0.03,
    })),
  );
  const { sound, starts } = await joinPieces(speak, joints);
  return { sound, language, sentences, wordStartSeconds: starts };
}

/** White noise this many decibels below the speech. */
function addNoise(recording: TruthRecording, belowDb: number): TruthRecording {
  const { samples } = recording.sound;
  const spoken = samples.filter((sample) => Math.abs(sample) > audibleLevel);
  const level = Math.sqrt(
    spoken.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, spoken.length),
  );
  const random = createRandom(99);
  // A uniform sign from −1 to 1 has a root mean square of 1/√3.
  const peak = level * 10 ** (-belowDb / 20) * Math.sqrt(3);
  const noisy = samples.map((sample) =>
    Math.max(-1, Math.min(1, 0.7 * sample + 0.7 * peak * random())),
  );
  return { ...recording, sound: { sampleRateHz, samples: noisy } };
}

const man: Delivery = { pitchHz: 110, formantScale: 1, pace: 1, pauseSeconds: 0.9, seed: 1 };
const deliveries: readonly Delivery[] = [
  man,
  { ...man, pitchHz: 215, formantScale: 1.17, pace: 1.3, seed: 2 },
  { ...man, pitchHz: 95, formantScale: 0.95, pace: 0.75, pauseSeconds: 0.3, seed: 3 },
  { ...man, pitchHz: 180, formantScale: 1.1, pace: 1.1, hesitation: 0.06, slips: 0.05, seed: 4 },
];

/** Told by the built-in formant voice: always there, and every word is known within connected speech. */
export function builtInSet(): TruthSet {
  const recordings = deliveries.map((delivery): TruthRecording => {
    const { sound, words } = tell(story, delivery);
    return {
      sound,
      language: "fr",
      sentences: story,
      wordStartSeconds: words.map((word) => word.startSeconds),
    };
  });
  return { name: "built-in voice, four deliveries", recordings };
}

async function speakInTurn(
  speakers: readonly Speak[],
  sentences: readonly string[],
  language: string,
  how: typeof speakSentences,
): Promise<TruthRecording[]> {
  const recordings: TruthRecording[] = [];
  for (const [i, speak] of speakers.entries())
    recordings.push(await how(speak, sentences, language, 31 + i));
  return recordings;
}

/** eSpeak NG in voices and speeds that its own aligner does not use. */
export async function espeakSets(espeakPath: string): Promise<TruthSet[]> {
  const voices = [
    ["fr+f4", 140],
    ["fr-be+m5", 175],
    ["fr-ch+f5", 205],
    ["fr+klatt4", 160],
  ] as const;
  const speakers = voices.map(([voice, wordsPerMinute]): Speak => async (text) => {
    const options = ["-v", voice, "-s", String(wordsPerMinute), "-b", "1", "--stdout", "--", text];
    const { stdout } = await execute(espeakPath, options, {
      encoding: "buffer",
      maxBuffer: speechBytesMax,
    });
    return readPcmWav(stdout);
  });
  const whole = await speakInTurn(speakers, story, "fr", speakSentences);
  const words = await speakInTurn(speakers, story, "fr", speakWords);
  return [
    { name: "eSpeak NG, four voices, 140–205 wpm", recordings: whole },
    {
      name: "the same, noise 20 dB below",
      recordings: whole.map((recording) => addNoise(recording, 20)),
    },
    {
      name: "the same, noise 10 dB below",
      recordings: whole.map((recording) => addNoise(recording, 10)),
    },
    { name: "eSpeak NG, word by word", recordings: words },
  ];
}

/** Flite speaks English with voices made from people: nothing here was made with them but the table's averages. */
export async function fliteSets(flitePath: string, folder: string): Promise<TruthSet[]> {
  const speakers = ["slt", "rms", "awb"].map((voice): Speak => async (text) => {
    // It goes back to complete the header, which it cannot do in a pipe.
    const path = join(folder, "flite.wav");
    await execute(flitePath, ["-voice", voice, "-t", text, "-o", path]);
    return readPcmWav(await readFile(path));
  });
  return [
    {
      name: "Flite, three English voices",
      recordings: await speakInTurn(speakers, englishStory, "en", speakSentences),
    },
    {
      name: "Flite, word by word",
      recordings: await speakInTurn(speakers, englishStory, "en", speakWords),
    },
  ];
}
