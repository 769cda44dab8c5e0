/**
 * How exactly typed words are timed, measured on recordings whose truth is known
 * because they are made here: sentences spoken one by one and joined with known
 * gaps. Alone: `node scripts/bench-timing.ts`.
 */
import { constants } from "node:fs";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { findPrograms } from "#compose/programs";
import { timingEngines } from "#compose/timing-engines";
import { AppError } from "#core/errors";
import type { Transcript, Word } from "#core/transcript/transcript";
import type { PromptTranscriber } from "#ports/transcriber";

import {
  builtInSet,
  englishStory,
  espeakSets,
  fliteSets,
  type TruthRecording,
  type TruthSet,
} from "./bench-recordings.ts";
import type { BenchRow } from "./bench-row.ts";
import { writeWav } from "./bench-speech-synth.ts";
import { quantile, story } from "./bench-speech-truth.ts";

const otherTexts: Readonly<Record<string, readonly string[]>> = {
  fr: [
    "Ma grand-mère vendait des légumes sur la place du village, juste en face de la mairie.",
    "Le dimanche, nous mangions du pain chaud avec un peu de beurre et beaucoup de rires.",
    "Quinze personnes attendaient dans le froid, sans parapluie ni bonnet.",
    "Ce vieux moulin produit encore de l'électricité pour la commune.",
    "Chaque geste compte quand on travaille avec du feu et de l'acier.",
    "Depuis que je chante dans une chorale, je dors mieux et je respire mieux.",
    "Tu devrais essayer cette recette, avec des pommes et un peu de miel.",
  ],
  en: [
    "The old bridge was closed for repairs during the whole summer.",
    "My sister sells fresh fish and vegetables at the market every Saturday.",
    "We measured the garden twice before buying the wooden fence.",
    "Nobody knew which path would lead them out of the forest.",
    "The children laughed, jumped, and shouted until the music stopped.",
  ],
};

type Run = (recording: TruthRecording, sentences: readonly string[]) => Promise<Transcript>;
type Engine = { readonly name: string; readonly run: Run };

async function findFlite(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = environment["FLITE_PATH"];
  const folders = (environment["PATH"] ?? "").split(delimiter);
  for (const path of named === undefined
    ? folders.map((folder) => join(folder, "flite"))
    : [named]) {
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (usable) return path;
  }
  return undefined;
}

function createEngine(transcriber: PromptTranscriber, folder: string): Engine {
  let count = 0;
  return {
    name: transcriber.name.replace("aligned-", ""),
    run: async ({ sound, language }, sentences) => {
      const speechPath = join(folder, `${transcriber.name}-${count++}.wav`);
      await writeFile(speechPath, writeWav(sound));
      const durationSeconds = sound.samples.length / sound.sampleRateHz;
      const knownText = sentences.map((text) => ({ text }));
      return transcriber.transcribe({
        episodeId: "bench",
        speechPath,
        durationSeconds,
        language,
        knownText,
      });
    },
  };
}

const wordsOf = (transcript: Transcript): Word[] =>
  transcript.cues.flatMap((cue) => cue.words ?? []);
const secondsOf = ({ recordings }: TruthSet): number =>
  recordings.reduce((sum, { sound }) => sum + sound.samples.length / sound.sampleRateHz, 0);

/** Places of the first words of sentences among all words. */
function firstWords(sentences: readonly string[]): Set<number> {
  let count = 0;
  return new Set(
    sentences.map((text) => {
      const first = count;
      count += text.split(" ").length;
      return first;
    }),
  );
}

const figure = (errors: readonly number[]): string =>
  [0.5, 0.95, 1].map((share) => quantile(errors, share).toFixed(3)).join(" / ");

/** Median, 95th percentile and worst error of sentence and word starts over a set; what was refused is told, not left out. */
async function measureSet(engine: Engine, set: TruthSet): Promise<BenchRow> {
  const sentenceErrors: number[] = [];
  const wordErrors: number[] = [];
  let refused = 0;
  for (const recording of set.recordings) {
    const words = await engine
      .run(recording, recording.sentences)
      .then(wordsOf, (error: unknown) => {
        if (error instanceof AppError && error.code === "transcript-text-mismatch")
          return undefined;
        throw error;
      });
    if (words?.length !== recording.wordStartSeconds.length) {
      refused += 1;
      continue;
    }
    const firsts = firstWords(recording.sentences);
    recording.wordStartSeconds.forEach((truth, i) => {
      if (truth === undefined) return;
      const error = Math.abs(words[i]!.startSeconds - truth);
      wordErrors.push(error);
      if (firsts.has(i)) sentenceErrors.push(error);
    });
  }
  const words =
    wordErrors.length === sentenceErrors.length ? "" : `words ${figure(wordErrors)} s; `;
  const note = `${words}${set.recordings.length} recordings, ${secondsOf(set).toFixed(0)} s${refused > 0 ? `; ${refused} refused or with words left out` : ""}`;
  return { what: `${engine.name}: ${set.name}`, figure: `${figure(sentenceErrors)} s`, note };
}

/** Two voices of each kind: every question times a whole recording again. */
const recordingsAsked = 2;

