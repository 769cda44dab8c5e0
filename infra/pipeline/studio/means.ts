import type { CalendarWriter } from "#ports/calendar-writer";
import type { Mailer } from "#ports/mailer";
import type { Passkeys } from "#ports/passkeys";
import type { Uploads } from "#ports/uploads";

/** What the studio needs of the world beside what stories need; compose/ chooses it. */
export type StudioMeans = {
  readonly mailer: Mailer;
  readonly passkeys: Passkeys;
  readonly uploads: Uploads;
  readonly calendars: CalendarWriter;
};
