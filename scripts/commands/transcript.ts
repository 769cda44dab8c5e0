import { readFile, writeFile } from "node:fs/promises";
import { AppError } from "#core/errors";
import type { Episode } from "#core/episode";
import { needsReview } from "#core/transcript/review";
import { toPlainText } from "#core/transcript/plain-text";
import { toPodcastJson } from "#core/transcript/podcast-json";
import { toSrt } from "#core/transcript/srt";
import type { SpeakerNames, Transcript } from "#core/transcript/transcript";
import { toWebVtt } from "#core/transcript/webvtt";
import {
  addTranslation,
  type EditOutcome,
  removeTranslation,
  replaceWords,
  reviewWords,
  typeWords,
} from "#pipeline/words/edit-words";
import { requireEpisode } from "#pipeline/episode/episode-records";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import { requireReadableFile } from "./readable-file.ts";
import { workUntil } from "./settle.ts";

/** Whoever sits at the keyboard of this machine. */
const staffId = "cli";
const fileBytesMax = 1_000_000;

const formats = { vtt: toWebVtt, srt: toSrt, json: toPodcastJson, txt: toPlainText } as const;
export type Format = keyof typeof formats;
export const formatNames = Object.keys(formats) as readonly Format[];

export type WordsOptions = {
  readonly language?: string;
  readonly format?: Format;
  readonly output?: string;
  readonly corrected?: boolean;
};

/** `transcript show`: the words with their times, where they come from, and what deserves an ear. */
export async function show(
  { app }: Installation,
  episodeId: string,
  { language }: WordsOptions,
  output: Output,
): Promise<void> {
  const { episode } = await requireEpisode(app.records, episodeId);
  const words = wordsIn(episode, language);
  const unread = needsReview(words);
  const translations = (episode.translations ?? []).map((one) => one.language);
  output.result({ ...words, unread, translations }, [
    `${words.language}, ${words.provenance}, times by ${words.engine}${unread ? ", NOT READ YET" : ""}${translations.length > 0 ? `; translations: ${translations.join(", ")}` : ""}`,
    ...(words.cost === undefined
      ? []
      : [`  cost ${words.cost.usd.toFixed(4)} USD for ${words.cost.billedSeconds} s`]),
    ...words.cues.map(
      ({ startSeconds, endSeconds, speakerId, text }) =>
        `  ${startSeconds.toFixed(2).padStart(7)} ${endSeconds.toFixed(2).padStart(7)}  ${speakerId === undefined ? "" : `${speakerId}: `}${text}`,
    ),
    ...words.warnings.map(
      ({ code, startSeconds, text }) =>
        `  ! ${code}${startSeconds === undefined ? "" : ` at ${startSeconds.toFixed(2)} s`}${text === undefined ? "" : `: ${text}`}`,
    ),
  ]);
}

/** `transcript export`: the words in a file that can be edited elsewhere and imported again; names stand in it, so it is not for publication. */
export async function exportWords(
  { app }: Installation,
  episodeId: string,
  { language, format = "vtt", output: path }: WordsOptions,
  output: Output,
): Promise<void> {
  const { episode } = await requireEpisode(app.records, episodeId);
  const names: SpeakerNames = new Map(episode.speakers.map(({ id, firstName }) => [id, firstName]));
  const text = formats[format](wordsIn(episode, language), names);
  if (path === undefined) return output.result({ format, text }, [text.trimEnd()]);
  await writeFile(path, text);
  output.result({ format, file: path }, [path]);
}

/** `transcript import`: words with times from a file, or, without times, what was said. */
export async function importWords(
  installation: Installation,
  episodeId: string,
  path: string,
  { corrected }: WordsOptions,
  output: Output,
): Promise<void> {
  const { app } = installation;
  const file = await readWords(path);
  const edit = { episodeId, staffId };
  try {
    const outcome = await replaceWords(app, { ...edit, file, corrected: corrected === true });
    return await tell(installation, episodeId, outcome, output);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "transcript-format-unknown") throw error;
  }
  await typeWords(app, { ...edit, text: file });
  const { epoch } = (await requireEpisode(app.records, episodeId)).episode;
  await workUntil(app, episodeId, (status) => status.epoch > epoch);
  await tell(installation, episodeId, { invalidated: 0 }, output);
}

/** `transcript review`: a person has read what no person wrote. */
export async function review(
  installation: Installation,
  episodeId: string,
  { language }: WordsOptions,
  output: Output,
): Promise<void> {
  const edit = { episodeId, staffId, ...(language === undefined ? {} : { language }) };
  await tell(installation, episodeId, await reviewWords(installation.app, edit), output);
}

/** `transcript add-translation`: the words in another language. */
export async function translate(
  installation: Installation,
  episodeId: string,
  path: string,
  { language, corrected }: WordsOptions & { readonly language: string },
  output: Output,
): Promise<void> {
  const file = await readWords(path);
  const edit = { episodeId, staffId, language, file, corrected: corrected === true };
  await tell(installation, episodeId, await addTranslation(installation.app, edit), output);
}

/** `transcript remove-translation`. */
export async function untranslate(
  installation: Installation,
  episodeId: string,
  { language }: { readonly language: string },
  output: Output,
): Promise<void> {
  const edit = { episodeId, staffId, language };
  await tell(installation, episodeId, await removeTranslation(installation.app, edit), output);
}

async function tell(
  { app }: Installation,
  episodeId: string,
  { invalidated }: EditOutcome,
  output: Output,
): Promise<void> {
  const { episode } = await requireEpisode(app.records, episodeId);
  const { transcript, transcriptProblem, translations = [] } = episode;
  const all = [...(transcript === undefined ? [] : [transcript]), ...translations];
  output.result(
    {
      episode: episodeId,
      invalidated,
      problem: transcriptProblem?.code,
      words: all.map((words) => ({
        language: words.language,
        provenance: words.provenance,
        captions: words.cues.length,
        unread: needsReview(words),
        warnings: words.warnings,
      })),
    },
    [
      ...all.map(
        (words) =>
          `${words.language}: ${words.cues.length} captions, ${words.provenance}${needsReview(words) ? ", not read yet: paroles transcript review" : ""}${words.warnings.length > 0 ? `, ${words.warnings.length} passages to look at: paroles transcript show` : ""}`,
      ),
      ...(invalidated > 0
        ? [
            `  ${invalidated} given before: it was about other words, ask again (paroles consent request)`,
          ]
        : []),
    ],
  );
}

function wordsIn(episode: Episode, language: string | undefined): Transcript {
  const all = [episode.transcript, ...(episode.translations ?? [])];
  const words = all.find((one) => language === undefined || one?.language === language);
  if (words !== undefined) return words;
  throw new AppError("transcript-absent", { params: { language: language ?? episode.language } });
}

async function readWords(path: string): Promise<string> {
  await requireReadableFile(path, "file");
  const bytes = await readFile(path);
  if (bytes.length > fileBytesMax) {
    throw new AppError("text-too-long", {
      field: "file",
      params: { bytes: bytes.length, max: fileBytesMax },
    });
  }
  return bytes.toString("utf8");
}
