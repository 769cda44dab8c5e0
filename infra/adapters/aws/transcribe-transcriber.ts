import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { AppError } from "#core/errors";
import { transcriptOfWords } from "#core/speech/recognised-words";
import { episodeOfTranscriptionJob, transcriptionKey } from "#core/storage-keys";
import type { ObjectStore } from "#ports/object-store";
import type { Transcriber, TranscriptionContext, TranscriptionOutcome } from "#ports/transcriber";
import { type JobOrder, openTranscribe, type VocabularyOrder } from "./transcribe-requests.ts";
import { readTranscribeResult } from "./transcribe-result.ts";

export type TranscribeConfig = {
  /** The private bucket, where Transcribe reads the speech and writes what it heard. */
  readonly bucket: string;
  readonly store: ObjectStore;
  /** Amazon's list price for batch jobs, first tier; other regions and contracts have others. */
  readonly usdPerMinute: number;
};

const engine = "transcribe";
/** Amazon bills by the second, and at least these. */
const billedSecondsMin = 15;
/** What the service can be told to expect, by the language of the story; for any other one it finds out by itself. */
const languageCodes: Readonly<Record<string, VocabularyOrder["language"]>> = {
  fr: "fr-FR",
  "fr-CA": "fr-CA",
  en: "en-GB",
  ar: "ar-SA",
  es: "es-ES",
  pt: "pt-PT",
  it: "it-IT",
  de: "de-DE",
};
const languageOptions = ["fr-FR", "en-GB", "ar-SA", "es-ES", "pt-PT"] as const;

/**
 * Amazon Transcribe: `transcribe` starts a job, its event (or a reminder) has it
 * collected. A vocabulary of the story's names and trades comes first, under the
 * job's own name, and goes with it. The job's name is made from the episode and the
 * speech, so that a repeated start finds the same job. Speech and words lie under
 * the story's private folder until `forget`. Region, credentials and endpoint are
 * the SDK's own business. Errors: `cloud-refused`, `speech-engine-failed` (param reason),
 * `speech-not-understood`.
 */
export function createTranscribeTranscriber(config: TranscribeConfig): Transcriber {
  const amazon = openTranscribe();
  const { store } = config;
  const ticketOf = (id: string) => ({ ticket: { engine, id } });
  const start = (id: string, context: TranscriptionContext, vocabulary?: string) =>
    amazon.startJob(id, jobOrder(config.bucket, id, context, vocabulary));

  return {
    name: engine,
    async transcribe(request) {
      const { episodeId, speechPath, vocabulary = [] } = request;
      const id = jobName(episodeId, await readFile(speechPath));
      await store.put(speechKey(id), { path: speechPath });
      const phrases = phrasesOf(vocabulary);
      const language = languageOf(request.language);
      if (phrases.length === 0 || language === undefined) await start(id, request);
      else await amazon.makeVocabulary(id, { language, phrases });
      return ticketOf(id);
    },
    async collect({ id }, context): Promise<TranscriptionOutcome> {
      const job = await amazon.findJob(id);
      if (job === undefined) {
        const state = await amazon.vocabularyState(id);
        // Neither is known: somebody has collected the words already, and it is not begun again.
        if (state === "missing") throw failed("gone");
        // A vocabulary that failed is no reason to go without words.
        if (state !== "PENDING") await start(id, context, state === "READY" ? id : undefined);
        return ticketOf(id);
      }
      if (job.TranscriptionJobStatus === "FAILED") {
        throw failed(job.FailureReason ?? "unknown");
      }
      if (job.TranscriptionJobStatus !== "COMPLETED") return ticketOf(id);
      const json = new TextDecoder().decode(await store.get(resultKey(id)));
      return withCost(resultOf(json, context), context, config.usdPerMinute);
    },
    async forget(episodeId, kept) {
      const isOver = (id: string) =>
        episodeOfTranscriptionJob(id) === episodeId && (kept?.engine !== engine || id !== kept.id);
      // The vocabulary first: one without its job would have the job begun again.
      for (const id of (await amazon.vocabulariesNamed(episodeId)).filter(isOver))
        await amazon.deleteVocabulary(id);
      for (const id of (await amazon.jobsNamed(episodeId)).filter(isOver))
        await amazon.deleteJob(id);
      for (const id of (await foldersOf(store, episodeId)).filter(isOver))
        await store.deletePrefix(`${folderOf(id)}/`);
    },
  };
}

