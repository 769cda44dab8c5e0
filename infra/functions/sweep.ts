import { z } from "zod";
import { sweep } from "#pipeline/sweep/sweep";
import { installation } from "./installation.ts";

const ScheduleSchema = z.object({ thorough: z.boolean().default(false) });

/** Closes what should be closed and is not: every minute what is marked, once an hour everything that lies there. */
export async function handler(event: unknown): Promise<void> {
  const { thorough } = ScheduleSchema.parse(event ?? {});
  const { app } = await installation();
  const { closed, resent } = await sweep(app, { thorough });
  app.logger.info("swept", { thorough, closed, resent });
}
