import { z } from "zod";
import { type Job, JobSchema } from "#core/jobs";
import {
  deadJobPartition,
  deadJobPointerSort,
  deadJobsPartition,
  deadJobSort,
} from "#core/machine-keys";
import type { Clock } from "#ports/clock";
import type { DeadJob, Queue } from "#ports/queue";
import { ConflictError, type Records, type RecordWrite } from "#ports/records";

const DeadSchema = z.object({
  id: z.string(),
  job: JobSchema,
  attempts: z.number().int(),
  reason: z.string(),
  diedAt: z.string(),
});

const pointerOf = (id: string) => ({ partition: deadJobPartition(id), sort: deadJobPointerSort });

/** Dead letters as records: in the order in which they died, and each by its id. */
export function createDeadJobs(config: { readonly records: Records; readonly clock: Clock }) {
  const { records, clock } = config;
  return {
    /** What is to be written, in one commit with what ends the delivery. */
    writes(letter: Omit<DeadJob, "diedAt">): readonly RecordWrite[] {
      const diedAt = clock.now();
      const sort = deadJobSort(diedAt, letter.id);
      const body = { ...letter, diedAt };
      return [
        { kind: "put", partition: deadJobsPartition, sort, body, expect: "any" },
        { ...pointerOf(letter.id), kind: "put", body: sort, expect: "any" },
      ];
    },

    async list(options: Parameters<Queue["listDead"]>[0] = {}): ReturnType<Queue["listDead"]> {
      const page = await records.query(deadJobsPartition, options);
      const jobs = page.records.map(({ body }) => {
        const { diedAt, ...letter } = DeadSchema.parse(body);
        return { ...letter, diedAt: new Date(diedAt) };
      });
      return { jobs, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
    },

    /** Sent first and forgotten after: a crash in between does a job twice, never not at all. */
    async replay(id: string, send: (job: Job) => Promise<void>): Promise<boolean> {
      const pointer = await records.get(pointerOf(id));
      if (pointer === undefined) return false;
      const key = { partition: deadJobsPartition, sort: z.string().parse(pointer.body) };
      const record = await records.get(key);
      if (record === undefined) return false;
      await send(DeadSchema.parse(record.body).job);
      try {
        await records.commit([
          { ...pointerOf(id), kind: "delete", expect: { version: pointer.version } },
          { ...key, kind: "delete", expect: "any" },
        ]);
      } catch (error) {
        // Somebody else replayed it at the same moment.
        if (!(error instanceof ConflictError)) throw error;
      }
      return true;
    },
  };
}
