import { z } from "zod";

/** What SQS calls a function with (Lambda developer guide, "Using Lambda with Amazon SQS"); other members do not matter here. */
export const SqsEventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number().int() }),
    }),
  ),
});
export type SqsRecord = z.output<typeof SqsEventSchema>["Records"][number];

/** Those named here come back; SQS forgets the others of the same call. */
export type BatchAnswer = {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
};

/** As much of a log as this needs. */
type ErrorLog = {
  error(event: string, error: unknown, fields: { readonly messageId: string }): void;
};

/** Handles each record on its own: one that fails is told in the log, comes back, and keeps none of the others. */
export async function eachRecord(
  event: unknown,
  logger: ErrorLog,
  handle: (record: SqsRecord) => Promise<boolean>,
): Promise<BatchAnswer> {
  const { Records } = SqsEventSchema.parse(event);
  const outcomes = await Promise.all(
    Records.map(async (record) => {
      const settled = await handle(record).catch((error: unknown) => {
        logger.error("message-failed", error, { messageId: record.messageId });
        return false;
      });
      return settled ? [] : [{ itemIdentifier: record.messageId }];
    }),
  );
  return { batchItemFailures: outcomes.flat() };
}

export const messageOf = ({ body, receiptHandle, attributes }: SqsRecord) => ({
  body,
  receiptHandle,
  receiveCount: attributes.ApproximateReceiveCount,
});
