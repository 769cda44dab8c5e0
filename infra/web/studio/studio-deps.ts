import type { App } from "#pipeline/app";

/** A message that was sent on this machine, for the page that shows them. */
export type OutboxMail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
};

/** What the studio is given. */
export type StudioDeps = {
  readonly app: App;
  /** Present where messages land on this machine and not with a mail server. */
  readonly outbox?: { list(): Promise<readonly OutboxMail[]> };
};
