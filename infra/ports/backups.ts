import type { ObjectStore } from "#ports/object-store";
import type { RecordWrite } from "#ports/records";

/**
 * Copies of all records, and their return. A copy is a folder: the records as
 * they stood at one moment, and `notes` about it, which are written last, so that
 * a copy that was cut short has none.
 */
export interface Backups {
  readonly name: string;
  /** Makes room for a copy; one that was cut short is gone on with. Throws `backup-exists` where a whole one lies. */
  begin(folder: string): Promise<void>;
  /** The private files of a copy, by the same keys; empty where none were copied. */
  files(folder: string): ObjectStore;
  /**
   * Copies all records as they stood at one moment, while others read and write.
   * Throws `backup-exists`, and `backup-unsettled` (retryable) where an engine finds
   * no such moment.
   */
  save(folder: string, notes: unknown): Promise<void>;
  /** The notes of a copy that is whole. Throws `backup-damaged`. */
  check(folder: string): Promise<unknown>;
  /**
   * Replaces every record by those of the copy, with `mark` standing from before
   * the first of them is replaced; durable when it returns. An engine that cannot do
   * it in one act leaves a part of them where it is cut short: the mark says so, and
   * it is run again. Throws `backup-damaged`; nothing is changed then.
   */
  load(folder: string, mark: Extract<RecordWrite, { kind: "put" }>): Promise<void>;
}
