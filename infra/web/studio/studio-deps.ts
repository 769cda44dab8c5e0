import type { ArchivedFile } from "#ports/archiver";
import type { App } from "#pipeline/app";

/** A message that was sent on this machine, for the page that shows them. */
export type OutboxMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
};

/** Copies of the records on this machine. */
export type StudioBackups = {
  make(): Promise<{
    readonly name: string;
    readonly folder: string;
    readonly files: number;
    readonly bytes: number;
  }>;
  /** The files of a copy by its name, to be taken away. */
  read(name: string): AsyncIterable<ArchivedFile>;
};

/** What the studio is given. */
export type StudioDeps = {
  readonly app: App;
  /** Present where messages land on this machine and not with a mail server. */
  readonly outbox?: { list(): Promise<readonly OutboxMail[]> };
  /** Absent where the store itself keeps copies. */
  readonly backups?: StudioBackups;
  /** Takes parts of recordings below `uploadPath`, where they are sent to this site itself. */
  readonly receivePart?: (request: Request) => Promise<Response>;
};

/** Where signed addresses of parts start when this site takes them itself. */
export const uploadPath = "/studio/depot";
