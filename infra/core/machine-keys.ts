import { pressPartition } from "./record-keys.ts";

/** The keys of records that engines and carriers keep for themselves, beside those of stories and people. */

/** Where an engine without locks of its own keeps leases. */
export const leasePartition = (name: string) => `lease#${name}`;
export const leaseSort = "lease";

/** Where an engine without dead letters that can be read keeps them: in the order of dying, and by id; and who is at a job now. */
export const deadJobsPartition = "dead-jobs";
/** A dead job in the order of dying. */
export const deadJobSort = (diedAt: string, jobId: string) => `${diedAt}#${jobId}`;
/** The same job by its id. */
export const deadJobPartition = (jobId: string) => `dead-job#${jobId}`;
export const deadJobPointerSort = "dead-job";
/** Which delivery of a job is being worked on. */
export const deliveryPartition = (jobId: string) => `delivery#${jobId}`;
export const deliverySort = "delivery";

/** Stands while records come back from a backup: until it is gone nothing opens. */
export const restorePartition = "restore";
export const restoreSort = "under-way";
/** Stands where records came from another installation: which move it was. What runs since before has other keys. */
export const movedSort = "moved";
/** Stands where records were brought back from a backup: when that had ended. */
export const restoredSort = "restored";

/**
 * Whether records of a partition belong to the machines and not to what they
 * keep: who holds a lease, which delivery is being worked on, what died of an
 * engine's own, what was pressed by which build, and what restores and moves note.
 */
export const belongsToMachine = (partition: string): boolean =>
  /^(lease|delivery|dead-job)#/u.test(partition) ||
  [deadJobsPartition, pressPartition, restorePartition].includes(partition);
