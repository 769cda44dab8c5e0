import { durationSecondsMin } from "#core/audio/policy";
import { type Span, timeWithout, withMoreRemoved } from "#core/audio/spans";
import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { canonicalJson } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { episodePartition, formerWordsPrefix, formerWordsSort } from "#core/record-keys";
import type { WordsRow } from "#core/transcript/row-edits";
import { correctedRows, spansOf, translationWithout } from "#core/transcript/rows";
import type { RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { changeWords } from "../words/change-words.ts";
import type { Edit, EditOutcome } from "../words/edit-words.ts";
import { type EpisodeFile, queryAll, requireEpisode } from "../episode/episode-records.ts";
import { requireReady } from "../episode/require-ready.ts";
import {
  dropDraftWrite,
  type FormerWords,
  formerWordsMax,
  FormerWordsSchema,
  readDraft,
  requireSameWords,
} from "./words-records.ts";

/** What a correction has come to. */
export type Corrected = EditOutcome & {
  /** The recording is worked on again, without the passages that were taken out. */
  readonly isCut: boolean;
};

/** An edit of words that were read with a mark, and with a draft of a version (0 for none). */
type DraftEdit = Edit & { readonly mark: string; readonly version: number };

/** What a story says and what of its recording it says it over: all that a correction changes. */
type Content = Pick<Episode, "transcript" | "translations" | "removed">;

/**
 * Makes a correction the words of the story. What is marked to be removed leaves
 * recording and words by one list of passages: the story closes in the same
 * commit, its yeses to voice and words end, and a worker makes the recording
 * anew. What was there before is kept to go back to, until the story is erased.
 * Errors: `episode-unknown`, `episode-not-ready`, `words-changed-meanwhile` (what
 * was corrected is not what the story says any more), `words-draft-elsewhere`
 * (somebody else corrects too), `words-all-removed`, `words-too-long` (row),
 * `media-too-short`.
 */
export async function finishWords(
  app: App,
  edit: DraftEdit & { readonly rows: readonly WordsRow[] },
): Promise<Corrected> {
  const { episode } = await requireEpisode(app.records, edit.episodeId);
  requireReady(episode);
  requireSameWords(episode, edit.mark);
  const { transcript } = episode;
  if (transcript === undefined)
    throw new AppError("transcript-absent", { params: { language: episode.language } });
  requireShortRows(edit.rows);
  const more = spansOf(edit.rows);
  const words = correctedRows(edit.rows, transcript);
  if (words === undefined) throw new AppError("words-all-removed", { field: "texte" });
  const translations = (episode.translations ?? []).flatMap(
    (one) => translationWithout(one, more) ?? [],
  );
  return commitContent(app, edit, {
    transcript: words,
    ...(translations.length === 0 ? {} : { translations }),
    ...(more.length === 0 && episode.removed === undefined
      ? {}
      : { removed: [...withMoreRemoved(episode.removed ?? [], more)] }),
  });
}

/** Goes back to what the words were before a correction, recording included; as `finishWords`, and `words-former-unknown`. */
export async function restoreWords(
  app: App,
  edit: DraftEdit & { readonly formerId: string },
): Promise<Corrected> {
  const { episode } = await requireEpisode(app.records, edit.episodeId);
  requireReady(episode);
  requireSameWords(episode, edit.mark);
  const former = (await formerWords(app, edit.episodeId)).find(({ id }) => id === edit.formerId);
  if (former === undefined) throw new AppError("words-former-unknown");
  const { transcript, translations, removed } = former;
  return commitContent(app, edit, {
    transcript,
    ...(translations === undefined ? {} : { translations }),
    ...(removed === undefined ? {} : { removed }),
  });
}

/** What the words were before each correction, the newest first. */
export async function formerWords(app: App, episodeId: string): Promise<readonly FormerWords[]> {
  const stored = await queryAll(app.records, episodePartition(episodeId), formerWordsPrefix);
  return stored.map(({ body }) => FormerWordsSchema.parse(body)).reverse();
}

async function commitContent(app: App, edit: DraftEdit, content: Content): Promise<Corrected> {
  const { episodeId, staffId } = edit;
  const { episode } = await requireEpisode(app.records, episodeId);
  const isCut = canonicalJson(content.removed ?? []) !== canonicalJson(episode.removed ?? []);
  if (isCut) requireEnoughLeft(episode, content.removed ?? []);
  const [draft, former] = await Promise.all([
    readDraft(app, episodeId),
    formerWords(app, episodeId),
  ]);
  if ((draft?.version ?? 0) !== edit.version) throw new AppError("words-draft-elsewhere");
  const id = encodeId(app.randomness.bytes(publicationKeyLength));
  const at = app.clock.now();
  const also = (file: EpisodeFile): readonly RecordWrite[] => [
    ...keptWrites(file, { id, at, by: staffId }, former),
    ...(draft === undefined ? [] : [dropDraftWrite(episodeId, draft.version)]),
  ];
  const { invalidated } = await changeWords(
    app,
    episodeId,
    { kind: "staff", staffId },
    (current) => {
      requireReady(current);
      requireSameWords(current, edit.mark);
      return changed(current, content, isCut);
    },
    also,
  );
  if (isCut) await app.queue.send({ kind: "process", episodeId });
  return { invalidated, isCut };
}

/** Without the recording that held what was taken out, and without what would bring its words back. */
function changed(current: Episode, content: Content, isCut: boolean): Episode {
  const {
    transcript: _t,
    translations: _l,
    removed: _r,
    transcriptProblem: _p,
    transcription: _w,
    ...rest
  } = current;
  if (!isCut) return { ...rest, ...content };
  const { audio: _audio, knownText: _typed, ...others } = rest;
  return { ...others, ...content, stage: { name: "received" } };
}

function keptWrites(
  { episode }: EpisodeFile,
  made: { readonly id: string; readonly at: string; readonly by: string },
  former: readonly FormerWords[],
): readonly RecordWrite[] {
  const partition = episodePartition(episode.id);
  const { transcript, translations, removed } = episode;
  if (transcript === undefined) return [];
  const body: FormerWords = {
    ...made,
    transcript,
    ...(translations === undefined ? {} : { translations }),
    ...(removed === undefined ? {} : { removed }),
  };
  const tooMany = former.slice(formerWordsMax - 1).slice(0, 5);
  return [
    {
      kind: "put",
      partition,
      sort: formerWordsSort(made.at, made.id),
      body: FormerWordsSchema.parse(body),
      expect: "absent",
    },
    ...tooMany.map(({ at, id }): RecordWrite => ({
      kind: "delete",
      partition,
      sort: formerWordsSort(at, id),
      expect: "any",
    })),
  ];
}

/** A cue holds 500 signs; more is a whole text in one caption. */
const cueCharsMax = 500;

function requireShortRows(rows: readonly WordsRow[]): void {
  const row = rows.findIndex(({ text, removed }) => !removed && text.length > cueCharsMax);
  if (row >= 0)
    throw new AppError("words-too-long", {
      field: "texte",
      params: { row: row + 1, max: cueCharsMax },
    });
}

function requireEnoughLeft({ audio, removed = [] }: Episode, next: readonly Span[]): void {
  if (audio === undefined) return;
  // The length before anything was taken out, less what is taken out now.
  const whole = removed.reduce(
    (sum, one) => sum + one.endSeconds - one.startSeconds,
    audio.durationSeconds,
  );
  const durationSeconds = Math.round(timeWithout(next, whole) * 10) / 10;
  if (durationSeconds < durationSecondsMin)
    throw new AppError("media-too-short", {
      field: "texte",
      params: { durationSeconds, minSeconds: durationSecondsMin },
    });
}
