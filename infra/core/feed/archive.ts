/**
 * Which stories stand in which document of a long feed (RFC 5005 §4). The
 * subscription document, the address that people know, has the newest 300. Older
 * ones are in archive documents cut by the month a story first came out in: a
 * date that never changes, so adding or withdrawing a story touches its own
 * month and no other. Pages counted from the newest, or from the oldest, would
 * all shift with every withdrawal. A month joins the archive as soon as one of
 * its stories is no longer among the newest 300, and stays there while it has any
 * (readers keep the address); a story may then stand in both documents, which its
 * guid makes harmless. A month of more than 300 stories is cut, from its oldest
 * story on, within itself.
 */
import { monthOf } from "../press/catalogue.ts";

/** A document of 300 items is about 800 KB; the W3C validator refuses more than 5 MB. */
export const documentItemsMax = 300;

/** A month in the archive, with the number of documents it takes (1 unless it has more than 300 stories). */
export type ArchiveMonth = { readonly month: string; readonly parts?: number };

type Dated = { readonly id: string; readonly publishedAt: string };

/** As `toISOString` writes it: UTC, to the millisecond. */
const isPlain = (instant: string) => instant.length === 24 && instant.endsWith("Z");

/** Newest first; stories of the same instant by id. The order of every feed. */
export function newestFirst(a: Dated, b: Dated): number {
  // Instants are nearly always written alike, and then their text has their order: parsing 300 dates a dozen times costs more than the rest of a feed.
  const alike = isPlain(a.publishedAt) && isPlain(b.publishedAt);
  if (alike && a.publishedAt !== b.publishedAt) return a.publishedAt < b.publishedAt ? 1 : -1;
  const apart = alike ? 0 : Date.parse(b.publishedAt) - Date.parse(a.publishedAt);
  if (apart !== 0) return apart;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

/**
 * The months that are archived, newest first, out of all months that have
 * stories. `newest` are the newest stories in order, at least 301 where there
 * are that many: with fewer there is nothing to archive.
 */
export function archivedMonths(
  newest: readonly Dated[],
  months: readonly string[],
): readonly string[] {
  const last = newest[documentItemsMax - 1];
  if (last === undefined || newest.length <= documentItemsMax) return [];
  return months
    .filter((month) => month <= monthOf(last))
    .toSorted()
    .reverse();
}

/** How many documents a month with so many stories takes. */
export function archiveParts(stories: number): number {
  return Math.max(1, Math.ceil(stories / documentItemsMax));
}

/** Names of a month's documents, newest first: the month's own has its newest stories, `-1` the oldest. */
export function archiveNames({ month, parts = 1 }: ArchiveMonth): readonly string[] {
  const older = Array.from({ length: parts - 1 }, (_, index) => `${month}-${parts - 1 - index}`);
  return [month, ...older];
}

/** The month of a document, by its name. */
export const monthOfArchive = (name: string): string => name.slice(0, "YYYY-MM".length);

/** The stories of one document of a month, out of all stories of that month in order. */
export function storiesInArchive<Story extends Dated>(
  name: string,
  ofMonth: readonly Story[],
): readonly Story[] {
  const part = Number(name.slice("YYYY-MM-".length));
  const parts = archiveParts(ofMonth.length);
  const number = part === 0 ? parts : part;
  const oldestFirst = ofMonth.toReversed();
  return oldestFirst.slice((number - 1) * documentItemsMax, number * documentItemsMax).reverse();
}
