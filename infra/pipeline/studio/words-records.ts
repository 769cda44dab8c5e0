import { SpanSchema, spansMax } from "#core/audio/spans";
import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { hashOf } from "#core/hash";
import { InstantSchema } from "#core/ids";
import { episodePartition, wordsDraftSort } from "#core/record-keys";
import type { WordsRow } from "#core/transcript/row-edits";
import { WordsRowsSchema } from "#core/transcript/rows";
import { TranscriptSchema } from "#core/transcript/transcript";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import type { Edit } from "../words/edit-words.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { requireReady } from "../episode/require-ready.ts";

/** Corrections that can be gone back to; older ones are forgotten. */
export const formerWordsMax = 20;

/** Somebody's correction on its way. */
const WordsDraftSchema = z.object({
  /** Of the words that it began from. */
  mark: z.string(),
  rows: WordsRowsSchema,
  savedAt: InstantSchema,
  savedBy: z.string(),
});
export type WordsDraft = z.output<typeof WordsDraftSchema>;

/** What the words were before a correction, and over which recording. */
export const FormerWordsSchema = z.object({
  id: z.string(),
  /** When they were replaced, and the opaque id of by whom. */
  at: InstantSchema,
  by: z.string(),
  transcript: TranscriptSchema,
  translations: z.array(TranscriptSchema).max(8).optional(),
  removed: z.array(SpanSchema).max(spansMax).optional(),
});
export type FormerWords = z.output<typeof FormerWordsSchema>;

/** What tells these words over this recording from any others. */
export const wordsMark = ({ transcript, removed }: Pick<Episode, "transcript" | "removed">) =>
  hashOf({ cues: transcript?.cues ?? [], removed: removed ?? [] }).slice(0, 16);

/** Throws `words-changed-meanwhile`. */
export function requireSameWords(episode: Episode, mark: string): void {
  if (wordsMark(episode) !== mark) throw new AppError("words-changed-meanwhile");
}

/** The draft of a story, with its version; undefined when nobody corrects it. */
export async function readDraft(
  app: App,
  episodeId: string,
): Promise<{ readonly draft: WordsDraft; readonly version: number } | undefined> {
  const key = { partition: episodePartition(episodeId), sort: wordsDraftSort };
  const stored = await app.records.get(key);
  return stored && { draft: WordsDraftSchema.parse(stored.body), version: stored.version };
}

/**
 * Keeps a correction that is not finished, if nobody has kept another since it was
 * read: `version` is the one that was read, 0 for none. The story says what it
 * said. Returns the version that it has now. Errors: `episode-unknown`,
 * `episode-not-ready`, `words-draft-elsewhere` (another tab or person; nothing is
 * overwritten), `words-too-many` (rows).
 */
export async function saveDraft(
  app: App,
  edit: Edit & {
    readonly mark: string;
    readonly version: number;
    readonly rows: readonly WordsRow[];
  },
): Promise<{ readonly version: number; readonly savedAt: string }> {
  const { episodeId, staffId: savedBy, mark, version, rows } = edit;
  const { episode } = await requireEpisode(app.records, episodeId);
  requireReady(episode);
  const savedAt = app.clock.now();
  const body = WordsDraftSchema.parse({ mark, rows, savedAt, savedBy });
  const place = { partition: episodePartition(episodeId), sort: wordsDraftSort };
  const expect = version === 0 ? "absent" : { version };
  const isFirst = await commitIfFirst(app.records, [{ kind: "put", ...place, body, expect }]);
  if (!isFirst) throw new AppError("words-draft-elsewhere");
  return { version: version + 1, savedAt };
}

/** Forgets a correction that is not finished. Errors: `words-draft-elsewhere`. */
export async function dropDraft(app: App, episodeId: string, version: number): Promise<void> {
  const isFirst = await commitIfFirst(app.records, [dropDraftWrite(episodeId, version)]);
  if (!isFirst) throw new AppError("words-draft-elsewhere");
}

/** The write that forgets a draft, if it is still the version that was read. */
export const dropDraftWrite = (episodeId: string, version: number): RecordWrite => ({
  kind: "delete",
  partition: episodePartition(episodeId),
  sort: wordsDraftSort,
  expect: { version },
});
