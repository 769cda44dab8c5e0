import { ConflictError, type Records, type RecordWrite } from "#ports/records";

/** Commits, unless somebody else wrote first: then nothing is written, and it is false. */
export async function commitIfFirst(
  records: Pick<Records, "commit">,
  writes: readonly RecordWrite[],
): Promise<boolean> {
  try {
    await records.commit(writes);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