type Counts = { told: number; asked: number };
const share = ({ told, asked }: Counts): string => `${told} of ${asked}`;

/** Whether sentences that are missing from either side are told, and a text of something else refused. */
async function measureDisagreement(engine: Engine, sets: readonly TruthSet[]): Promise<BenchRow[]> {
  const counts = {
    unsaid: { told: 0, asked: 0 },
    untyped: { told: 0, asked: 0 },
    wrong: { told: 0, asked: 0 },
    alarm: { told: 0, asked: 0 },
  };
  const codes = (
    recording: TruthRecording,
    sentences: readonly string[],
  ): Promise<readonly string[]> =>
    engine.run(recording, sentences).then(
      ({ warnings }) => warnings.map((warning) => warning.code),
      (error: unknown) => {
        if (error instanceof AppError) return [error.code];
        throw error;
      },
    );
  const ask = (count: Counts, told: boolean): void => {
    count.asked += 1;
    if (told) count.told += 1;
  };
  for (const recording of sets.flatMap((set) => set.recordings.slice(0, recordingsAsked))) {
    const { sentences, language } = recording;
    const other = otherTexts[language]!;
    ask(counts.alarm, (await codes(recording, sentences)).length > 0);
    ask(
      counts.untyped,
      (await codes(recording, sentences.toSpliced(2, 1))).includes("audio-without-text"),
    );
    ask(
      counts.unsaid,
      (await codes(recording, sentences.toSpliced(2, 0, other[0]!))).includes("text-without-audio"),
    );
    ask(counts.wrong, (await codes(recording, other)).includes("transcript-text-mismatch"));
  }
  return [
    {
      what: `${engine.name}: a sentence said but not typed`,
      figure: share(counts.untyped),
      note: "told",
    },
    {
      what: `${engine.name}: a sentence typed but not said`,
      figure: share(counts.unsaid),
      note: "told",
    },
    {
      what: `${engine.name}: the text of another story`,
      figure: share(counts.wrong),
      note: "refused",
    },
    { what: `${engine.name}: the right text`, figure: share(counts.alarm), note: "false alarms" },
  ];
}

/** A story of a minute: the longest recording of the built-in voice, repeated to 60 s. */
async function measureSpeed(engine: Engine, { recordings }: TruthSet): Promise<BenchRow> {
  const [recording] = recordings.toSorted(
    (a, b) => b.sound.samples.length - a.sound.samples.length,
  );
  const { sound, sentences } = recording!;
  const samples = new Float32Array(60 * sound.sampleRateHz);
  for (let at = 0; at < samples.length; at += sound.samples.length) {
    samples.set(sound.samples.subarray(0, samples.length - at), at);
  }
  const repeats = samples.length / sound.samples.length;
  const said = [...sentences, ...sentences].slice(0, Math.round(sentences.length * repeats));
  const minute = { ...recording!, sound: { sampleRateHz: sound.sampleRateHz, samples } };
  await engine.run(recording!, sentences);
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await engine.run(minute, said);
  const seconds = (performance.now() - before) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = (user + system) / 1e6;
  return {
    what: `${engine.name}: timing a story of 60 s`,
    figure: `${seconds.toFixed(2)} s`,
    note: `${cpuSeconds.toFixed(2)} s of computing here; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  };
}

/**
 * Measures every engine on every kind of recording that this machine can make,
 * and returns a row for each: median / 95th percentile / worst error of sentence
 * starts, and of words in the note. Takes about a minute with all programs.
 */
export async function benchTiming(): Promise<readonly BenchRow[]> {
  const [{ espeak: espeakPath }, flitePath] = await Promise.all([
    findPrograms(process.env),
    findFlite(process.env),
  ]);
  const folder = await mkdtemp(join(tmpdir(), "paroles-timing-"));
  try {
    const engines = (await timingEngines(process.env)).map((transcriber) =>
      createEngine(transcriber, folder),
    );
    const builtIn = builtInSet();
    const sets = [
      builtIn,
      ...(espeakPath === undefined ? [] : await espeakSets(espeakPath)),
      ...(flitePath === undefined ? [] : await fliteSets(flitePath, folder)),
    ];
    const rows: BenchRow[] = [
      {
        what: "sentence starts: median / 95 % / worst",
        figure: "",
        note: `${story.length} French, ${englishStory.length} English sentences`,
      },
    ];
    for (const set of sets) for (const engine of engines) rows.push(await measureSet(engine, set));
    const connected = sets.filter((set) => !set.name.includes("word by word"));
    for (const engine of engines) rows.push(...(await measureDisagreement(engine, connected)));
    for (const engine of engines) rows.push(await measureSpeed(engine, builtIn));
    if (espeakPath === undefined)
      rows.push({
        what: "eSpeak NG",
        figure: "not installed",
        note: "its engine and voices were not measured",
      });
    if (flitePath === undefined)
      rows.push({
        what: "Flite",
        figure: "not installed",
        note: "its English voices were not measured",
      });
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  for (const { what, figure: value, note } of await benchTiming()) {
    process.stdout.write(`${what.padEnd(52)} ${value.padStart(23)}  ${note ?? ""}\n`);
  }
}