const failed = (reason: string) =>
  new AppError("speech-engine-failed", { params: { reason: reason.slice(0, 200) } });

function jobOrder(
  bucket: string,
  id: string,
  { language, speakerIds = [] }: TranscriptionContext,
  vocabulary: string | undefined,
): JobOrder {
  const code = languageOf(language);
  const settings = {
    ...(vocabulary === undefined ? {} : { VocabularyName: vocabulary }),
    ...(speakerIds.length < 2
      ? {}
      : { ShowSpeakerLabels: true, MaxSpeakerLabels: speakerIds.length }),
  };
  return {
    ...(code === undefined
      ? { IdentifyLanguage: true, LanguageOptions: [...languageOptions] }
      : { LanguageCode: code }),
    MediaFormat: "wav",
    Media: { MediaFileUri: `s3://${bucket}/${speechKey(id)}` },
    OutputBucketName: bucket,
    OutputKey: resultKey(id),
    ...(Object.keys(settings).length === 0 ? {} : { Settings: settings }),
  };
}

function resultOf(json: string, context: TranscriptionContext) {
  const { durationSeconds, language, speakerIds } = context;
  const result = readTranscribeResult(json, language);
  const heard = result.language ?? language;
  const isSame = baseOf(heard) === baseOf(language);
  const transcript = transcriptOfWords({
    words: result.words,
    language: isSame ? language : heard,
    engine,
    durationSeconds,
    ...(speakerIds === undefined ? {} : { speakerIds }),
  });
  const differs = isSame ? [] : [{ code: "language-differs", text: heard }];
  return { ...transcript, warnings: [...differs, ...transcript.warnings] };
}

function withCost(
  transcript: ReturnType<typeof resultOf>,
  { durationSeconds }: TranscriptionContext,
  usdPerMinute: number,
) {
  const billedSeconds = Math.max(billedSecondsMin, Math.ceil(durationSeconds));
  const usd = Math.round((billedSeconds / 60) * usdPerMinute * 1e6) / 1e6;
  return { ...transcript, cost: { usd, billedSeconds } };
}

const baseOf = (language: string): string => language.toLowerCase().split("-")[0] ?? "";
const languageOf = (language: string): VocabularyOrder["language"] | undefined =>
  languageCodes[language] ?? languageCodes[baseOf(language)];

/** Letters, apostrophes and hyphens; words of one phrase are joined by hyphens, as Transcribe asks. */
function phrasesOf(vocabulary: readonly string[]): string[] {
  const phrases = vocabulary.map((phrase) =>
    phrase
      .normalize("NFC")
      .replace(/’/gu, "'")
      .replace(/[^\p{L}'\s-]+/gu, " ")
      .trim()
      .replace(/[\s-]+/gu, "-"),
  );
  return [...new Set(phrases.filter((phrase) => /\p{L}/u.test(phrase)))];
}

/** The same recording of the same story has the same name; an event brings it back. */
const jobName = (episodeId: string, speech: Uint8Array): string =>
  `${episodeId}-${createHash("sha256").update(speech).digest("hex").slice(0, 16)}`;

/** The names of the jobs of which files lie in a story's folder. */
async function foldersOf(store: ObjectStore, episodeId: string): Promise<readonly string[]> {
  const folder = transcriptionKey(episodeId, "");
  const ids = new Set<string>();
  // A few files each, and seldom more than one job: one page holds them all.
  const { keys } = await store.list(folder);
  for (const key of keys) ids.add(key.slice(folder.length).split("/")[0] ?? "");
  return [...ids];
}

const folderOf = (id: string): string => transcriptionKey(episodeOfTranscriptionJob(id) ?? "", id);
const speechKey = (id: string): string => `${folderOf(id)}/speech.wav`;
const resultKey = (id: string): string => `${folderOf(id)}/words.json`;
