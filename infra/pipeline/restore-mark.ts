import { AppError } from "#core/errors";
import { movedSort, restoredSort, restorePartition, restoreSort } from "#core/machine-keys";
import type { Records, RecordWrite } from "#ports/records";
import { z } from "zod";

const markKey = { partition: restorePartition, sort: restoreSort };

/** Why nothing opens: records come back from a backup, have been carried elsewhere, or arrive from there (which move). */
const MarkSchema = z.object({
  at: z.string(),
  by: z.enum(["restore", "move-out", "move-in"]).default("restore"),
  move: z.string().optional(),
});
export type Mark = z.output<typeof MarkSchema>;
const MovedSchema = z.object({ at: z.iso.datetime(), move: z.string() });
const RestoredSchema = z.object({ at: z.iso.datetime() });

/** What stands in the records from before the first of them is replaced until every tombstone is applied again. */
export const restoreMark = (
  at: string,
  why: Pick<Mark, "by" | "move"> = { by: "restore" },
): Extract<RecordWrite, { kind: "put" }> => ({
  kind: "put",
  ...markKey,
  body: { at, ...why },
  expect: "any",
});

/** A condition of a commit: no mark stands. */
export const noMark: RecordWrite = { kind: "check", ...markKey, expect: "absent" };

export const restoreMarkRemoved: RecordWrite = { kind: "delete", ...markKey, expect: "any" };

/** The move that these records came with, once they had arrived. */
export async function arrivedMove(records: Records): Promise<string | undefined> {
  const moved = await records.get({ partition: restorePartition, sort: movedSort });
  return moved && MovedSchema.parse(moved.body).move;
}

/** The mark that stands, if one does. */
export async function standingMark(records: Records): Promise<Mark | undefined> {
  const record = await records.get(markKey);
  return record && MarkSchema.parse(record.body);
}

/** Whether a restore is under way, or was cut short. */
export async function isRestoring(records: Records): Promise<boolean> {
  return (await standingMark(records)) !== undefined;
}

/** Throws `restore-unfinished` or `moving` (both retryable) while records come back or are carried: what they say may be withdrawn since. */
export async function requireNoRestore(records: Records): Promise<void> {
  const mark = await standingMark(records);
  if (mark === undefined) return;
  throw new AppError(mark.by === "restore" ? "restore-unfinished" : "moving", { retryable: true });
}

/** Whether an error says no more than that a mark stands. */
export const isClosed = ({ code }: AppError): boolean =>
  code === "restore-unfinished" || code === "moving";

/** That records came from elsewhere, and when: whoever has read keys before reads them again. */
export const movedWrite = (at: string, move: string): RecordWrite => ({
  kind: "put",
  partition: restorePartition,
  sort: movedSort,
  body: { at, move },
  expect: "any",
});

/** That records came back from a backup, and when: stories that came before may have none any more. */
export const restoredWrite = (at: string): RecordWrite => ({
  kind: "put",
  partition: restorePartition,
  sort: restoredSort,
  body: { at },
  expect: "any",
});

/**
 * When these records last took the place of others, by a restore or a move (ISO
 * instant); undefined where they are the first.
 */
export async function replacedAt(records: Records): Promise<string | undefined> {
  const { records: found } = await records.query(restorePartition);
  const instants = found.flatMap(({ sort, body }) => {
    if (sort === restoredSort) return [RestoredSchema.parse(body).at];
    return sort === movedSort ? [MovedSchema.parse(body).at] : [];
  });
  return instants.sort().at(-1);
}

/**
 * Which move these records came with last; the empty text where they never moved.
 * Throws as `requireNoRestore`, in the same read.
 */
export async function requireSettled(records: Records): Promise<string> {
  const { records: found } = await records.query(restorePartition);
  if (found.some(({ sort }) => sort === restoreSort)) await requireNoRestore(records);
  const moved = found.find(({ sort }) => sort === movedSort);
  return moved === undefined ? "" : MovedSchema.parse(moved.body).move;
}
