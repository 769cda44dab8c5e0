/**
 * Every storage key and record key of the system, built here and nowhere else.
 * Keys hold opaque ids only, never a name or a title.
 */

/** Private store: what nobody outside may read. */
export const uploadKey = (episodeId: string, uploadId: string) =>
  `uploads/${episodeId}/${uploadId}`;
export const renditionKey = (episodeId: string, runId: string, file: string) =>
  `renditions/${episodeId}/${runId}/${file}`;
export const evidenceKey = (episodeId: string, evidenceId: string) =>
  `evidence/${episodeId}/${evidenceId}`;
/** Everything private that belongs to one episode, for erasure. */
export const privatePrefixes = (episodeId: string) =>
  (["uploads", "renditions", "evidence"] as const).map((kind) => `${kind}/${episodeId}/`);

/** Public store: one folder for everything of an episode, so that a takedown is one folder. */
export const publicStories = "episodes/";
export const publicFolder = (episodeId: string) => `${publicStories}${episodeId}/`;
/** The story that a public file belongs to. */
export const episodeOfPublicKey = (key: string) =>
  key.slice(publicStories.length).split("/")[0] ?? "";
export const publicFileKey = (episodeId: string, file: string) =>
  `${publicFolder(episodeId)}${file}`;

/**
 * The public file that answers an address path (no query): `/` and anything
 * that ends in `/` is the index page of that folder.
 */
export function publicKeyOfPath(path: string): string {
  const key = path.replace(/^\//, "");
  return key === "" || key.endsWith("/") ? `${key}index.html` : key;
}

/** Partition of the records of one episode: itself, its consents, ledger, publication and addresses. */
export const episodePartition = (episodeId: string) => `episode#${episodeId}`;
export const episodeOfPartition = (partition: string) => partition.slice("episode#".length);
export const episodeSort = "episode";
export const publicationSort = "publication";
export const consentPrefix = "consent#";
export const consentSort = (speakerId: string, signatoryId: string, scope: string) =>
  `${consentPrefix}${speakerId}#${signatoryId}#${scope}`;
export const leafPrefix = "ledger#";
export const leafSort = (sequence: number) => `${leafPrefix}${String(sequence).padStart(8, "0")}`;
export const bodyPrefix = "ledger-body#";
export const bodySort = (recordId: string) => `${bodyPrefix}${recordId}`;

/** Marks an episode whose public state must be looked at again. */
export const unsettledSort = "unsettled";

/** Listings: every episode by creation; those to be looked at again; live ones by the moment a consent ends. */
export const allEpisodesListing = "episodes";
export const unsettledListing = "unsettled";
export const closingListing = "closing";

/** Shelves hold the cards of published stories, newest last by sort key. */
export const shelfPartition = (shelf: string) => `shelf#${shelf}`;
export const shelfSort = (publishedAt: string, episodeId: string) => `${publishedAt}#${episodeId}`;
/** The shelf of a feed's items, beside the one of the same stories' cards (`all`, `show#…`). */
export const feedShelf = (shelf: string) => `feed#${shelf}`;

/** What the press remembers between runs: which build the public files come from, and how far it got. */
export const pressPartition = "press";
/** Which months each shelf has stories in, and which of a feed's are archived; by shelf. */
export const monthsPartition = "months";
