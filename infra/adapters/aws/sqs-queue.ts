import { randomUUID } from "node:crypto";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import { type Job, JobSchema } from "#core/jobs";
import type { Clock } from "#ports/clock";
import { jobAttemptsMax, type Queue, type QueuedJob } from "#ports/queue";
import {
  checkDelay,
  checkReason,
  checkReceiveMax,
  checkVisibility,
  reasonWorkerLost,
  retryDelaySeconds,
} from "#ports/queue-rules";
import type { Records } from "#ports/records";
import { awsErrorName, translating } from "./aws-errors.ts";
import { createDeadJobs } from "./sqs-dead-jobs.ts";
import { createDeliveries } from "./sqs-deliveries.ts";

/** A message as SQS has it, whether we fetched it or a function was called with it. */
export type SqsMessage = {
  readonly body: string;
  readonly receiptHandle: string;
  readonly receiveCount: number;
};

export type SqsQueue = Queue & {
  /**
   * Takes messages that SQS pushed to a function. A job that has used up its
   * deliveries is put with the dead letters; what cannot be read is left out, and
   * the function must answer that it failed, so that SQS itself sets it aside.
   */
  accept(message: SqsMessage): Promise<QueuedJob | "dead" | "unreadable">;
};

export type SqsQueueConfig = {
  /** Sound has a queue of its own, since a function of other rights and of more memory works on it. */
  readonly queueUrls: { readonly process: string; readonly others: string };
  /** Where dead letters are kept, and who is at which job: SQS can neither list the ones nor tell the other. */
  readonly records: Records;
  readonly clock: Clock;
  readonly random?: () => number;
};

const MessageSchema = z.object({ id: z.string().min(1), job: JobSchema });

/** The queue on SQS. At least once, in no promised order: jobs look at the present, so neither matters. */
export function createSqsQueue(config: SqsQueueConfig): SqsQueue {
  const { queueUrls, records, clock, random = Math.random } = config;
  const sqs = createSqsRequests();
  const urlOf = ({ kind }: Job) =>
    kind === "process" || kind === "find-words" ? queueUrls.process : queueUrls.others;
  const ownUrls = [...new Set(Object.values(queueUrls))];
  const deliveries = createDeliveries(records);
  const deadJobs = createDeadJobs({ records, clock });

  const accept: SqsQueue["accept"] = async ({ body, receiptHandle, receiveCount }) => {
    const message = messageOf(body);
    if (message === undefined) return "unreadable";
    const { id, job } = message;
    const receipt = { id, job, handle: receiptHandle, attempt: receiveCount, nonce: randomUUID() };
    if (receiveCount > jobAttemptsMax) {
      const attempts = jobAttemptsMax;
      await records.commit(deadJobs.writes({ id, job, attempts, reason: reasonWorkerLost }));
      await sqs.remove(urlOf(job), receiptHandle);
      return "dead";
    }
    return { id, job, attempt: receiveCount, receipt: await deliveries.begin(receipt) };
  };

  return {
    name: "sqs-queue",
    accept,
    send: async (job, { delaySeconds = 0 } = {}) => {
      checkDelay(delaySeconds);
      const message = { id: randomUUID(), job: JobSchema.parse(job) };
      await sqs.send(urlOf(message.job), message, Math.ceil(delaySeconds));
    },
    async receive({ max, visibilitySeconds }) {
      checkReceiveMax(max);
      checkVisibility(visibilitySeconds);
      const jobs: QueuedJob[] = [];
      for (const url of ownUrls) {
        if (jobs.length === max) break;
        const messages = await sqs.receive(url, max - jobs.length, Math.ceil(visibilitySeconds));
        const accepted = await Promise.all(messages.map(accept));
        jobs.push(...accepted.filter((job) => typeof job === "object"));
      }
      return jobs;
    },
    async acknowledge(text) {
      const receipt = await deliveries.end(text, () => []);
      if (receipt !== undefined) await sqs.remove(urlOf(receipt.job), receipt.handle);
    },
    async extend(text, visibilitySeconds) {
      checkVisibility(visibilitySeconds);
      const receipt = await deliveries.current(text);
      if (receipt === undefined) return;
      await sqs.hide(urlOf(receipt.job), receipt.handle, Math.ceil(visibilitySeconds));
    },
    async fail(text, { reason, retryable }) {
      checkReason(reason);
      const dies = (attempt: number) => !retryable || attempt >= jobAttemptsMax;
      const receipt = await deliveries.end(text, ({ id, job, attempt }) =>
        dies(attempt) ? deadJobs.writes({ id, job, attempts: attempt, reason }) : [],
      );
      if (receipt === undefined) return;
      const { job, attempt, handle } = receipt;
      if (dies(attempt)) await sqs.remove(urlOf(job), handle);
      else await sqs.hide(urlOf(job), handle, Math.ceil(retryDelaySeconds(attempt, random())));
    },
    listDead: deadJobs.list,
    replay: (id) => deadJobs.replay(id, (job) => sqs.send(urlOf(job), { id, job }, 0)),
  };
}

function messageOf(body: string): z.output<typeof MessageSchema> | undefined {
  try {
    return MessageSchema.safeParse(JSON.parse(body)).data;
  } catch {
    // Not even JSON: nobody of ours sent it.
    return undefined;
  }
}

/** What SQS answers about a receipt that has no effect any more. */
const overtaken = ["ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"];

function createSqsRequests() {
  const client = new SQSClient({});
  const call = <T>(work: () => Promise<T>) => translating("sqs", work);
  const unlessOvertaken = (work: () => Promise<unknown>) =>
    call(async () => {
      try {
        await work();
      } catch (error) {
        if (!overtaken.includes(awsErrorName(error))) throw error;
      }
    });
  return {
    send: (QueueUrl: string, message: z.output<typeof MessageSchema>, DelaySeconds: number) =>
      call(async () => {
        const MessageBody = JSON.stringify(message);
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
      }),
    receive: (
      QueueUrl: string,
      max: number,
      VisibilityTimeout: number,
    ): Promise<readonly SqsMessage[]> =>
      call(async () => {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: max,
            VisibilityTimeout,
            MessageSystemAttributeNames: ["ApproximateReceiveCount"],
          }),
        );
        return Messages.map(({ Body = "", ReceiptHandle = "", Attributes = {} }) => ({
          body: Body,
          receiptHandle: ReceiptHandle,
          receiveCount: Number(Attributes["ApproximateReceiveCount"] ?? 1),
        }));
      }),
    remove: (QueueUrl: string, ReceiptHandle: string) =>
      unlessOvertaken(() => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
    hide: (QueueUrl: string, ReceiptHandle: string, VisibilityTimeout: number) =>
      unlessOvertaken(() =>
        client.send(
          new ChangeMessageVisibilityCommand({
            QueueUrl,
            ReceiptHandle,
            VisibilityTimeout,
          }),
        ),
      ),
  };
}
