/** What any queue must do, whoever keeps it. */
import { expect, test } from "vitest";

import type { Job } from "#core/jobs";
import { jobAttemptsMax, type DeadJob, type Queue, type QueuedJob } from "#ports/queue";
import { retryDelaySeconds } from "#ports/queue-rules";

import { eventually } from "../support/store-eventually.ts";
import { allPages, at, mangled } from "../support/store-pages.ts";

/** Two doors to one new, empty queue, as two workers would have them, and time that passes when told (or slept through). */
export type MakeQueues = () => Promise<{
  readonly queue: Queue;
  readonly other: Queue;
  passTime(seconds: number): Promise<void>;
}>;

const visibilitySeconds = 30;
const jobOf = (episodeId: string): Job => ({ kind: "process", episodeId });
const receive = (queue: Queue, max = 10) => queue.receive({ max, visibilitySeconds });
const outage = { reason: "store-full", retryable: true };

async function receiveOne(queue: Queue): Promise<QueuedJob> {
  const [delivery, ...more] = await receive(queue);
  if (delivery === undefined) throw new Error("there is no job");
  expect(more).toEqual([]);
  return delivery;
}

const deadJobs = (queue: Queue) =>
  allPages(async (cursor) => {
    const page = await queue.listDead({ ...at(cursor) });
    return { items: page.jobs, cursor: page.cursor };
  });

/** A job that has just died, through as many failures as it takes. */
async function letDie(queue: Queue, episodeId: string): Promise<DeadJob> {
  await queue.send(jobOf(episodeId));
  const { receipt, id } = await receiveOne(queue);
  await queue.fail(receipt, { reason: "media-broken", retryable: false });
  const dead = (await deadJobs(queue)).find((letter) => letter.id === id);
  if (dead === undefined) throw new Error("the job is not dead");
  return dead;
}

export function queueContract(name: string, make: MakeQueues): void {
  deliveryTests(name, make);
  failureTests(name, make);
  receiptTests(name, make);
  deadLetterTests(name, make);
  refusalTests(name, make);
}

function deliveryTests(name: string, make: MakeQueues): void {
  test(`${name}: a job is delivered as it was sent, and acknowledged it is gone`, async () => {
    const { queue, other, passTime } = await make();
    const jobs: readonly Job[] = [
      jobOf("e1"),
      { kind: "reconcile", episodeId: "e2" },
      { kind: "sweep" },
    ];
    for (const job of jobs) {
      await queue.send(job);
      const delivery = await receiveOne(other);
      expect(delivery).toMatchObject({ job, attempt: 1 });
      expect(delivery.id).not.toBe("");
      await other.acknowledge(delivery.receipt);
    }
    await passTime(visibilitySeconds + 1);
    expect(await receive(queue)).toEqual([]);
    expect(await deadJobs(queue)).toEqual([]);
  });

  test(`${name}: a received job is hidden, and comes back by itself unless acknowledged`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("e1"));
    const first = await receiveOne(queue);
    expect(await receive(other)).toEqual([]);
    await passTime(visibilitySeconds - 5);
    expect(await receive(other)).toEqual([]);
    await passTime(6);
    const second = await receiveOne(other);
    expect(second).toMatchObject({ id: first.id, job: first.job, attempt: 2 });
    expect(second.receipt).not.toBe(first.receipt);
  });

  test(`${name}: a long job stays hidden for as long as it asks`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("e1"));
    const { receipt } = await receiveOne(queue);
    for (const _ of [1, 2]) {
      await passTime(visibilitySeconds - 5);
      await queue.extend(receipt, visibilitySeconds);
      await passTime(10);
      expect(await receive(other)).toEqual([]);
    }
    await passTime(visibilitySeconds);
    expect(await receiveOne(other)).toMatchObject({ attempt: 2 });
  });

  test(`${name}: a delayed job waits for its time`, async () => {
    const { queue, passTime } = await make();
    await queue.send(jobOf("later"), { delaySeconds: 20 });
    await queue.send(jobOf("now"), { delaySeconds: 0 });
    expect(await receiveOne(queue)).toMatchObject({ job: jobOf("now") });
    await passTime(21);
    expect(await receiveOne(queue)).toMatchObject({ job: jobOf("later"), attempt: 1 });
  });

  test(`${name}: of many workers each gets its own deliveries, and all jobs are delivered`, async () => {
    const { queue, other } = await make();
    const sent = Array.from({ length: 40 }, (_, index) => `e${index}`);
    await Promise.all(sent.map((episodeId) => queue.send(jobOf(episodeId))));
    const deliveries: QueuedJob[] = [];
    const work = async (worker: Queue) => {
      for (let jobs = await receive(worker, 3); jobs.length > 0; jobs = await receive(worker, 3)) {
        expect(jobs.length).toBeLessThanOrEqual(3);
        deliveries.push(...jobs);
      }
    };
    // An engine may answer "nothing" although there is something: ask again until all are there.
    await eventually(async () => {
      await Promise.all([work(queue), work(other), work(queue), work(other)]);
      expect(deliveries).toHaveLength(sent.length);
    });
    const episodes = deliveries.map(({ job }) => ("episodeId" in job ? job.episodeId : ""));
    expect(episodes.sort()).toEqual([...sent].sort());
    expect(new Set(deliveries.map(({ receipt }) => receipt)).size).toBe(sent.length);
  });

  test(`${name}: nothing but ids gets into a queue`, async () => {
    const { queue } = await make();
    const withName = { kind: "process", episodeId: "e1", speaker: "a name" } as const;
    await queue.send(withName);
    expect((await receiveOne(queue)).job).toStrictEqual({ kind: "process", episodeId: "e1" });
    await expect(queue.send({ kind: "party" } as unknown as Job)).rejects.toThrow();
    expect(await receive(queue)).toEqual([]);
  });
}

