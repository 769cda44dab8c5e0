import type { Progress, ProgressEvent } from "#ports/progress";

/** Progress for those who listen in the same process. */
export function createListenerProgress(): Progress & {
  /** Calls `listener` for each event from now on; returns how to stop. */
  subscribe(listener: (event: ProgressEvent) => void): () => void;
} {
  const listeners = new Set<(event: ProgressEvent) => void>();
  return {
    report: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
