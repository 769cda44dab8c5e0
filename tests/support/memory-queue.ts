import type { Leases } from "#ports/lease";
import type { DeadJob, QueuedJob, Queue } from "#ports/queue";

/** A queue without time: what fails and might pass is not tried again, what cannot pass is a dead letter. */
export function memoryQueue(): Queue & { waiting: QueuedJob[] } {
  const waiting: QueuedJob[] = [];
  const given = new Map<string, QueuedJob>();
  const dead: DeadJob[] = [];
  let count = 0;
  return {
    name: "memory",
    waiting,
    async send(job) {
      count += 1;
      waiting.push({ id: String(count), receipt: String(count), job, attempt: 1 });
    },
    async receive({ max }) {
      const jobs = waiting.splice(0, max);
      for (const job of jobs) given.set(job.receipt, job);
      return jobs;
    },
    acknowledge: async () => undefined,
    extend: async () => undefined,
    async fail(receipt, { reason, retryable }) {
      const failed = given.get(receipt);
      if (failed === undefined || retryable) return;
      const { id, job, attempt: attempts } = failed;
      dead.push({ id, job, attempts, reason, diedAt: new Date(0) });
    },
    listDead: async () => ({ jobs: [...dead] }),
    replay: async () => false,
  };
}

/** One at a time, in the order of asking; a holder that dies frees it. */
export function memoryLeases(): Leases {
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: "memory",
    hold(_name, _waitSeconds, work) {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