function failureTests(name: string, make: MakeQueues): void {
  test(`${name}: a failure that may pass is retried, each time later, and then is a dead letter`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("e1"));
    for (let attempt = 1; attempt <= jobAttemptsMax; attempt += 1) {
      const delivery = await receiveOne(queue);
      expect(delivery.attempt).toBe(attempt);
      expect(await deadJobs(other)).toEqual([]);
      await queue.fail(delivery.receipt, outage);
      expect(await receive(other)).toEqual([]);
      await passTime(retryDelaySeconds(attempt, 1) + 1);
    }
    expect(await receive(queue)).toEqual([]);
    expect(await deadJobs(other)).toMatchObject([
      {
        job: jobOf("e1"),
        attempts: jobAttemptsMax,
        reason: "store-full",
        diedAt: expect.any(Date),
      },
    ]);
  });

  test(`${name}: a failure that cannot pass is a dead letter at once`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("e1"));
    const { receipt, id } = await receiveOne(queue);
    await queue.fail(receipt, { reason: "media-not-audio", retryable: false });
    expect(await deadJobs(other)).toMatchObject([
      { id, job: jobOf("e1"), attempts: 1, reason: "media-not-audio" },
    ]);
    await passTime(1_000);
    expect(await receive(other)).toEqual([]);
  });

  test(`${name}: a job that kills every worker is a dead letter too`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("poison"));
    for (let attempt = 1; attempt <= jobAttemptsMax; attempt += 1) {
      expect(await receiveOne(queue)).toMatchObject({ attempt });
      await passTime(visibilitySeconds + 1);
    }
    expect(await receive(queue)).toEqual([]);
    await eventually(async () => {
      expect(await deadJobs(other)).toMatchObject([
        { job: jobOf("poison"), attempts: jobAttemptsMax, reason: "worker-lost" },
      ]);
    });
  });

  test(`${name}: a job that keeps failing keeps no other from its worker`, async () => {
    const { queue, passTime } = await make();
    await queue.send(jobOf("bad"));
    for (let round = 1; round < jobAttemptsMax; round += 1) {
      await queue.send(jobOf(`good-${round}`));
      const received = await receive(queue);
      expect(received).toContainEqual(expect.objectContaining({ job: jobOf(`good-${round}`) }));
      for (const { job, receipt } of received) {
        if (job.kind === "process" && job.episodeId === "bad") await queue.fail(receipt, outage);
        else await queue.acknowledge(receipt);
      }
      await passTime(retryDelaySeconds(round, 1) + 1);
    }
  });
}

