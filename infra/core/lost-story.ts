/**
 * Stories that lie in the private store and have no record: those that came in
 * after the state that the records were put back to. What may be done with their
 * files is decided here.
 */

/**
 * Longer than anybody takes from putting a file down to noting whose it is. A
 * function is ended after a quarter of an hour (infra/stack/functions.ts), an
 * import gives up a sound after ten minutes (import-feed.ts), and an engine
 * elsewhere has the words of a minute in minutes: a day is some hundred times that,
 * so that a slow disk or a clock that is wrong by hours does no harm.
 */
export const unrecordedMsMax = 86_400_000;

/** All files of one story without a record, in ISO instants. */
export type LostFiles = {
  readonly files: number;
  readonly bytes: number;
  readonly oldest: string;
  readonly newest: string;
};

/**
 * - `lost`: nobody but a person is going to do anything with it; it may be erased.
 * - `unexplained`: it came in after the records were last put back, or they never
 *   were, so that something else must have happened: these may be the records of
 *   another installation, or of a copy of this one's table. Only by its own id.
 * - `recent`: its newest file is less than a day old: its record may be coming.
 * - `under-way`: somebody has noted that its recording is on its way in.
 * - `open`: the gate lets it through, as only a story with a record can be.
 */
export type LostStanding = "lost" | "unexplained" | "recent" | "under-way" | "open";

/** What else is known of such a story at an ISO instant. */
export type LostCircumstances = {
  readonly now: string;
  /** When the records last took the place of others; undefined where they never did. */
  readonly replacedAt: string | undefined;
  readonly isUnderWay: boolean;
  readonly isOpen: boolean;
};

/** What the files of a story without a record are: see `LostStanding`. */
export function lostStanding(
  { oldest, newest }: Pick<LostFiles, "oldest" | "newest">,
  { now, replacedAt, isUnderWay, isOpen }: LostCircumstances,
): LostStanding {
  if (isOpen) return "open";
  if (isUnderWay) return "under-way";
  if (!(Date.parse(newest) < Date.parse(now) - unrecordedMsMax)) return "recent";
  const cameBefore = replacedAt !== undefined && Date.parse(oldest) < Date.parse(replacedAt);
  return cameBefore ? "lost" : "unexplained";
}
