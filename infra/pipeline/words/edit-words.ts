import type { Actor } from "#core/consent/events";
import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { correctedFrom } from "#core/transcript/corrected";
import { toImportedTranscript } from "#core/transcript/imported";
import { readTranscriptFile } from "#core/transcript/read-file";
import { readTurns } from "#core/transcript/read-turns";
import type { Transcript } from "#core/transcript/transcript";
import type { App } from "../app.ts";
import { changeWords } from "./change-words.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { requireReady } from "../episode/require-ready.ts";

/** Who edits, and which story. */
export type Edit = { readonly episodeId: string; readonly staffId: string };

/** How many yeses the edit has put an end to: those whose bytes it changed (I8). */
export type EditOutcome = { readonly invalidated: number };

const translationsMax = 8;

const staff = ({ staffId }: Edit): Actor => ({ kind: "staff", staffId });

/**
 * Replaces the words of a story by those of a file with times (WebVTT, SubRip,
 * podcast JSON). With `corrected` a person answers for them (what was exported and
 * put right); otherwise somebody has to read them before they may be public. A
 * typed text that did not fit is forgotten. Errors: `episode-unknown`,
 * `episode-not-ready`, `episode-erased`, the parsers' with line and column,
 * `transcript-format-unknown`, `transcript-longer-than-audio`, `transcript-no-cues`.
 */
export async function replaceWords(
  app: App,
  edit: Edit & { readonly file: string; readonly corrected?: boolean },
): Promise<EditOutcome> {
  const { episode } = await requireEpisode(app.records, edit.episodeId);
  requireReady(episode);
  const read = wordsOf(episode, edit.file, episode.language);
  return changeWords(app, edit.episodeId, staff(edit), (current) => {
    const transcript = edit.corrected === true ? correctedFrom(current.transcript, read) : read;
    const { transcriptProblem: _solved, transcription: _late, ...rest } = current;
    return { ...rest, transcript };
  });
}

/**
 * Takes what somebody typed as what is said, and has it timed against the
 * recording by a worker; until then the former words stay. Lines may begin with
 * `Name:`. Errors: `episode-unknown`, `episode-not-ready`, `episode-erased`,
 * `transcript-text-missing`; what the timing finds is in the story's status.
 */
export async function typeWords(app: App, edit: Edit & { readonly text: string }): Promise<void> {
  const { episode } = await requireEpisode(app.records, edit.episodeId);
  requireReady(episode);
  const knownText = readTurns(edit.text, episode.speakers).map((turn) => ({ ...turn }));
  if (knownText.length === 0) throw new AppError("transcript-text-missing", { field: "text" });
  await changeWords(app, edit.episodeId, staff(edit), (current) => ({ ...current, knownText }));
  await app.queue.send({ kind: "find-words", episodeId: edit.episodeId });
}

/**
 * Records that a person has read words that no person wrote: the story's, or a
 * translation's. Nothing else changes, so no yes ends. Errors: `episode-unknown`,
 * `episode-erased`, `transcript-absent` (param language).
 */
export async function reviewWords(
  app: App,
  edit: Edit & { readonly language?: string },
): Promise<EditOutcome> {
  const reviewed = { at: app.clock.now(), by: edit.staffId };
  return changeWords(app, edit.episodeId, staff(edit), (current) => {
    const { transcript, translations = [] } = current;
    const language = edit.language ?? transcript?.language ?? current.language;
    if (transcript?.language === language) {
      return { ...current, transcript: { ...transcript, reviewed } };
    }
    if (!translations.some((words) => words.language === language)) throw absent(language);
    return {
      ...current,
      translations: translations.map((words) =>
        words.language === language ? { ...words, reviewed } : words,
      ),
    };
  });
}

/**
 * Adds the words in another language, or replaces them: a file with times, which
 * somebody here has to read before it may be public unless `corrected` says that
 * a person answers for it. The words of a story are one thing to agree to, so
 * whoever said yes to them is asked again. Errors: as `replaceWords`,
 * `language-invalid`, `translation-same-language`, `translations-too-many`.
 */
export async function addTranslation(
  app: App,
  edit: Edit & { readonly language: string; readonly file: string; readonly corrected?: boolean },
): Promise<EditOutcome> {
  const language = canonicalLanguage(edit.language);
  const { episode } = await requireEpisode(app.records, edit.episodeId);
  requireReady(episode);
  if (language === episode.language || language === episode.transcript?.language) {
    throw new AppError("translation-same-language", { field: "language", params: { language } });
  }
  const read = { ...wordsOf(episode, edit.file, language), language };
  return changeWords(app, edit.episodeId, staff(edit), (current) => {
    const { translations = [] } = current;
    const before = translations.find((words) => words.language === language);
    const others = translations.filter((words) => words.language !== language);
    if (others.length >= translationsMax) {
      throw new AppError("translations-too-many", { params: { max: translationsMax } });
    }
    const words = edit.corrected === true ? correctedFrom(before, read) : read;
    return { ...current, translations: [...others, words] };
  });
}

/** Takes the words in one language away. Errors: `episode-unknown`, `episode-erased`, `transcript-absent`. */
export async function removeTranslation(
  app: App,
  edit: Edit & { readonly language: string },
): Promise<EditOutcome> {
  const language = canonicalLanguage(edit.language);
  return changeWords(app, edit.episodeId, staff(edit), (current) => {
    const { translations = [], ...rest } = current;
    const others = translations.filter((words) => words.language !== language);
    if (others.length === translations.length) throw absent(language);
    return others.length === 0 ? rest : { ...rest, translations: others };
  });
}

/** The words of a file, placed on the recording of a story. */
function wordsOf({ speakers, audio }: Episode, file: string, language: string): Transcript {
  const imported = readTranscriptFile(file);
  const speakerIds = new Map(
    speakers.flatMap(({ id, firstName }) => [
      [id, id],
      [firstName, id],
    ]),
  );
  const durationSeconds = audio?.durationSeconds ?? 0;
  return toImportedTranscript(imported, { language, speakerIds, durationSeconds });
}

const absent = (language: string) =>
  new AppError("transcript-absent", { field: "language", params: { language } });

function canonicalLanguage(language: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(language);
    if (canonical !== undefined) return canonical;
  } catch (cause) {
    throw new AppError("language-invalid", { field: "language", params: { language }, cause });
  }
  throw new AppError("language-invalid", { field: "language", params: { language } });
}