function receiptTests(name: string, make: MakeQueues): void {
  test(`${name}: a worker that was too slow cannot settle what another one is at`, async () => {
    const { queue, other, passTime } = await make();
    await queue.send(jobOf("e1"));
    const slow = await receiveOne(queue);
    await passTime(visibilitySeconds + 1);
    const current = await receiveOne(other);
    await queue.acknowledge(slow.receipt);
    await queue.fail(slow.receipt, { reason: "media-broken", retryable: false });
    await queue.extend(slow.receipt, 1);
    expect(await deadJobs(queue)).toEqual([]);
    await passTime(visibilitySeconds - 5);
    expect(await receive(queue)).toEqual([]);
    await other.extend(current.receipt, visibilitySeconds);
    await passTime(visibilitySeconds + 1);
    expect(await receiveOne(queue)).toMatchObject({ id: current.id, attempt: 3 });
  });

  test(`${name}: a slow worker whom nobody replaced may still settle its job`, async () => {
    const { queue, passTime } = await make();
    await queue.send(jobOf("e1"));
    const { receipt } = await receiveOne(queue);
    await passTime(visibilitySeconds + 1);
    await queue.acknowledge(receipt);
    expect(await receive(queue)).toEqual([]);
  });

  test(`${name}: settling twice, or something unknown, does nothing`, async () => {
    const { queue, passTime } = await make();
    await queue.send(jobOf("e1"));
    const { receipt } = await receiveOne(queue);
    await queue.fail(receipt, outage);
    await queue.fail(receipt, { reason: "media-broken", retryable: false });
    await queue.acknowledge(receipt);
    await queue.acknowledge("no-receipt");
    await queue.extend("no-receipt", 10);
    expect(await deadJobs(queue)).toEqual([]);
    await passTime(retryDelaySeconds(1, 1) + 1);
    const second = await receiveOne(queue);
    await queue.acknowledge(second.receipt);
    await queue.acknowledge(second.receipt);
  });
}

function deadLetterTests(name: string, make: MakeQueues): void {
  test(`${name}: a dead letter that is replayed comes as if for the first time`, async () => {
    const { queue, other, passTime } = await make();
    const dead = await letDie(queue, "e1");
    expect(await other.replay(dead.id)).toBe(true);
    expect(await deadJobs(queue)).toEqual([]);
    const again = await receiveOne(queue);
    expect(again).toMatchObject({ id: dead.id, job: jobOf("e1"), attempt: 1 });
    expect(await other.replay(dead.id)).toBe(false);
    expect(await other.replay("no-such-letter")).toBe(false);
    await queue.fail(again.receipt, outage);
    await passTime(retryDelaySeconds(1, 1) + 1);
    expect(await receiveOne(queue)).toMatchObject({ attempt: 2 });
  });

  test(`${name}: dead letters are listed in pages, first dead first, wherever others go`, async () => {
    const { queue, other, passTime } = await make();
    const ids: string[] = [];
    for (const episodeId of ["e1", "e2", "e3", "e4", "e5"]) {
      ids.push((await letDie(queue, episodeId)).id);
      await passTime(2);
    }
    expect((await deadJobs(other)).map(({ id }) => id)).toEqual(ids);
    const first = await queue.listDead({ limit: 2 });
    expect(first.jobs.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    await other.replay(ids[1] ?? "");
    await other.replay(ids[2] ?? "");
    const second = await queue.listDead({ limit: 2, ...at(first.cursor) });
    expect(second.jobs.map(({ id }) => id)).toEqual(ids.slice(3));
    expect(second.cursor).toBeUndefined();
    for (const cursor of mangled(first.cursor ?? "")) {
      await expect(queue.listDead({ cursor })).rejects.toMatchObject({ code: "bad-cursor" });
    }
  });
}

function refusalTests(name: string, make: MakeQueues): void {
  test(`${name}: what not every queue can do is refused`, async () => {
    const { queue } = await make();
    for (const max of [0, -1, 1.5, 11, Number.NaN]) {
      await expect(queue.receive({ max, visibilitySeconds })).rejects.toThrow(RangeError);
    }
    for (const seconds of [0, -1, 43_201, Number.NaN]) {
      await expect(queue.receive({ max: 1, visibilitySeconds: seconds })).rejects.toThrow(
        RangeError,
      );
      await expect(queue.extend("receipt", seconds)).rejects.toThrow(RangeError);
    }
    for (const delaySeconds of [-1, 901, Number.NaN]) {
      await expect(queue.send(jobOf("e1"), { delaySeconds })).rejects.toThrow(RangeError);
    }
    for (const limit of [0, 1_001]) {
      await expect(queue.listDead({ limit })).rejects.toThrow(RangeError);
    }
    expect(await receive(queue)).toEqual([]);
  });

  test(`${name}: a reason is a code: words of an error, which might name someone, are refused`, async () => {
    const { queue } = await make();
    await queue.send(jobOf("e1"));
    const { receipt } = await receiveOne(queue);
    for (const reason of ["", "cannot open léa.mp3", "Media-Broken", "a".repeat(65)]) {
      await expect(queue.fail(receipt, { reason, retryable: false })).rejects.toThrow(RangeError);
    }
    expect(await deadJobs(queue)).toEqual([]);
  });
}
