import { wordPattern } from "#core/search/terms";

/** A piece of a text, and whether it is one of the words looked for. */
export type Piece = { readonly text: string; readonly hit: boolean };

/** The text in pieces, so that those that were looked for can be marked. */
export function piecesOf(text: string, isHit: (word: string) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (!isHit(word)) continue;
    if (index > from) pieces.push({ text: text.slice(from, index), hit: false });
    pieces.push({ text: word, hit: true });
    from = index + word.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/**
 * At most about `lettersMax` letters of a text around the first word that was
 * looked for, cut between words; the beginning of the text where there is none.
 */
export function excerptOf(
  text: string,
  isHit: (word: string) => boolean,
  lettersMax: number,
): string {
  if (text.length <= lettersMax) return text;
  const first = [...text.matchAll(wordPattern)].find(({ 0: word }) => isHit(word));
  const wanted = Math.max(0, (first?.index ?? 0) - Math.floor(lettersMax / 3));
  const from = wanted === 0 ? 0 : text.indexOf(" ", wanted) + 1;
  const end = text.lastIndexOf(" ", from + lettersMax);
  const to = from + lettersMax >= text.length || end <= from ? text.length : end;
  return `${from === 0 ? "" : "… "}${text.slice(from, to)}${to === text.length ? "" : " …"}`;
}
