import { z } from "zod";
import { episodeOfTranscriptionJob } from "#core/storage-keys";
import { jobs } from "./jobs.ts";

/** EventBridge's "Transcribe Job State Change" and "Vocabulary State Change", of which the job's name is enough: what it came to is asked. */
const EventSchema = z.object({
  detail: z.object({
    TranscriptionJobName: z.string().optional(),
    VocabularyName: z.string().optional(),
  }),
});

/**
 * Has the words collected that a job has found, or goes on with a job whose
 * vocabulary is made. Jobs of others in the same account are left alone.
 */
export async function handler(event: unknown): Promise<void> {
  const { TranscriptionJobName: job, VocabularyName: vocabulary } = EventSchema.parse(event).detail;
  const episodeId = episodeOfTranscriptionJob(job ?? vocabulary ?? "");
  if (episodeId === undefined) return;
  await jobs().queue.send({ kind: "collect-words", episodeId });
}
