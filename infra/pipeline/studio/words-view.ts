import { isOpenState } from "#core/consent/states";
import type { WordsPage } from "#core/studio/page-editing";
import type { WordsForm } from "#core/studio/words-form";
import { needsReview } from "#core/transcript/review";
import { hintsOf } from "#core/transcript/row-hints";
import type { WordsRow } from "#core/transcript/row-edits";
import { rowsOf } from "#core/transcript/rows";
import { canonicalJson } from "#core/hash";
import type { Word } from "#core/transcript/transcript";
import { thirdParties } from "#core/transcript/third-parties";
import { expectedWords } from "#core/transcript/expected-words";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { requireReady } from "../episode/require-ready.ts";
import { withContent } from "../current-content.ts";
import { readPerson } from "./person-records.ts";
import { formerWords } from "./words-desk.ts";
import { readDraft, wordsMark } from "./words-records.ts";

/**
 * The words of a story as they are corrected: the draft where there is one, or
 * what somebody `sent` and could not keep. Errors: `episode-unknown`, `episode-not-ready`.
 */
export async function wordsPage(app: App, episodeId: string, sent?: WordsForm): Promise<WordsPage> {
  const { episode, consents } = await requireEpisode(app.records, episodeId);
  requireReady(episode);
  const [kept, former] = await Promise.all([
    readDraft(app, episodeId),
    formerWords(app, episodeId),
  ]);
  const { transcript, translations = [], speakers, removed = [] } = episode;
  const draft = kept?.draft;
  const rows = sent?.rows ?? draft?.rows ?? (transcript === undefined ? [] : rowsOf(transcript));
  const timed = (transcript?.cues ?? []).flatMap(({ words = [] }) => words);
  const { content } = await withContent(app);
  const show = content.shows.find(({ slug }) => slug === episode.showSlug);
  const nameOf = namesOfPeople(app);
  const version = kept?.version ?? 0;
  return {
    id: episode.id,
    title: episode.title,
    language: transcript?.language ?? episode.language,
    voices: speakers.map(({ id, firstName, language }) => ({ id, firstName, language })),
    rows: rows.map((row) => ({ ...row, hints: hintsOf(row), wordStarts: startsIn(row, timed) })),
    mark: sent?.mark ?? draft?.mark ?? wordsMark(episode),
    version: sent?.version ?? version,
    ...(draft === undefined
      ? {}
      : {
          draft: {
            savedAt: draft.savedAt,
            savedBy: await nameOf(draft.savedBy),
            isStale: draft.mark !== wordsMark(episode),
          },
        }),
    ...(sent === undefined || sent.version === version ? {} : { other: version }),
    thirdParties: thirdParties(
      rows.map((row) => (row.removed ? "" : row.text)),
      expectedWords(episode, show),
    ),
    needsReview: transcript !== undefined && needsReview(transcript),
    translations: translations.map((words) => ({
      language: words.language,
      needsReview: needsReview(words),
      lines: words.cues.length,
    })),
    former: await Promise.all(
      former.map(async (one) => ({
        id: one.id,
        at: one.at,
        by: await nameOf(one.by),
        firstLine: one.transcript.cues[0]?.text ?? "",
        isOtherSound: canonicalJson(one.removed ?? []) !== canonicalJson(removed),
      })),
    ),
    endsYeses: consents.some(
      ({ scope, state }) => (scope === "transcript" || scope === "voice") && isOpenState(state),
    ),
  };
}

/** When each word of a caption begins, if it has as many as were timed there. */
function startsIn(row: WordsRow, timed: readonly Word[]): readonly number[] {
  const inside = timed.filter(
    ({ startSeconds }) => startSeconds >= row.startSeconds - 0.01 && startSeconds < row.endSeconds,
  );
  return inside.length === row.text.split(" ").length
    ? inside.map(({ startSeconds }) => startSeconds)
    : [];
}

/** Names of members of the team by their ids, each read once; whoever is no member is called by the id. */
function namesOfPeople(app: App): (id: string) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const read = async (id: string) => (await readPerson(app, id))?.person.name ?? id;
  return (id) => {
    const name = known.get(id) ?? read(id);
    known.set(id, name);
    return name;
  };
}
