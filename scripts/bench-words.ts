/**
 * How many words Whisper mishears on the seven demonstration recordings, through the
 * production path: mastering, listening, checking, timing. Without a model nothing is
 * measured, and the table says so. Alone: `npm run bench -- words`.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { readLocalConfig } from "#compose/config";
import { createLocalTranscoder, createWhisperEngine } from "#compose/programs";
import { modelsFolder } from "#compose/speech-models";
import { AppError } from "#core/errors";
import { needsReview } from "#core/transcript/review";
import type { BenchRow } from "./bench-row.ts";
import { errorRate, type WordErrors, wordErrors } from "./word-error-rate.ts";

const demo = join(import.meta.dirname, "..", "content", "demo");
const recordings = {
  marie: "marie.mp3",
  ouafae: "ouafae.m4a",
  sandra: "sandra.flac",
  seikou: "seikou.3gp",
  sherihane: "sherihane.ogg",
  transmission: "transmission.opus",
  ulysse: "ulysse.webm",
} as const;

type Texts = Readonly<Record<string, string | readonly { readonly text: string }[]>>;

export async function benchWords(): Promise<readonly BenchRow[]> {
  const config = readLocalConfig(process.env);
  const whisper = createWhisperEngine(config.programs, modelsFolder(config));
  const transcoder = createLocalTranscoder(config.programs);
  const texts = JSON.parse(await readFile(join(demo, "texts.json"), "utf8")) as Texts;
  const rows: BenchRow[] = [];
  const all: WordErrors[] = [];
  for (const [key, file] of Object.entries(recordings)) {
    const folder = await mkdtemp(join(tmpdir(), "paroles-words-"));
    try {
      const { speechPath, durationSeconds } = await transcoder.master(
        join(demo, "audio", file),
        folder,
      );
      const startedAt = performance.now();
      const transcript = await whisper.transcribe({
        episodeId: "bench",
        speechPath,
        durationSeconds,
        language: "fr",
      });
      const seconds = (performance.now() - startedAt) / 1000;
      const heard = transcript.cues.map(({ text }) => text).join(" ");
      const errors = wordErrors(textOf(texts[key]), heard);
      all.push(errors);
      const { substitutions: s, deletions: d, insertions: i, words } = errors;
      rows.push({
        what: `${transcript.engine}: ${file}`,
        figure: percent(errors),
        note: `${s} other, ${d} missing, ${i} added of ${words} words; ${seconds.toFixed(1)} s for ${durationSeconds.toFixed(1)} s; ${transcript.language}${needsReview(transcript) ? "" : ", NOT marked for review"}`,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const skipped = error.code === "speech-model-missing";
      if (skipped || error.code === "transcriber-unavailable") return [skippedRow(error)];
      rows.push({ what: `whisper: ${file}`, figure: "refused", note: error.code });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const note = `word error rate; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`;
  return [...rows, { what: "all that were understood", figure: percent(sumOf(all)), note }];
}

const skippedRow = ({ code }: AppError): BenchRow => ({
  what: "words that Whisper mishears",
  figure: "skipped",
  note:
    code === "speech-model-missing"
      ? "no model here: paroles model install, or PAROLES_WHISPER_MODEL"
      : "no build of whisper.cpp for this system",
});

const percent = (errors: WordErrors): string => `${(100 * errorRate(errors)).toFixed(1)} %`;

const textOf = (text: Texts[string] | undefined): string =>
  typeof text === "string" ? text : (text ?? []).map((turn) => turn.text).join(" ");

const sumOf = (all: readonly WordErrors[]): WordErrors => ({
  substitutions: all.reduce((sum, one) => sum + one.substitutions, 0),
  deletions: all.reduce((sum, one) => sum + one.deletions, 0),
  insertions: all.reduce((sum, one) => sum + one.insertions, 0),
  words: all.reduce((sum, one) => sum + one.words, 0),
});
