import { episodePartition, progressSort } from "#core/record-keys";
import { type ProcessingStep, processingSteps } from "#ports/progress";
import { z } from "zod";
import type { App } from "../app.ts";

const StepSchema = z.object({ step: z.enum(processingSteps), at: z.iso.datetime() });
export type StepRecord = z.output<typeof StepSchema>;

/** Remembers where the work on a recording is, for those who watch it from another process. */
export async function rememberStep(
  app: App,
  episodeId: string,
  step: ProcessingStep,
): Promise<void> {
  const key = { partition: episodePartition(episodeId), sort: progressSort };
  const body = StepSchema.parse({ step, at: app.clock.now() });
  await app.records.commit([{ kind: "put", ...key, body, expect: "any" }]);
}

/** Where the work on a recording was last; undefined before it began. */
export async function readStep(app: App, episodeId: string): Promise<StepRecord | undefined> {
  const key = { partition: episodePartition(episodeId), sort: progressSort };
  const stored = await app.records.get(key);
  return stored && StepSchema.parse(stored.body);
}
