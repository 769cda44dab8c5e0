import { cleanText } from "../text.ts";

/** PSP-1 and Apple: a description has at most 4,000 bytes, any other value 255 characters. */
export const descriptionBytesMax = 4_000;
export const valueCharactersMax = 255;
/** Podcast namespace: person, location, license and updateFrequency. */
export const namespaceCharactersMax = 128;

/** Text with the five characters that mean something in XML, and in HTML, written as references. */
export function escapeXml(text: string): string {
  // Most values are addresses and numbers, and have none of them.
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}

/** Length in bytes as UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** One clean line; cut with an ellipsis past `charactersMax` UTF-16 units. */
export function lineOf(text: string, charactersMax = valueCharactersMax): string {
  const line = singleSpaced(cleanText(text));
  return cutWhere(line, (cut) => cut.length <= charactersMax);
}

/** All white space as single spaces, which it nearly always is. */
const singleSpaced = (text: string): string =>
  /[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, " ") : text;

/** Clean text as HTML: paragraphs where empty lines part it, `<br>` never (PSP-1 allows no such tag). */
export function paragraphsOf(text: string): readonly string[] {
  return cleanText(text)
    .split(/\n\s*\n/)
    .map((paragraph) => singleSpaced(paragraph).trim())
    .filter((paragraph) => paragraph !== "");
}

/** Escaped for HTML; quotes stay as they are, so that a reader that shows the source still reads well. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Paragraphs as HTML with PSP-1's tags only. */
export function htmlOf(paragraphs: readonly string[]): string {
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join("");
}

/**
 * The whole text where `fits` accepts it, else the longest beginning that fits
 * with an ellipsis. It is cut between whole characters as readers see them, so
 * that no emoji or accent is torn. `fits` must be true of every shorter text too.
 */
export function cutWhere(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const segments = new Intl.Segmenter("fr", { granularity: "grapheme" }).segment(text);
  const ends = Array.from(segments, ({ index, segment }) => index + segment.length);
  const beginning = (count: number) => `${text.slice(0, ends[count - 1] ?? 0).trimEnd()}…`;
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(beginning(middle))) low = middle;
    else high = middle - 1;
  }
  return beginning(low);
}
