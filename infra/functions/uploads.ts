import { z } from "zod";
import { episodeOfUploadKey } from "#core/storage-keys";
import { jobs } from "./jobs.ts";
import { type BatchAnswer, eachRecord } from "./sqs-event.ts";

/** S3's message (S3 user guide, "Event message structure"), of which a key is enough. */
const S3EventSchema = z.object({
  Records: z
    .array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) }))
    .default([]),
});

/** S3 may tell of a recording before whoever put it there has noted whose it is. */
const recordedWithinSeconds = 30;

/**
 * Asks for the processing of what a browser uploaded. Twice is no harm, and late
 * neither: a recording that is ready stays as it is.
 */
export async function handler(event: unknown): Promise<BatchAnswer> {
  const { queue, logger } = jobs();
  return eachRecord(event, logger, async ({ body, messageId }) => {
    for (const key of keysOf(body)) {
      const episodeId = episodeOfUploadKey(key);
      // Something else came to lie there: nobody is waiting for it.
      if (episodeId === undefined) logger.warn("upload-unknown", { messageId });
      else
        await queue.send({ kind: "process", episodeId }, { delaySeconds: recordedWithinSeconds });
    }
    return true;
  });
}

/** Keys come as in a form: `+` for a space. S3 also sends a test message without records once. */
function keysOf(body: string): readonly string[] {
  const { Records } = S3EventSchema.parse(JSON.parse(body));
  return Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll("+", " ")));
}
