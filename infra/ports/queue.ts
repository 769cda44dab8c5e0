import type { Job } from "#core/jobs";

export type QueuedJob = {
  /** Names this delivery; a later delivery of the same job has another receipt. */
  readonly receipt: string;
  readonly id: string;
  readonly job: Job;
  /** 1 on the first delivery. */
  readonly attempt: number;
};

export type DeadJob = {
  readonly id: string;
  readonly job: Job;
  readonly attempts: number;
  /** The error code of the last failure, never free text. */
  readonly reason: string;
  readonly diedAt: Date;
};

/** After so many failed deliveries a job goes to the dead letters. */
export const jobAttemptsMax = 5;

/**
 * At-least-once work. Payloads hold opaque ids only. A received job is hidden
 * for `visibilitySeconds`; unless acknowledged, it comes back by itself, so a
 * killed worker loses nothing. What has been due longest is given out first.
 * A receipt that a later delivery has replaced has no effect any more, without
 * an error: a slow worker cannot settle what another one is at. Limits (RangeError)
 * are in ports/queue-rules.
 */
export interface Queue {
  readonly name: string;
  /** Durable when it returns. Members that a job of its kind does not have are dropped. */
  send(job: Job, options?: { readonly delaySeconds?: number }): Promise<void>;
  /**
   * Up to `max` (at most 10) jobs that are due; never waits. A job whose last
   * delivery ran out unanswered becomes a dead letter here (`worker-lost`).
   */
  receive(options: {
    readonly max: number;
    readonly visibilitySeconds: number;
  }): Promise<readonly QueuedJob[]>;
  /** The job is done and forgotten. */
  acknowledge(receipt: string): Promise<void>;
  /** Keeps a long job hidden for longer. */
  extend(receipt: string, visibilitySeconds: number): Promise<void>;
  /**
   * Gives the job back. With `retryable` it returns after an exponential
   * backoff (`retryDelaySeconds`), until `jobAttemptsMax`; otherwise, or past
   * that, it becomes a dead letter. `reason` is an error code (RangeError else).
   */
  fail(
    receipt: string,
    failure: { readonly reason: string; readonly retryable: boolean },
  ): Promise<void>;
  /** Dead letters, those that died first come first. */
  listDead(options?: {
    readonly limit?: number;
    readonly cursor?: string;
  }): Promise<{ readonly jobs: readonly DeadJob[]; readonly cursor?: string }>;
  /** Sends a dead letter through again, under its id, with a fresh count. False when there is no such letter. */
  replay(id: string): Promise<boolean>;
}
