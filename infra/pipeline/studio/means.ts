import type { Mailer } from "#ports/mailer";
import type { Passkeys } from "#ports/passkeys";

/** What the studio needs of the world beside what stories need; compose/ chooses it. */
export type StudioMeans = {
  readonly mailer: Mailer;
  readonly passkeys: Passkeys;
};
