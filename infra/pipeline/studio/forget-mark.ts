import type { RecordKey, Records } from "#ports/records";
import { commitIfFirst } from "../commit-if-first.ts";

/**
 * Forgets that something was to be pressed, once it is. Where the mark is no longer
 * the one that was read, a sweep has done the same meanwhile, or there is a newer
 * change, and whoever made it presses it: the mark is left as it is.
 */
export async function forgetMark(
  records: Records,
  { partition, sort, version }: RecordKey & { readonly version: number },
): Promise<void> {
  await commitIfFirst(records, [{ kind: "delete", partition, sort, expect: { version } }]);
}
