/** The queue on SQS as fauxqs plays it; its memory of dead letters is in records. */
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createSqsQueue } from "#adapters/aws/sqs-queue";
import { createSqliteRecords } from "#adapters/local/sqlite-records";
import { jobAttemptsMax } from "#ports/queue";

import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aMovableClock, aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";
import { queueContract } from "./queue.contract.ts";

let stores: Fauxqs;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.stop());
stubAwsEnvironment(() => stores.endpoints);

/** After so many deliveries SQS itself sets a message aside, as in infra/stack/queues.ts. */
const maxReceiveCount = jobAttemptsMax + 3;

function aQueue() {
  const clock = aMovableClock();
  const dead = stores.server.createQueue(aName("dead"));
  const attributes = {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.queueArn, maxReceiveCount }),
  };
  const { queueUrl } = stores.server.createQueue(aName("jobs"), { attributes });
  const queueUrls = { process: queueUrl, others: queueUrl };
  const records = createSqliteRecords({ database: aDatabase(join(aFolder(), "r.sqlite")) });
  const open = () => createSqsQueue({ queueUrls, records, clock, random: () => 0.5 });
  return { queue: open(), other: open(), passTime: clock.pass, queueUrl, dead };
}

queueContract("sqs", async () => aQueue());

test("sqs: what nobody can read is given to no worker, and SQS sets it aside for a person", async () => {
  const { queue, queueUrl, passTime, dead } = aQueue();
  const raw = new SQSClient({});
  for (const MessageBody of ["not json", '{"id":"1","job":{"kind":"party"}}']) {
    await raw.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  }
  for (let round = 0; round <= maxReceiveCount; round += 1) {
    expect(await queue.receive({ max: 10, visibilitySeconds: 30 })).toEqual([]);
    await passTime(31);
  }
  expect(stores.server.inspectQueue(dead.queueName)?.messages.ready).toHaveLength(2);
  expect((await queue.listDead()).jobs).toEqual([]);
});

test("sqs: a message that SQS pushed to a function is accepted like one that was fetched", async () => {
  const { queue, queueUrl } = aQueue();
  const push = (body: string, receiveCount = 1) =>
    queue.accept({ body, receiptHandle: "handle", receiveCount });
  const body = JSON.stringify({ id: "j1", job: { kind: "process", episodeId: "e1" } });
  expect(await push(body)).toMatchObject({ id: "j1", attempt: 1, job: { episodeId: "e1" } });
  expect(await push("{}")).toBe("unreadable");
  expect(await push("[")).toBe("unreadable");
  expect(await push(body, jobAttemptsMax + 1)).toBe("dead");
  expect((await queue.listDead()).jobs).toMatchObject([{ id: "j1", reason: "worker-lost" }]);
  expect(stores.server.inspectQueue(queueUrl.split("/").at(-1) ?? "")?.messages.ready).toEqual([]);
});
