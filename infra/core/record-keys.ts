/**
 * The partitions, sort keys and listings of the records of stories and of the
 * people whose voices they are; those of the team stand in studio/team-keys.ts,
 * those of machines in machine-keys.ts. Keys hold opaque ids only.
 */

/** Partition of the records of one episode: itself, its consents, ledger, publication and addresses. */
export const episodePartition = (episodeId: string) => `episode#${episodeId}`;
/** The episode that such a partition belongs to. */
export const episodeOfPartition = (partition: string) => partition.slice("episode#".length);
export const episodeSort = "episode";
export const publicationSort = "publication";
export const consentPrefix = "consent#";
/** One person's answer about one scope of one voice. */
export const consentSort = (speakerId: string, signatoryId: string, scope: string) =>
  `${consentPrefix}${speakerId}#${signatoryId}#${scope}`;
export const leafPrefix = "ledger#";
/** One leaf of the story's chain; later ones sort behind. */
export const leafSort = (sequence: number) => `${leafPrefix}${String(sequence).padStart(8, "0")}`;
export const bodyPrefix = "ledger-body#";
/** What a leaf only has a commitment of. */
export const bodySort = (recordId: string) => `${bodyPrefix}${recordId}`;

/** Marks an episode whose public state must be looked at again. */
export const unsettledSort = "unsettled";

/** Listings: every episode by creation; those to be looked at again; live ones by the moment a consent ends. */
export const allEpisodesListing = "episodes";
export const unsettledListing = "unsettled";
export const closingListing = "closing";

/** In the story's partition: where the work on it is, and when its people are asked how they are. */
export const progressSort = "progress";
export const followUpPrefix = "follow-up#";
/** One such asking, so many months after the story came out. */
export const followUpSort = (months: number) =>
  `${followUpPrefix}${String(months).padStart(3, "0")}`;
export const followUpsListing = "follow-ups";
/** In the story's partition: words that somebody is correcting, and what they were before each correction, the oldest first. */
export const wordsPrefix = "words-";
export const wordsDraftSort = `${wordsPrefix}draft`;
export const formerWordsPrefix = `${wordsPrefix}before#`;
/** The words as they were before the correction of that moment. */
export const formerWordsSort = (at: string, formerId: string) =>
  `${formerWordsPrefix}${at}#${formerId}`;
/** When a story that is held back may come out, as somebody set it; by day. */
export const releaseSort = "release";
export const releasesListing = "releases";
/** Stories that wait for a first answer, by the moment at which they were taken in; answered ones go once they would be proposed. */
export const unansweredListing = "unanswered";
export const unansweredSort = "unanswered";
/** In the story's partition: that somebody was reminded, so that nobody is reminded twice of one day. */
export const remindedSort = (speakerId: string, signatoryId: string) =>
  `reminded#${speakerId}#${signatoryId}`;

/** Recordings on their way in, until they are stories. */
export const storyUploadPartition = (uploadId: string) => `upload#${uploadId}`;
export const storyUploadSort = "upload";
export const storyUploadsListing = "uploads";
/** A recording that is being put down for a story that there is not yet. */
export const intakePartition = (episodeId: string) => `intake#${episodeId}`;
export const intakeSort = "intake";
export const intakesListing = "intakes";
/** Which story an item of an imported feed became, by the hash of its guid. */
export const importPartition = (guidHash: string) => `import#${guidHash}`;
export const importSort = "import";

/** Shelves hold the cards of published stories, newest last by sort key. */
export const shelfPartition = (shelf: string) => `shelf#${shelf}`;
/** A story's place on its shelves, by the moment of its publication. */
export const shelfSort = (publishedAt: string, episodeId: string) => `${publishedAt}#${episodeId}`;
/** The shelf of a feed's items, beside the one of the same stories' cards (`all`, `show#…`). */
export const feedShelf = (shelf: string) => `feed#${shelf}`;
/** The shelf of a year's stories as the search index has them, by id. */
export const searchPartition = (year: string) => shelfPartition(`search#${year}`);
/** What the press remembers between runs: which build the public files come from, and how far it got. */
export const pressPartition = "press";
/** Which months each shelf has stories in, and which of a feed's are archived; by shelf. */
export const monthsPartition = "months";
/** What is remembered of the subscription document of each feed; by its shelf. */
export const feedWindowsPartition = "feed-windows";
/** Which themes, trades, places and roles stories have; by shelf. */
export const facetsPartition = "facets";
/** The same of one kind, those with the most stories first. */
export const facetRanking = (name: string) => `facets#${name}`;

/** What participants hold: a secret by its selector, which says nothing; and, in the story's own partition, which selectors there are. */
export const secretPartition = (selector: string) => `secret#${selector}`;
export const secretSort = "secret";
export const secretPointerPrefix = "secret-of#";
/** That somebody of this story holds a secret with that selector. */
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
/** What one person was asked, and when. */
export const requestSort = (speakerId: string, signatoryId: string) =>
  `request#${speakerId}#${signatoryId}`;
export const requestPrefix = "request#";
export const erasurePrefix = "erasure#";
/** The erasure that one person asked for. */
export const erasureSort = (speakerId: string, signatoryId: string) =>
  `${erasurePrefix}${speakerId}#${signatoryId}`;
export const erasuresListing = "erasures";
/** Erasures that are done, by the moment of it: somebody looks once more whether anything came in late. */
export const erasedListing = "erased";
export const takedownPrefix = "takedown#";
/** Takedowns after which something still answered, by the moment of the first look. */
export const openTakedownsListing = "takedowns-open";
/** One takedown; later ones sort behind. */
export const takedownSort = (at: string, takedownId: string) =>
  `${takedownPrefix}${at}#${takedownId}`;
/** How quickly answers followed requests, by who asked. */
export const paceListing = "pace";
export const pacePrefix = "pace#";
/** How one answer came about. */
export const paceSort = (answerId: string) => `${pacePrefix}${answerId}`;

/** Open yeses, by the moment at which the clock has something to say about them. */
export const dueListing = "due";
/** Open yeses without an end, by the moment they were said, for the yearly reminder. */
export const yearlyListing = "yearly";
/** Yeses that ended, or have to be said again, by the moment at which they closed: somebody asks these people. */
export const endedListing = "ended";
/** Voices that were taken back or refused, by the moment at which they closed: for how long is their recording still kept? */
export const closedVoicesListing = "closed-voices";

/** Who has copies of stories, and the tasks of asking them to take one down. */
export const recipientsPartition = "recipients";
/** One such task. */
export const taskPartition = (taskId: string) => `task#${taskId}`;
export const taskSort = "task";
export const openTasksListing = "tasks-open";
export const taskPointerPrefix = "task-of#";
/** In the story's partition: that the task is about it. */
export const taskPointerSort = (taskId: string) => `${taskPointerPrefix}${taskId}`;

/** The public log: its entries in files, its length, and which chain a story's leaves belong to. */
export const logPartition = "ledger-log";
export const logHeadSort = "head";
/** One file of entries; they count from 0. */
export const logFileSort = (file: number) => `file#${String(file).padStart(6, "0")}`;
export const chainSort = "chain";
export const unloggedSort = "unlogged";
export const unloggedListing = "unlogged";
