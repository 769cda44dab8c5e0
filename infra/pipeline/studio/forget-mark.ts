import { publicProjectsPartition, publicProjectsSort } from "#core/studio/team-keys";
import type { RecordKey, Records } from "#ports/records";
import { asRead } from "#ports/records-rules";
import { commitIfFirst } from "../commit-if-first.ts";

const changesPlace = { partition: publicProjectsPartition, sort: publicProjectsSort };

/** Which change of the studio's cards and shows was the last; to be read before the marks of what is to be pressed. */
export const lastStudioChange = async (records: Records): Promise<number | undefined> =>
  (await records.get(changesPlace))?.version;

/**
 * Forgets that something was to be pressed, once it is. Where the mark is no longer
 * the one that was read, a sweep has done the same meanwhile, or there is a newer
 * change (`lastChange` is no longer the last), and whoever made it presses it: the mark is left
 * as it is. Its own version does not tell: where another one has taken it away, that of the
 * next change begins at 1 again.
 */
export async function forgetMark(
  records: Records,
  { partition, sort, version }: RecordKey & { readonly version: number },
  lastChange: number | undefined,
): Promise<void> {
  await commitIfFirst(records, [
    { kind: "check", ...changesPlace, expect: asRead(lastChange) },
    { kind: "delete", partition, sort, expect: { version } },
  ]);
}
