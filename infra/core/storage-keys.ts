/**
 * Every storage key and record key of the system, built here and nowhere else.
 * Keys hold opaque ids only, never a name or a title.
 */

/** Recordings on their way in, until they are stories. */
export const storyUploadPartition = (uploadId: string) => `upload#${uploadId}`;
export const storyUploadSort = "upload";
export const storyUploadsListing = "uploads";
/** A recording that is being put down for a story that there is not yet. */
export const intakePartition = (episodeId: string) => `intake#${episodeId}`;
export const intakeSort = "intake";
export const intakesListing = "intakes";
/** Private store: their parts. */
export const incomingFolder = (reference: string) => `incoming/${reference}/`;
export const incomingPartKey = (reference: string, number: number) =>
  `${incomingFolder(reference)}${number}`;

/** In the story's partition: where the work on it is, and when its people are asked how they are. */
export const progressSort = "progress";
export const followUpPrefix = "follow-up#";
export const followUpSort = (months: number) =>
  `${followUpPrefix}${String(months).padStart(3, "0")}`;
export const followUpsListing = "follow-ups";
/** In the story's partition: words that somebody is correcting, and what they were before each correction, the oldest first. */
export const wordsPrefix = "words-";
export const wordsDraftSort = `${wordsPrefix}draft`;
export const formerWordsPrefix = `${wordsPrefix}before#`;
export const formerWordsSort = (at: string, formerId: string) =>
  `${formerWordsPrefix}${at}#${formerId}`;
/** When a story that is held back may come out, as somebody set it; by day. */
export const releaseSort = "release";
export const releasesListing = "releases";
/** A calendar by the hash of its address. */
export const calendarPartition = (tokenHash: string) => `calendar#${tokenHash}`;
export const calendarSort = "calendar";
export const calendarPointerPrefix = "calendar-of#";
export const calendarPointerSort = (tokenHash: string) => `${calendarPointerPrefix}${tokenHash}`;

/** Private store: what nobody outside may read. */
export const uploadsOf = (episodeId: string) => `uploads/${episodeId}/`;
export const uploadKey = (episodeId: string, uploadId: string) =>
  `${uploadsOf(episodeId)}${uploadId}`;
