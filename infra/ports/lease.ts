/** What a lease may be called: it becomes a file name on one engine and a key on another. */
export const leaseNamePattern = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * One at a time, over all processes that share the data. The holder's death
 * frees the lease. Used by the press only: a withdrawal never waits for it to
 * close the gate.
 */
export interface Leases {
  readonly name: string;
  /**
   * Runs `work` alone under `name`, waiting up to `waitSeconds` (0 tries once;
   * throws a retryable AppError `lease-busy`). Callers of one process get their
   * turn in order. Not reentrant: `work` that asks for its own name waits in
   * vain. Throws RangeError for a name outside `leaseNamePattern`.
   */
  hold<T>(name: string, waitSeconds: number, work: () => Promise<T>): Promise<T>;
}
