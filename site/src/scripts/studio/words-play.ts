import type { WordsRow } from "#core/transcript/row-edits";

/** When the word at a place of a caption is heard: as it was timed, or as far into the caption as the place is. */
export function wordAt(row: WordsRow, caret: number, starts: readonly number[]): number {
  const inside = starts.filter((at) => at >= row.startSeconds - 0.01 && at < row.endSeconds);
  const words = row.text.split(" ");
  if (inside.length === words.length) {
    const before = row.text.slice(0, caret).split(" ").length - 1;
    return inside[before] ?? row.startSeconds;
  }
  const share = caret / Math.max(1, row.text.length);
  return row.startSeconds + (row.endSeconds - row.startSeconds) * share;
}