/** The story that an upload belongs to, of the command line or of the studio (a hash); undefined for what is no upload. */
export const episodeOfUploadKey = (key: string): string | undefined =>
  /^uploads\/([0-9a-hjkmnp-tv-z]{20})\/(?:[0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{40})$/.exec(key)?.[1];
export const renditionKey = (episodeId: string, runId: string, file: string) =>
  `renditions/${episodeId}/${runId}/${file}`;
export const renditionsOf = (episodeId: string) => `renditions/${episodeId}/`;
/** What engines elsewhere read and write for one story: the speech, and the words that they found. */
export const transcriptionKey = (episodeId: string, file: string) =>
  `transcriptions/${episodeId}/${file}`;
/** The story that a job's name was made for, or nothing for a job that is not ours. */
export const episodeOfTranscriptionJob = (name: string): string | undefined =>
  /^([0-9a-hjkmnp-tv-z]{20})-[0-9a-f]{16}$/u.exec(name)?.[1];
export const evidenceKey = (episodeId: string, evidenceId: string) =>
  `evidence/${episodeId}/${evidenceId}`;
/** Pictures of what was seen at somebody who had copies: the proof that they were asked outlives the story. */
export const taskEvidenceOf = (taskId: string) => `tasks/${taskId}/`;
export const taskEvidenceKey = (taskId: string, evidenceId: string) =>
  `${taskEvidenceOf(taskId)}${evidenceId}`;
/** Everything private that belongs to one episode, for erasure. */
export const privatePrefixes = (episodeId: string) =>
  (["uploads", "renditions", "transcriptions", "evidence"] as const).map(
    (kind) => `${kind}/${episodeId}/`,
  );

/** The story that a private file belongs to; undefined for what belongs to none. */
export const episodeOfPrivateKey = (key: string): string | undefined =>
  /^(?:uploads|renditions|transcriptions|evidence)\/([0-9a-hjkmnp-tv-z]{20})\//.exec(key)?.[1];

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

/** The shelf of a year's stories as the search index has them, by id. */
export const searchPartition = (year: string) => shelfPartition(`search#${year}`);

/** What the press remembers between runs: which build the public files come from, and how far it got. */
export const pressPartition = "press";
/** Which months each shelf has stories in, and which of a feed's are archived; by shelf. */
export const monthsPartition = "months";
/** Which themes, trades, places and roles stories have; by shelf. */
export const facetsPartition = "facets";
/** The same of one kind, those with the most stories first. */
export const facetRanking = (name: string) => `facets#${name}`;

/** Which story an item of an imported feed became, by the hash of its guid. */
export const importPartition = (guidHash: string) => `import#${guidHash}`;
export const importSort = "import";

/** What participants hold: a secret by its selector, which says nothing; and, in the story's own partition, which selectors there are. */
export const secretPartition = (selector: string) => `secret#${selector}`;
export const secretSort = "secret";
export const secretPointerPrefix = "secret-of#";
export const secretPointerSort = (speakerId: string, signatoryId: string, selector: string) =>
  `${secretPointerPrefix}${speakerId}#${signatoryId}#${selector}`;
/** A session by the hash of what the browser holds. */
export const sessionPartition = (tokenHash: string) => `session#${tokenHash}`;
export const sessionSort = "session";
export const sessionsListing = "sessions";
/** Tokens left for guessing, by what is being guessed from or at. */
export const bucketPartition = (
  kind: "address" | "selector" | "staff-address" | "staff-email",
  name: string,
) => `bucket#${kind}#${name}`;
export const bucketSort = "bucket";
export const bucketsListing = "buckets";

/** In the story's partition: answers not yet confirmed, what was asked of whom, erasures that wait, takedowns. */
export const draftSort = (speakerId: string, signatoryId: string) =>
  `draft#${speakerId}#${signatoryId}`;
export const draftPrefix = "draft#";
export const requestSort = (speakerId: string, signatoryId: string) =>
  `request#${speakerId}#${signatoryId}`;
export const requestPrefix = "request#";
export const erasurePrefix = "erasure#";
export const erasureSort = (speakerId: string, signatoryId: string) =>
  `${erasurePrefix}${speakerId}#${signatoryId}`;
export const erasuresListing = "erasures";
/** Erasures that are done, by the moment of it: somebody looks once more whether anything came in late. */
export const erasedListing = "erased";
export const takedownPrefix = "takedown#";
/** Takedowns after which something still answered, by the moment of the first look. */
export const openTakedownsListing = "takedowns-open";
export const takedownSort = (at: string, takedownId: string) =>
  `${takedownPrefix}${at}#${takedownId}`;

/** Where the public log is published; what was signed once stays there. */
export const publicLedger = "ledger/";
/** The public log: its entries in files, its length, and which chain a story's leaves belong to. */
export const logPartition = "ledger-log";
export const logHeadSort = "head";
export const logFileSort = (file: number) => `file#${String(file).padStart(6, "0")}`;
export const chainSort = "chain";
export const unloggedSort = "unlogged";
export const unloggedListing = "unlogged";

/** Stands while records come back from a backup: until it is gone nothing opens. */
export const restorePartition = "restore";
export const restoreSort = "under-way";

/** Stands where records came from another installation: which move it was. What runs since before has other keys. */
export const movedSort = "moved";

/**
 * Whether records of a partition belong to the machines and not to what they
 * keep: who holds a lease, which delivery is being worked on, what died of an
 * engine's own, what was pressed by which build, and what restores and moves note.
 */
export const belongsToMachine = (partition: string): boolean =>
  /^(lease|delivery|dead-job)#/u.test(partition) ||
  [deadJobsPartition, pressPartition, restorePartition].includes(partition);

/** Open yeses, by the moment at which the clock has something to say about them. */
export const dueListing = "due";
/** Open yeses without an end, by the moment they were said, for the yearly reminder. */
export const yearlyListing = "yearly";

/** Yeses that ended, or have to be said again, by the moment at which they closed: somebody asks these people. */
export const endedListing = "ended";
/** Voices that were taken back or refused, by the moment at which they closed: for how long is their recording still kept? */
export const closedVoicesListing = "closed-voices";
/** Stories that wait for a first answer, by the moment at which they were taken in; answered ones go once they would be proposed. */
export const unansweredListing = "unanswered";
export const unansweredSort = "unanswered";
export const remindedSort = (speakerId: string, signatoryId: string) =>
  `reminded#${speakerId}#${signatoryId}`;

/** Who has copies of stories, and the tasks of asking them to take one down. */
export const recipientsPartition = "recipients";
export const taskPartition = (taskId: string) => `task#${taskId}`;
export const taskSort = "task";
export const openTasksListing = "tasks-open";
export const taskPointerPrefix = "task-of#";
export const taskPointerSort = (taskId: string) => `${taskPointerPrefix}${taskId}`;

/** How quickly answers followed requests, by who asked. */
export const paceListing = "pace";
export const pacePrefix = "pace#";
export const paceSort = (answerId: string) => `${pacePrefix}${answerId}`;

/**
 * Private store: what was closed, beside the records, so that records restored
 * from a backup can be told what happened since. Opaque ids only. One object
 * for each state of a story, never changed.
 */
export const closingsFolder = "closings/";
export const closingsOf = (episodeId: string) => `${closingsFolder}${episodeId}/`;
export const closingsKey = (episodeId: string, epoch: number) =>
  `${closingsOf(episodeId)}${String(epoch).padStart(10, "0")}`;

/** Where an engine without locks of its own keeps leases, beside the records. */
export const leasePartition = (name: string) => `lease#${name}`;
export const leaseSort = "lease";

/** Where an engine without dead letters that can be read keeps them: in the order of dying, and by id; and who is at a job now. */
export const deadJobsPartition = "dead-jobs";
export const deadJobSort = (diedAt: string, jobId: string) => `${diedAt}#${jobId}`;
export const deadJobPartition = (jobId: string) => `dead-job#${jobId}`;
export const deadJobPointerSort = "dead-job";
export const deliveryPartition = (jobId: string) => `delivery#${jobId}`;
export const deliverySort = "delivery";

/** Members of staff, by an opaque id; and by a keyed hash of their e-mail address, so that it is taken once. */
export const personPartition = (personId: string) => `person#${personId}`;
export const personSort = "person";
export const peopleListing = "people";
export const personOfEmailPartition = (emailHash: string) => `person-of#${emailHash}`;
export const personOfSort = "person-of";
/** What opens the studio, each by a hash of what its owner holds; in the person's partition, which ones there are. */
export const signInPartition = (tokenHash: string) => `sign-in#${tokenHash}`;
export const signInSort = "sign-in";
export const signInsListing = "sign-ins";
export const invitationPartition = (tokenHash: string) => `invitation#${tokenHash}`;
export const invitationSort = "invitation";
export const invitationPointerPrefix = "invitation-of#";
export const invitationPointerSort = (tokenHash: string) =>
  `${invitationPointerPrefix}${tokenHash}`;
export const staffSessionPartition = (tokenHash: string) => `staff-session#${tokenHash}`;
export const staffSessionSort = "session";
export const staffSessionsListing = "staff-sessions";
export const staffSessionPointerPrefix = "session-of#";
export const staffSessionPointerSort = (tokenHash: string) =>
  `${staffSessionPointerPrefix}${tokenHash}`;
export const passkeyPartition = (credentialHash: string) => `passkey#${credentialHash}`;
export const passkeySort = "passkey";
export const passkeyPointerPrefix = "passkey-of#";
export const passkeyPointerSort = (credentialHash: string) =>
  `${passkeyPointerPrefix}${credentialHash}`;
export const challengePartition = (holderHash: string) => `challenge#${holderHash}`;
export const challengeSort = "challenge";

/** A card of the studio: where it stands, every state of it, what came from elsewhere and has to be chosen from. */
export const projectPartition = (slug: string) => `project#${slug}`;
export const projectHeadSort = "head";
export const projectIncomingSort = "incoming";
export const projectRevisionPrefix = "revision#";
export const projectRevisionSort = (revision: number) =>
  `${projectRevisionPrefix}${String(revision).padStart(7, "0")}`;
export const projectsListing = "projects";
/** What the studio published over the files: by slug; how often that has changed; what is still to be pressed. */
export const publicProjectsPartition = "projects-public";
export const publicProjectPrefix = "card#";
export const publicProjectSort = (slug: string) => `${publicProjectPrefix}${slug}`;
export const publicProjectsSort = "version";
export const projectPressPrefix = "press#";
export const projectPressSort = (slug: string) => `${projectPressPrefix}${slug}`;
/** What administrators set in the studio, and each change of it. */
export const settingsPartition = "settings";
export const settingsSort = "settings";
export const settingsChangePrefix = "change#";
export const settingsChangeSort = (number: number) =>
  `${settingsChangePrefix}${String(number).padStart(6, "0")}`;

/** Beside them, the shows that it wrote; every state of one, by its own slug; and that the pages are still to be pressed for it. */
export const publicShowPrefix = "show#";
export const publicShowSort = (slug: string) => `${publicShowPrefix}${slug}`;
export const showsToPressSort = "shows-to-press";
export const showPartition = (slug: string) => `show#${slug}`;
export const showRevisionPrefix = "revision#";
export const showRevisionSort = (revision: number) =>
  `${showRevisionPrefix}${String(revision).padStart(7, "0")}`;
/** Private store: the square picture of a show as somebody brought it. */
export const showPictureKey = (name: string) => `shows/pictures/${name}`;
/** A photograph as it is shown, in the private store and beside those of the files. */
export const projectPhotos = "projects/photos/";
export const projectPhotoKey = (name: string) => `${projectPhotos}${name}`;
export const publicPhotoKey = (name: string) => `pictures/${name}`;

/** Private store: what is on its way to and from a machine that only knows sound; gone when the order is done. */
export const mediaOrders = "media/";
export const mediaWorkFolder = (orderId: string) => `${mediaOrders}${orderId}/`;
export const mediaInKey = (orderId: string, file: string) =>
  `${mediaWorkFolder(orderId)}in/${file}`;
export const mediaOutKey = (orderId: string, file: string) =>
  `${mediaWorkFolder(orderId)}out/${file}`;
/** What no backup takes along: files on their way, and what was closed, which in a backup would be older than the truth. */
export const isPassingPrivateKey = (key: string): boolean =>
  /^(?:incoming|media)\//.test(key) || key.startsWith(closingsFolder);
