import { AsyncLocalStorage } from "node:async_hooks";
import type { Hook } from "./memory-hook.ts";

/** Numbers from 0 up to 1 that a seed repeats (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A process that died: nothing that it does afterwards reaches a store. */
class Crash extends Error {
  override readonly name = "Crash";
}

export type Outcome = {
  readonly name: string;
  readonly crashed: boolean;
  readonly error?: unknown;
};

/**
 * Runs several "processes" that share ports in memory, and decides by a seed
 * which of them goes on at every store call, and whether it dies there.
 */
export function createScheduler(seed: number, crashChance: number) {
  const random = seededRandom(seed);
  const own = new AsyncLocalStorage<{ name: string; dead: boolean }>();
  let waiting: {
    readonly process: { name: string; dead: boolean };
    readonly go: () => void;
    readonly die: () => void;
  }[] = [];
  let isFree = true;

  const hook: Hook = (call) => {
    const process = own.getStore();
    if (process?.dead === true) return Promise.reject(new Crash(call));
    if (process === undefined || isFree) return Promise.resolve();
    return new Promise((resolve, reject) => {
      waiting.push({
        process,
        go: resolve,
        die: () => {
          process.dead = true;
          reject(new Crash(call));
        },
      });
    });
  };

  /** Runs the processes to their ends, one store call at a time. */
  const run = async (
    processes: Readonly<Record<string, () => Promise<unknown>>>,
  ): Promise<Outcome[]> => {
    isFree = false;
    let running = Object.keys(processes).length;
    const outcomes = Object.entries(processes).map(([name, work]) => {
      const process = { name, dead: false };
      return own
        .run(process, async () => work())
        .then(
          (): Outcome => ({ name, crashed: false }),
          (error: unknown): Outcome => ({
            name,
            crashed: process.dead,
            ...(process.dead ? {} : { error }),
          }),
        )
        .finally(() => {
          running -= 1;
        });
    });
    while (running > 0) {
      // Everything that needs no store call has run when the event loop turns.
      await new Promise((resolve) => setImmediate(resolve));
      const index = Math.floor(random() * waiting.length);
      const [next] = waiting.splice(index, 1);
      if (next === undefined) continue;
      if (next.process.dead || random() < crashChance) next.die();
      else next.go();
    }
    waiting = [];
    isFree = true;
    return Promise.all(outcomes);
  };
  return { hook, run };
}
