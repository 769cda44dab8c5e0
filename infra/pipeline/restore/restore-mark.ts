import { AppError } from "#core/errors";
import { restorePartition, restoreSort } from "#core/storage-keys";
import type { Records, RecordWrite } from "#ports/records";

const markKey = { partition: restorePartition, sort: restoreSort };

/** What stands in the records from before the first of them is replaced until every tombstone is applied again. */
export const restoreMark = (at: string): Extract<RecordWrite, { kind: "put" }> => ({
  kind: "put",
  ...markKey,
  body: { at },
  expect: "any",
});

export const restoreMarkRemoved: RecordWrite = { kind: "delete", ...markKey, expect: "any" };

/** Whether a restore is under way, or was cut short. */
export async function isRestoring(records: Records): Promise<boolean> {
  return (await records.get(markKey)) !== undefined;
}

/** Throws `restore-unfinished` (retryable) while records come back from a backup: what they say may be withdrawn since. */
export async function requireNoRestore(records: Records): Promise<void> {
  if (await isRestoring(records)) throw new AppError("restore-unfinished", { retryable: true });
}
