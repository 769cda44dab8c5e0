/**
 * The keys of files in the private and the public store, built and read here and
 * nowhere else; those of records stand in record-keys.ts, machine-keys.ts and
 * studio/team-keys.ts. Keys hold opaque ids only, never a name or a title.
 */

/** Private store: recordings on their way in, in parts. */
export const incomingParts = "incoming/";
/** The parts of one of them. */
export const incomingFolder = (reference: string) => `${incomingParts}${reference}/`;
/** Whose part a key is of. */
export const referenceOfPart = (key: string) => key.slice(incomingParts.length).split("/")[0] ?? "";
/** One of these parts; they count from 1. */
export const incomingPartKey = (reference: string, number: number) =>
  `${incomingFolder(reference)}${number}`;

/** Private store: the recordings that one story was made from, as they came. */
export const uploadsOf = (episodeId: string) => `uploads/${episodeId}/`;
/** One of these recordings. */
export const uploadKey = (episodeId: string, uploadId: string) =>
  `${uploadsOf(episodeId)}${uploadId}`;
/** The story that an upload belongs to, of the command line or of the studio (a hash); undefined for what is no upload. */
export const episodeOfUploadKey = (key: string): string | undefined =>
  /^uploads\/([0-9a-hjkmnp-tv-z]{20})\/(?:[0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{40})$/.exec(key)?.[1];
/** Private store: what processing made of a recording, by the run that made it. */
export const renditionsOf = (episodeId: string) => `renditions/${episodeId}/`;
/** One file of one such run. */
export const renditionKey = (episodeId: string, runId: string, file: string) =>
  `renditions/${episodeId}/${runId}/${file}`;
/** What engines elsewhere read and write for one story: the speech, and the words that they found. */
export const transcriptionKey = (episodeId: string, file: string) =>
  `transcriptions/${episodeId}/${file}`;
/** The story that a job's name was made for, or undefined for a job that is not ours. */
export const episodeOfTranscriptionJob = (name: string): string | undefined =>
  /^([0-9a-hjkmnp-tv-z]{20})-[0-9a-f]{16}$/u.exec(name)?.[1];
/** Private store: what proves that somebody said yes: a signed form, a spoken yes. */
export const evidenceKey = (episodeId: string, evidenceId: string) =>
  `evidence/${episodeId}/${evidenceId}`;
/** Pictures of what was seen at somebody who had copies: the proof that they were asked outlives the story. */
export const taskEvidenceOf = (taskId: string) => `tasks/${taskId}/`;
/** One of these pictures. */
export const taskEvidenceKey = (taskId: string, evidenceId: string) =>
  `${taskEvidenceOf(taskId)}${evidenceId}`;
/** Private store: the folders that hold files of stories, each story's in one of its own. */
export const privateStoryFolders = [
  "uploads/",
  "renditions/",
  "transcriptions/",
  "evidence/",
] as const;
/** Everything private that belongs to one episode, for erasure. */
export const privatePrefixes = (episodeId: string) =>
  privateStoryFolders.map((folder) => `${folder}${episodeId}/`);
const privateStoryKey = new RegExp(
  `^(?:${privateStoryFolders.join("|")})([0-9a-hjkmnp-tv-z]{20})/`,
  "u",
);
/** The story that a private file belongs to; undefined for what belongs to none. */
export const episodeOfPrivateKey = (key: string): string | undefined =>
  privateStoryKey.exec(key)?.[1];

/** Public store: one folder for everything of an episode, so that a takedown is one folder. */
export const publicStories = "episodes/";
/** That folder. */
export const publicFolder = (episodeId: string) => `${publicStories}${episodeId}/`;
/** The story that a public file belongs to. */
export const episodeOfPublicKey = (key: string) =>
  key.slice(publicStories.length).split("/")[0] ?? "";
/** One public file of a story, by its name in the folder. */
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

/** Where the public log is published; what was signed once stays there. */
export const publicLedger = "ledger/";

/**
 * Private store: what was closed, beside the records, so that records restored
 * from a backup can be told what happened since. Opaque ids only. One object
 * for each state of a story, never changed.
 */
export const closingsFolder = "closings/";
/** The states of one story. */
export const closingsOf = (episodeId: string) => `${closingsFolder}${episodeId}/`;
/** One state, by the story's epoch; later ones sort behind. */
export const closingsKey = (episodeId: string, epoch: number) =>
  `${closingsOf(episodeId)}${String(epoch).padStart(10, "0")}`;

/** Private store: the square picture of a show as somebody brought it. */
export const showPictureKey = (name: string) => `shows/pictures/${name}`;
/** Private store: photographs of projects as they are shown. */
export const projectPhotos = "projects/photos/";
/** One of these photographs. */
export const projectPhotoKey = (name: string) => `${projectPhotos}${name}`;
/** The same photograph in the public store, beside those of the files. */
export const publicPhotoKey = (name: string) => `pictures/${name}`;

/** Private store: what is on its way to and from a machine that only knows sound; gone when the order is done. */
export const mediaOrders = "media/";
/** Everything of one order. */
export const mediaWorkFolder = (orderId: string) => `${mediaOrders}${orderId}/`;
/** A file that the machine is given. */
export const mediaInKey = (orderId: string, file: string) =>
  `${mediaWorkFolder(orderId)}in/${file}`;
/** A file that the machine made. */
export const mediaOutKey = (orderId: string, file: string) =>
  `${mediaWorkFolder(orderId)}out/${file}`;

/** What no backup takes along: files on their way, and what was closed, which in a backup would be older than the truth. */
export const isPassingPrivateKey = (key: string): boolean =>
  /^(?:incoming|media)\//.test(key) || key.startsWith(closingsFolder);
