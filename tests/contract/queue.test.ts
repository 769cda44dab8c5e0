import { join } from "node:path";
import { expect, test } from "vitest";

import { createSqliteQueue } from "#adapters/local/sqlite-queue";
import { reasonUnreadable } from "#ports/queue-rules";

import { startChild } from "../support/store-children.ts";
import { aDatabase } from "../support/store-database.ts";
import { aFolder } from "../support/store-folder.ts";
import { queueContract } from "./queue.contract.ts";

/** A clock that a test turns, and chance that it chooses. */
function aQueue(random = 0.5, path = join(aFolder(), "queue.sqlite")) {
  let nowMs = Date.parse("2026-11-23T09:00:00.000Z");
  const clock = { now: () => new Date(nowMs).toISOString() };
  const open = () => {
    const database = aDatabase(path);
    return { database, queue: createSqliteQueue({ database, clock, random: () => random }) };
  };
  const { database, queue } = open();
  const passTime = async (seconds: number) => void (nowMs += seconds * 1000);
  return { database, queue, other: open().queue, passTime };
}

queueContract("sqlite", async () => aQueue());

const jobOf = (episodeId: string) => ({ kind: "process", episodeId }) as const;
const take = { max: 1, visibilitySeconds: 30 };

test("sqlite: what has been due longest comes first, whether new, retried or abandoned", async () => {
  const { queue, passTime } = aQueue(0);
  await queue.send(jobOf("retried"));
  const [retried] = await queue.receive(take);
  await queue.fail(retried?.receipt ?? "", { reason: "store-full", retryable: true });
  await queue.send(jobOf("new-1"));
  await queue.send(jobOf("new-2"));
  await passTime(5);
  await queue.send(jobOf("new-3"));
  const order: string[] = [];
  for (
    let [job] = await queue.receive(take);
    job !== undefined;
    [job] = await queue.receive(take)
  ) {
    if (job.job.kind === "process") order.push(job.job.episodeId);
  }
  expect(order).toEqual(["new-1", "new-2", "retried", "new-3"]);
});

test("sqlite: what was sent, or taken, while the clock was days ahead is due when it is right again; what waits as it should is not", async () => {
  const { queue, passTime } = aQueue();
  const threeDays = 3 * 86_400;
  await passTime(threeDays);
  await queue.send(jobOf("sent"));
  await passTime(-threeDays);
  await queue.send(jobOf("later"), { delaySeconds: 900 });
  expect(await queue.receive(take)).toMatchObject([{ job: jobOf("sent"), attempt: 1 }]);
  expect(await queue.receive(take)).toEqual([]);
  // Its worker was killed at an hour that is yet to come.
  await passTime(31 + threeDays);
  const hidden = { max: 2, visibilitySeconds: 43_200 };
  expect(await queue.receive(hidden)).toHaveLength(2);
  expect(await queue.receive(take)).toEqual([]);
  await passTime(-threeDays);
  expect(await queue.receive({ ...take, max: 2 })).toHaveLength(2);
  expect(await queue.receive(take)).toEqual([]);
});

test.each([
  [0, [1, 4, 16, 64]],
  [0.5, [1.5, 6, 24, 96]],
  [1, [2, 8, 32, 128]],
])(
  "sqlite: retries wait longer and longer, by chance (%d) the latter half of it",
  async (random, delays) => {
    const { queue, passTime } = aQueue(random);
    await queue.send(jobOf("e1"));
    for (const delay of delays) {
      const [delivery] = await queue.receive(take);
      await queue.fail(delivery?.receipt ?? "", { reason: "store-full", retryable: true });
      await passTime(delay - 0.01);
      expect(await queue.receive(take)).toEqual([]);
      await passTime(0.02);
    }
    expect(await queue.receive(take)).toMatchObject([{ attempt: 5 }]);
  },
);

test("sqlite: the job of a killed worker comes back, and the others wait for nobody", async () => {
  const path = join(aFolder(), "queue.sqlite");
  const sending = createSqliteQueue({ database: aDatabase(path) });
  await sending.send(jobOf("e1"));
  const worker = startChild("store-work-queue.ts", path, "hang");
  await worker.hasWritten(1);
  await worker.kill();
  await sending.send(jobOf("e2"));
  let nowMs = Date.now();
  const clock = { now: () => new Date(nowMs).toISOString() };
  const queue = createSqliteQueue({ database: aDatabase(path), clock });
  const [next] = await queue.receive(take);
  expect(next).toMatchObject({ job: jobOf("e2"), attempt: 1 });
  await queue.acknowledge(next?.receipt ?? "");
  nowMs += 601_000;
  expect(await queue.receive(take)).toMatchObject([
    { id: worker.lines[0], job: jobOf("e1"), attempt: 2 },
  ]);
});

test("sqlite: workers in three processes get every job once between them", async () => {
  const path = join(aFolder(), "queue.sqlite");
  const queue = createSqliteQueue({ database: aDatabase(path) });
  for (let index = 0; index < 60; index += 1) await queue.send(jobOf(`e${index}`));
  const workers = [1, 2, 3].map(() => startChild("store-work-queue.ts", path));
  const delivered = (await Promise.all(workers.map((worker) => worker.ends()))).flat();
  expect(delivered).toHaveLength(60);
  expect(new Set(delivered).size).toBe(60);
  expect(await queue.receive(take)).toEqual([]);
});

test("sqlite: a job that this version does not know stops nobody and is kept for one that does", async () => {
  const { database, queue, passTime } = aQueue();
  await database.write((sql) => {
    const unknown = JSON.stringify({ kind: "from-the-future", episodeId: "e1" });
    sql.run("INSERT INTO jobs (id, job, attempt, due_ms) VALUES ('future', ?, 0, 0)", unknown);
  });
  await queue.send(jobOf("e2"));
  expect(await queue.receive(take)).toMatchObject([{ job: jobOf("e2") }]);
  const kept = await database.read((sql) => sql.all("SELECT id, reason FROM dead_jobs"));
  expect(kept).toMatchObject([{ id: "future", reason: reasonUnreadable }]);
  expect((await queue.listDead()).jobs).toEqual([]);
  await passTime(1);
});
