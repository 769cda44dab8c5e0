import { AsyncLocalStorage } from "node:async_hooks";

/** What a process ends with that died. */
export class Died extends Error {}

export type MortalProcesses = {
  /** Called before each call of a store: here a process may die. */
  atCall(): Promise<void>;
  /** Does something in a process that may call stores so often; rejects with `Died` when it called once more. */
  run(callsMax: number, work: () => Promise<void>): Promise<void>;
};

/** Processes that die at a call of a store that a test chooses; what is done outside of any lives for ever. */
export function mortalProcesses(): MortalProcesses {
  const current = new AsyncLocalStorage<{ callsLeft: number }>();
  return {
    async atCall() {
      const process = current.getStore();
      if (process === undefined) return;
      process.callsLeft -= 1;
      if (process.callsLeft < 0) throw new Died();
    },
    async run(callsMax, work) {
      const process = { callsLeft: callsMax };
      try {
        await current.run(process, work);
      } catch (error) {
        if (!(error instanceof Died) && process.callsLeft >= 0) throw error;
        // Nothing of a dead process goes on.
        process.callsLeft = -1;
        throw new Died(undefined, { cause: error });
      }
    },
  };
}
