import type { Listing, StoredRecord } from "#ports/records";

/** A record with all that is kept of it. */
export type ArchivedRecord = StoredRecord & { readonly listing?: Listing };

/** At most so many records at once: what one transaction of DynamoDB takes. */
export const archivedAtOnceMax = 100;

/**
 * All records of an installation as they lie there, for carrying them to another
 * one. Beside Records, since nothing that serves a page may read everything or
 * choose a version.
 */
export interface RecordArchive {
  readonly name: string;
  /**
   * Every record once, in no order, up to `archivedAtOnceMax` at a time. What is
   * written meanwhile may be met or not: whoever needs one moment lets nobody write.
   */
  pages(): AsyncIterable<readonly ArchivedRecord[]>;
  /**
   * Keeps records exactly so, version and listing included, whatever stood there;
   * durable when it returns, and safe to repeat. Throws RangeError for more than
   * `archivedAtOnceMax`, for none, and for what Records would refuse.
   */
  put(records: readonly ArchivedRecord[]): Promise<void>;
  /**
   * Returns once listings tell of every record as it stands, and of no other: an
   * engine may keep them behind what was written. Nobody writes meanwhile. Throws
   * `listings-late` (retryable) where that takes minutes.
   */
  settled(): Promise<void>;
}
