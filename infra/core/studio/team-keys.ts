/**
 * The partitions, sort keys and listings of what the team has in the studio: its
 * people and what lets them in, projects, shows and settings. Keys hold opaque
 * ids, hashes, and names of projects and shows, which are no people's.
 */

/** Members of staff, by an opaque id; and by a keyed hash of their e-mail address, so that it is taken once. */
export const personPartition = (personId: string) => `person#${personId}`;
export const personSort = "person";
export const peopleListing = "people";
/** Who has an e-mail address, by its keyed hash. */
export const personOfEmailPartition = (emailHash: string) => `person-of#${emailHash}`;
export const personOfSort = "person-of";
/** What opens the studio, each by a hash of what its owner holds; in the person's partition, which ones there are. */
export const signInPartition = (tokenHash: string) => `sign-in#${tokenHash}`;
export const signInSort = "sign-in";
export const signInsListing = "sign-ins";
/** A link into the studio for somebody new. */
export const invitationPartition = (tokenHash: string) => `invitation#${tokenHash}`;
export const invitationSort = "invitation";
export const invitationPointerPrefix = "invitation-of#";
/** In the person's partition: that the invitation is theirs. */
export const invitationPointerSort = (tokenHash: string) =>
  `${invitationPointerPrefix}${tokenHash}`;
/** Somebody who is signed in, by the hash of what their browser holds. */
export const staffSessionPartition = (tokenHash: string) => `staff-session#${tokenHash}`;
export const staffSessionSort = "session";
export const staffSessionsListing = "staff-sessions";
export const staffSessionPointerPrefix = "session-of#";
/** In the person's partition: that the session is theirs. */
export const staffSessionPointerSort = (tokenHash: string) =>
  `${staffSessionPointerPrefix}${tokenHash}`;
/** A passkey, by the hash of its credential's id. */
export const passkeyPartition = (credentialHash: string) => `passkey#${credentialHash}`;
export const passkeySort = "passkey";
export const passkeyPointerPrefix = "passkey-of#";
/** In the person's partition: that the passkey is theirs. */
export const passkeyPointerSort = (credentialHash: string) =>
  `${passkeyPointerPrefix}${credentialHash}`;
/** What a passkey has to sign, by the hash of who was asked. */
export const challengePartition = (holderHash: string) => `challenge#${holderHash}`;
export const challengeSort = "challenge";
/** A calendar by the hash of its address. */
export const calendarPartition = (tokenHash: string) => `calendar#${tokenHash}`;
export const calendarSort = "calendar";
export const calendarPointerPrefix = "calendar-of#";
/** In the person's partition: that the calendar is theirs. */
export const calendarPointerSort = (tokenHash: string) => `${calendarPointerPrefix}${tokenHash}`;

/** A card of the studio: where it stands, every state of it, what came from elsewhere and has to be chosen from. */
export const projectPartition = (slug: string) => `project#${slug}`;
export const projectHeadSort = "head";
export const projectIncomingSort = "incoming";
export const projectRevisionPrefix = "revision#";
/** One state of the card; later ones sort behind. */
export const projectRevisionSort = (revision: number) =>
  `${projectRevisionPrefix}${String(revision).padStart(7, "0")}`;
export const projectsListing = "projects";
/** What the studio published over the files: by slug; how often that has changed; what is still to be pressed. */
export const publicProjectsPartition = "projects-public";
export const publicProjectPrefix = "card#";
/** The card that readers see. */
export const publicProjectSort = (slug: string) => `${publicProjectPrefix}${slug}`;
export const publicProjectsSort = "version";
export const projectPressPrefix = "press#";
/** That the pages of a project are still to be pressed. */
export const projectPressSort = (slug: string) => `${projectPressPrefix}${slug}`;

/** Beside them, the shows that it wrote; every state of one, by its own slug; and that the pages are still to be pressed for it. */
export const publicShowPrefix = "show#";
/** The show that readers see. */
export const publicShowSort = (slug: string) => `${publicShowPrefix}${slug}`;
export const showsToPressSort = "shows-to-press";
/** Every state of one show. */
export const showPartition = (slug: string) => `show#${slug}`;
export const showRevisionPrefix = "revision#";
/** One state of a show; later ones sort behind. */
export const showRevisionSort = (revision: number) =>
  `${showRevisionPrefix}${String(revision).padStart(7, "0")}`;

/** What administrators set in the studio, and each change of it. */
export const settingsPartition = "settings";
export const settingsSort = "settings";
export const settingsChangePrefix = "change#";
/** One change; they count from 1, and later ones sort behind. */
export const settingsChangeSort = (number: number) =>
  `${settingsChangePrefix}${String(number).padStart(6, "0")}`;
