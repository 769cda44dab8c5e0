import { jobs } from "./jobs.ts";
import { type BatchAnswer, eachRecord, messageOf } from "./sqs-event.ts";

/**
 * What SQS itself gave up, since no worker ever answered: put with the dead
 * letters, where a person sees it and can send it again. What nobody can read
 * stays with SQS. Either way an alarm is watching for the line in the log.
 */
export async function handler(event: unknown): Promise<BatchAnswer> {
  const { queue, logger } = jobs();
  return eachRecord(event, logger, async (record) => {
    const outcome = await queue.accept({
      ...messageOf(record),
      receiveCount: Number.POSITIVE_INFINITY,
    });
    logger.error("dead-letter", undefined, {
      messageId: record.messageId,
      readable: outcome === "dead",
    });
    return outcome === "dead";
  });
}
