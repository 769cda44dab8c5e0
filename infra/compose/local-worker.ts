import type { App } from "#pipeline/app";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { sweep } from "#pipeline/sweep/sweep";
import { workOnce } from "#pipeline/work";

export type Worker = {
  /** Lets the jobs under way finish, takes no more. */
  stop(): Promise<void>;
};

/** How long an idle worker rests; a job that another process sent waits no longer than this. */
const restMs = 200;
/** How often the sweep looks for what must close (a withdrawal whose process died, an expiry). */
const sweepEveryMs = 2_000;
/** How often it looks through the whole public store as well; the first time soon after the start. */
const thoroughEveryMs = 3_600_000;
/**
 * How often the public log is signed. Not after each event: whoever knows the
 * hour of a meeting could read from the log's growth that something was answered.
 */
const checkpointEveryMs = 24 * 3_600_000;

/** Works in the background of this process, two jobs at a time, until stopped. */
export function startWorker(app: App): Worker {
  let running = true;
  let wake: () => void = () => undefined;
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const guarded = async (name: string, work: () => Promise<unknown>) => {
    try {
      return await work();
    } catch (error) {
      app.logger.error(`${name}-failed`, error);
      return 0;
    }
  };
  const lane = async () => {
    while (running) {
      if ((await guarded("worker", () => workOnce(app, 1))) === 0) await rest();
    }
  };
  const sweeper = async () => {
    let last = 0;
    let lastThorough = Number.NEGATIVE_INFINITY;
    let lastCheckpoint = Number.NEGATIVE_INFINITY;
    while (running) {
      const now = performance.now();
      if (now - last >= sweepEveryMs) {
        const thorough = now - lastThorough >= thoroughEveryMs;
        await guarded("sweep", () => sweep(app, { thorough }));
        last = performance.now();
        if (thorough) lastThorough = last;
        if (now - lastCheckpoint >= checkpointEveryMs) {
          await guarded("checkpoint", () => publishCheckpoint(app));
          lastCheckpoint = now;
        }
      }
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
  };
  const lanes = [lane(), lane(), sweeper()];
  return {
    async stop() {
      running = false;
      wake();
      await Promise.all(lanes);
    },
  };
}
