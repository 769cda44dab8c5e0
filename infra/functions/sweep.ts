import { z } from "zod";
import { sweep } from "#pipeline/sweep/sweep";
import { installation } from "./installation.ts";

const ScheduleSchema = z.object({
  thorough: z.boolean().default(false),
  checkpoint: z.boolean().default(false),
});

/**
 * Closes what should be closed and is not: every minute what is marked, once an
 * hour everything that lies there. Once a day has the public log signed, as a job,
 * which is tried again and ends with the dead letters like any other.
 */
export async function handler(event: unknown): Promise<void> {
  const { thorough, checkpoint } = ScheduleSchema.parse(event ?? {});
  const { app } = await installation();
  if (checkpoint) return app.queue.send({ kind: "checkpoint" });
  const { closed, resent } = await sweep(app, { thorough });
  app.logger.info("swept", { thorough, closed, resent });
}
