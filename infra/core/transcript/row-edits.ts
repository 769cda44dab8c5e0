import { flattenText } from "./line-wrapping.ts";
import type { Word } from "./transcript.ts";

/** One caption on its way to be corrected. */
export type WordsRow = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly speakerId?: string;
  readonly text: string;
  /** To be taken out of sound and words together. */
  readonly removed: boolean;
};

/**
 * Two captions in place of one, cut before the character `at`. The time is that
 * of the word that begins there, where words are timed as they were; otherwise
 * as far into the caption as the cut is into its text. Inside a word the cut
 * goes before it; one that would leave an empty half changes nothing.
 */
export function splitRow(
  rows: readonly WordsRow[],
  index: number,
  at: number,
  timed: readonly Pick<Word, "startSeconds">[] = [],
): readonly WordsRow[] {
  const row = rows[index];
  if (row === undefined) return rows;
  const space = at < row.text.length ? row.text.lastIndexOf(" ", Math.max(0, at)) : -1;
  const first = row.text.slice(0, Math.max(0, space)).trim();
  const second = row.text.slice(Math.max(0, space)).trim();
  if (first === "" || second === "") return rows;
  const middle = timeOfWord(row, first, timed) ?? timeByLength(row, first);
  return [
    ...rows.slice(0, index),
    { ...row, text: first, endSeconds: middle },
    { ...row, text: second, startSeconds: middle },
    ...rows.slice(index + 1),
  ];
}

/** Where a caption is cut when nobody says where: at the space nearest its middle. */
export function middleOf(text: string): number {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const distance = (index: number) => Math.abs(index - text.length / 2);
  return spaces.reduce((best, index) => (distance(index) < distance(best) ? index : best), 0);
}

function timeOfWord(
  row: WordsRow,
  first: string,
  timed: readonly Pick<Word, "startSeconds">[],
): number | undefined {
  const inside = timed.filter(
    ({ startSeconds }) => startSeconds >= row.startSeconds - 0.01 && startSeconds < row.endSeconds,
  );
  const before = first.split(" ").length;
  if (inside.length !== row.text.split(" ").length) return undefined;
  const time = inside[before]?.startSeconds;
  return time !== undefined && time > row.startSeconds && time < row.endSeconds ? time : undefined;
}

function timeByLength({ startSeconds, endSeconds, text }: WordsRow, first: string): number {
  const share = Math.min(0.98, Math.max(0.02, first.length / text.length));
  return Math.round((startSeconds + (endSeconds - startSeconds) * share) * 1000) / 1000;
}

/** One caption in place of a caption and the next; the first one's voice speaks. The last one stays as it is. */
export function mergeRow(rows: readonly WordsRow[], index: number): readonly WordsRow[] {
  const [row, next] = rows.slice(index, index + 2);
  if (row === undefined || next === undefined) return rows;
  const merged = {
    ...row,
    endSeconds: Math.max(row.endSeconds, next.endSeconds),
    text: flattenText(`${row.text} ${next.text}`),
    removed: row.removed && next.removed,
  };
  return [...rows.slice(0, index), merged, ...rows.slice(index + 2)];
}
