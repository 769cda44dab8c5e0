import { setTimeout as pause } from "node:timers/promises";

/** Far beyond what any engine's index lags; only a wrong result takes this long. */
const patienceMs = 10_000;

/** Runs checks until they pass, for what an engine may show a little later; the last failure is the test's. */
export async function eventually(checks: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await checks();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(25);
  }
}
