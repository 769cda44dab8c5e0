import { randomUUID } from "node:crypto";
import { type Job, JobSchema } from "#core/jobs";
import type { Clock } from "#ports/clock";
import { decodeCursor, encodeCursor } from "#ports/page-cursor";
import { pageLimit } from "#ports/page-limit";
import { type DeadJob, jobAttemptsMax, type Queue, type QueuedJob } from "#ports/queue";
import {
  checkDelay,
  checkReason,
  checkReceiveMax,
  checkVisibility,
  delaySecondsMax,
  reasonUnreadable,
  reasonWorkerLost,
  retryDelaySeconds,
  visibilitySecondsMax,
} from "#ports/queue-rules";
import type { Sql, SqliteDatabase, SqliteRow } from "./sqlite-database.ts";

const systemClock: Clock = { now: () => new Date().toISOString() };

const deadJobsAPage = 100;
const deadQuery = ["dead-jobs"];

export type SqliteQueueConfig = {
  readonly database: SqliteDatabase;
  /** Both are the real ones unless told; a test passes its own and need not wait. */
  readonly clock?: Clock;
  /** From 0 up to 1; spreads retries. */
  readonly random?: () => number;
};

/** The queue in two tables of the machine's database: a job is received in a transaction, so one worker gets it. */
export function createSqliteQueue(config: SqliteQueueConfig): Queue {
  const { database, clock = systemClock, random = Math.random } = config;
  const nowMs = () => Date.parse(clock.now());
  return {
    name: "sqlite-queue",
    send: async (job, options = {}) => {
      const { delaySeconds = 0 } = options;
      checkDelay(delaySeconds);
      const text = JSON.stringify(JobSchema.parse(job));
      await database.write((sql) => enqueue(sql, randomUUID(), text, later(nowMs(), delaySeconds)));
    },
    receive: async ({ max, visibilitySeconds }) => {
      checkReceiveMax(max);
      checkVisibility(visibilitySeconds);
      const now = nowMs();
      // Most of the time nothing is due: look before taking the write lock.
      if (!(await database.read((sql) => nextDue(sql, now)))) return [];
      return database.write((sql) => takeDue(sql, now, max, later(now, visibilitySeconds)));
    },
    acknowledge: async (receipt) => {
      await database.write((sql) => sql.run("DELETE FROM jobs WHERE receipt = ?", receipt));
    },
    extend: async (receipt, visibilitySeconds) => {
      checkVisibility(visibilitySeconds);
      const due = later(nowMs(), visibilitySeconds);
      await database.write((sql) =>
        sql.run("UPDATE jobs SET due_ms = ? WHERE receipt = ?", due, receipt),
      );
    },
    fail: async (receipt, { reason, retryable }) => {
      checkReason(reason);
      const now = nowMs();
      await database.write((sql) => {
        const row = sql.get("SELECT * FROM jobs WHERE receipt = ?", receipt);
        if (row === undefined) return;
        const attempt = Number(row["attempt"]);
        if (!retryable || attempt >= jobAttemptsMax) bury(sql, row, reason, now);
        else postpone(sql, row, later(now, retryDelaySeconds(attempt, random())));
      });
    },
    listDead: (options = {}) => listDead(database, options),
    replay: (id) => database.write((sql) => replay(sql, id, nowMs())),
  };
}

const later = (nowMs: number, seconds: number) => Math.round(nowMs + seconds * 1000);

function enqueue(sql: Sql, id: string, jobText: string, dueMs: number): void {
  sql.run("INSERT INTO jobs (id, job, attempt, due_ms) VALUES (?, ?, 0, ?)", id, jobText, dueMs);
}

/**
 * The job that has been due longest, be it new, retried or abandoned by its
 * worker. One that is due later than anything can be was sent while the clock
 * was wrong: it is due as well, or a recording would wait for days.
 */
const nextDue = (sql: Sql, nowMs: number) =>
  sql.get(
    "SELECT * FROM jobs WHERE due_ms <= ? OR due_ms > ? OR (receipt IS NULL AND due_ms > ?) " +
      "ORDER BY due_ms, sequence LIMIT 1",
    nowMs,
    later(nowMs, visibilitySecondsMax),
    later(nowMs, delaySecondsMax),
  );

function takeDue(
  sql: Sql,
  nowMs: number,
  max: number,
  hiddenUntilMs: number,
): readonly QueuedJob[] {
  const taken: QueuedJob[] = [];
  while (taken.length < max) {
    const row = nextDue(sql, nowMs);
    if (row === undefined) break;
    const job = jobOf(row);
    const attempt = Number(row["attempt"]) + 1;
    if (job === undefined) bury(sql, row, reasonUnreadable, nowMs);
    else if (attempt > jobAttemptsMax) bury(sql, row, reasonWorkerLost, nowMs);
    else {
      const receipt = randomUUID();
      sql.run(
        "UPDATE jobs SET attempt = ?, due_ms = ?, receipt = ? WHERE sequence = ?",
        attempt,
        hiddenUntilMs,
        receipt,
        Number(row["sequence"]),
      );
      taken.push({ receipt, id: String(row["id"]), job, attempt });
    }
  }
  return taken;
}

/** Undefined for a job that this version of the program does not know. */
function jobOf(row: SqliteRow): Job | undefined {
  return JobSchema.safeParse(JSON.parse(String(row["job"]))).data;
}

function postpone(sql: Sql, row: SqliteRow, dueMs: number): void {
  sql.run(
    "UPDATE jobs SET due_ms = ?, receipt = NULL WHERE sequence = ?",
    dueMs,
    Number(row["sequence"]),
  );
}

function bury(sql: Sql, row: SqliteRow, reason: string, nowMs: number): void {
  sql.run(
    "INSERT INTO dead_jobs (id, job, attempts, reason, died_ms) VALUES (?, ?, ?, ?, ?)",
    String(row["id"]),
    String(row["job"]),
    Number(row["attempt"]),
    reason,
    nowMs,
  );
  sql.run("DELETE FROM jobs WHERE sequence = ?", Number(row["sequence"]));
}

function replay(sql: Sql, id: string, nowMs: number): boolean {
  const dead = sql.get("SELECT job FROM dead_jobs WHERE id = ?", id);
  if (dead === undefined) return false;
  sql.run("DELETE FROM dead_jobs WHERE id = ?", id);
  enqueue(sql, id, String(dead["job"]), nowMs);
  return true;
}

async function listDead(
  database: SqliteDatabase,
  options: { readonly limit?: number; readonly cursor?: string },
): Promise<{ readonly jobs: readonly DeadJob[]; readonly cursor?: string }> {
  const limit = pageLimit(options.limit, deadJobsAPage);
  const { cursor } = options;
  const after = cursor === undefined ? 0 : Number(decodeCursor(deadQuery, cursor)[0]);
  const rows = await database.read((sql) =>
    sql.all(
      "SELECT * FROM dead_jobs WHERE sequence > ? ORDER BY sequence LIMIT ?",
      after,
      limit + 1,
    ),
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    jobs: page.flatMap(deadJobOf),
    ...(last && { cursor: encodeCursor(deadQuery, [String(last["sequence"])]) }),
  };
}

/** Nothing for an unreadable job: it waits in its table for a program that knows it. */
function deadJobOf(row: SqliteRow): readonly DeadJob[] {
  const job = jobOf(row);
  if (job === undefined) return [];
  return [
    {
      id: String(row["id"]),
      job,
      attempts: Number(row["attempts"]),
      reason: String(row["reason"]),
      diedAt: new Date(Number(row["died_ms"])),
    },
  ];
}
