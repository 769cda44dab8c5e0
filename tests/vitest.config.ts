import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** No disk, no network, no program: a test that takes long here hangs. */
const quick = ["tests/unit/**/*.test.ts"];
/** Functions keep what they have opened as long as their process lives: each file has one of its own. */
const functions = ["tests/unit/functions/**/*.test.ts"];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    environment: "node",
    pool: "forks",
    // One more than a small machine has: a third of the time is waiting for disks, programs and clocks.
    maxWorkers: 3,
    setupFiles: ["tests/support/console-errors.ts"],
    // A loop over nothing must not read as a proof.
    expect: { requireAssertions: true },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        // They change nothing that others see, and a process for each would take longer than the tests in it.
        test: {
          name: "unit",
          include: quick,
          exclude: functions,
          testTimeout: 20_000,
          isolate: false,
        },
      },
      { extends: true, test: { name: "functions", include: functions, testTimeout: 20_000 } },
      {
        extends: true,
        // These start programs and handle real sound, perhaps on a machine that is busy already.
        test: {
          name: "whole",
          globalSetup: "tests/support/shared-folder.ts",
          include: ["tests/**/*.test.ts"],
          exclude: [...quick, "tests/support/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
