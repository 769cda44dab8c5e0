import { workOn } from "#pipeline/work";
import { installation } from "./installation.ts";
import { type BatchAnswer, eachRecord, messageOf } from "./sqs-event.ts";

/** Does the jobs that SQS brings, of either queue; the press among them takes its lease. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  const { app } = await installation();
  return eachRecord(event, app.logger, async (record) => {
    const job = await app.queue.accept(messageOf(record));
    if (job === "dead") {
      // Every delivery ended with a function that was killed: nobody has said so yet.
      app.logger.error("dead-letter", undefined, { messageId: record.messageId, readable: true });
      return true;
    }
    if (job === "unreadable") {
      app.logger.error("job-unreadable", undefined, { messageId: record.messageId });
      return false;
    }
    return workOn(app, job);
  });
}
