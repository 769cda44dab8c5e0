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
 * killed worker loses nothing.
 */
export interface Queue {
  readonly name: string;
  send(job: Job, options?: { readonly delaySeconds?: number }): Promise<void>;
  receive(options: {
    readonly max: number;
    readonly visibilitySeconds: number;
  }): Promise<readonly QueuedJob[]>;
  acknowledge(receipt: string): Promise<void>;
  /** Keeps a long job hidden for longer. */
  extend(receipt: string, visibilitySeconds: number): Promise<void>;
  /**
   * Gives the job back. With `retryable` it returns after an exponential
   * backoff, until `jobAttemptsMax`; otherwise, or past that, it becomes a dead letter.
   */
  fail(receipt: string, failure: { readonly reason: string; readonly retryable: boolean }): Promise<void>;
  listDead(options?: {
    readonly limit?: number;
    readonly cursor?: string;
  }): Promise<{ readonly jobs: readonly DeadJob[]; readonly cursor?: string }>;
  /** Sends a dead letter through again with a fresh count. False when there is no such letter. */
  replay(id: string): Promise<boolean>;
}
