/**
 * One at a time, over all processes that share the data. The holder's death
 * frees the lease. Used by the press only: a withdrawal never waits for it to
 * close the gate.
 */
export interface Leases {
  readonly name: string;
  /** Runs `work` alone under `name`, waiting up to `waitSeconds` (throws a retryable AppError `lease-busy`). */
  hold<T>(name: string, waitSeconds: number, work: () => Promise<T>): Promise<T>;
}
