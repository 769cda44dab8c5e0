import { AppError } from "#core/errors";

/** What a caller is told whose turn did not come in time. */
export const leaseBusy = (name: string) =>
  new AppError("lease-busy", { params: { name }, retryable: true });

export type Turns = {
  /**
   * Resolves, with what ends the turn, when all who came before are done; throws
   * `lease-busy` after the deadline (in milliseconds of `performance.now()`).
   */
  wait(name: string, deadlineMs: number): Promise<() => void>;
};

/** Callers of one process, one after the other in the order in which they came: what every engine's leases begin with. */
export function createTurns(): Turns {
  const lastTurns = new Map<string, Promise<void>>();
  return {
    async wait(name, deadlineMs) {
      const before = lastTurns.get(name);
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      // Who gives up waiting ends a turn that has not begun: those behind still wait for those before.
      const turn = Promise.all([before, ended]).then(() => {
        if (lastTurns.get(name) === turn) lastTurns.delete(name);
      });
      lastTurns.set(name, turn);
      if (before !== undefined && !(await endsBy(before, deadlineMs))) {
        end();
        throw leaseBusy(name);
      }
      return end;
    },
  };
}

async function endsBy(turn: Promise<void>, deadlineMs: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), Math.max(0, deadlineMs - performance.now()));
  try {
    return await Promise.race([turn.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
