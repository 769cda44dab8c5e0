import { ConflictError, type Records, type RecordKey } from "#ports/records";

/**
 * Forgets that something was to be pressed, once it is. Where the mark is no longer
 * the one that was read, a sweep has done the same meanwhile, or there is a newer
 * change, and whoever made it presses it: the mark is left as it is.
 */
export async function forgetMark(
  records: Records,
  { partition, sort, version }: RecordKey & { readonly version: number },
): Promise<void> {
  try {
    await records.commit([{ kind: "delete", partition, sort, expect: { version } }]);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}
