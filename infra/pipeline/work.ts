import { AppError } from "#core/errors";
import type { Job } from "#core/jobs";
import { jobAttemptsMax, type QueuedJob } from "#ports/queue";
import type { App } from "./app.ts";
import { collectWords } from "./words/collect-words.ts";
import { findWordsAgain } from "./words/find-words-again.ts";
import { pingHub } from "./press/ping-hub.ts";
import { processEpisode } from "./episode/process-episode.ts";
import { publishCheckpoint } from "./ledger/publish-checkpoint.ts";
import { reconcileEpisode } from "./publication/reconcile-episode.ts";
import { pressShows } from "./studio/press-shows.ts";
import { sendCode } from "./studio/sign-in.ts";
import { sweep } from "./sweep/sweep.ts";

/** Longer than any step without a sign of life; a killed worker's job comes back after it. */
const visibilitySeconds = 60;

/** Does one job. What it throws decides over a retry (`AppError.retryable`; unknown faults are retried). */
export async function runJob(app: App, job: Job): Promise<void> {
  switch (job.kind) {
    case "process":
      await processEpisode(app, job.episodeId);
      return;
    case "find-words":
      await findWordsAgain(app, job.episodeId);
      return;
    case "collect-words":
      await collectWords(app, job.episodeId);
      return;
    case "reconcile":
      await reconcileEpisode(app, job.episodeId);
      return;
    case "sweep":
      await sweep(app);
      return;
    case "press":
      await pressShows(app);
      return;
    case "checkpoint":
      await publishCheckpoint(app);
      return;
    case "ping":
      await pingHub(app, job.feed);
      return;
    case "sign-in-code":
      await sendCode(app, job.signIn);
      return;
  }
}

/**
 * Takes what waits in the queue, at most `max` jobs, and does it; returns how
 * many there were. A failed job goes back for a retry or to the dead letters,
 * and never stops the others.
 */
export async function workOnce(app: App, max: number): Promise<number> {
  const jobs = await app.queue.receive({ max, visibilitySeconds });
  await Promise.all(jobs.map((job) => workOn(app, job)));
  return jobs.length;
}

/**
 * Does one delivered job and settles its delivery: done, given back for a retry,
 * or dead. Returns false when it comes back, so that a queue that pushes its jobs
 * can be told not to forget it.
 */
export async function workOn(app: App, { job, receipt, attempt }: QueuedJob): Promise<boolean> {
  const keepHidden = setInterval(
    () => {
      app.queue.extend(receipt, visibilitySeconds).catch((error: unknown) => {
        app.logger.warn("job-extend-failed", { kind: job.kind, reason: codeOf(error) });
      });
    },
    (visibilitySeconds * 1000) / 3,
  );
  try {
    await runJob(app, job);
    await app.queue.acknowledge(receipt);
    return true;
  } catch (error) {
    const retryable = !(error instanceof AppError) || error.retryable;
    // Nobody tries it again: an alarm listens for it.
    const died = !retryable || attempt >= jobAttemptsMax;
    app.logger.error("job-failed", error, { kind: job.kind, attempt, retryable, died });
    await app.queue.fail(receipt, { reason: codeOf(error), retryable });
    return !retryable;
  } finally {
    clearInterval(keepHidden);
  }
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : "unexpected");
