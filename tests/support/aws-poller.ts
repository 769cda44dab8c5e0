import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { BatchAnswer } from "../../infra/functions/sqs-event.ts";

type Handler = (event: unknown) => Promise<BatchAnswer>;

/** The event that Lambda makes of messages. */
const sqsEvent = (messages: readonly Message[]) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: { ...message.Attributes, SentTimestamp: "0", SenderId: "test" },
    messageAttributes: {},
    eventSource: "aws:sqs",
    awsRegion: "eu-west-3",
  })),
});

/**
 * Lambda's event source mapping, in small: brings what waits in a queue to a
 * function and deletes what it did not report as failed. Returns how many messages
 * there were.
 */
export async function pollOnce(queueUrl: string, handler: Handler): Promise<number> {
  const client = new SQSClient({});
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 360,
      MessageSystemAttributeNames: ["All"],
    }),
  );
  if (Messages.length === 0) return 0;
  const { batchItemFailures } = await handler(sqsEvent(Messages)).catch(() => ({
    // A function that failed as a whole has settled nothing.
    batchItemFailures: Messages.map(({ MessageId = "" }) => ({ itemIdentifier: MessageId })),
  }));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId = "", ReceiptHandle } of Messages) {
    if (failed.has(MessageId)) continue;
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
  return Messages.length;
}
