import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** No disk, no network, no program: a test that takes long here hangs. */
const quick = ["tests/unit/**/*.test.ts"];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    environment: "node",
    pool: "forks",
    // One more than a small machine has: a third of the time is waiting for disks, programs and clocks.
    maxWorkers: 3,
    setupFiles: ["tests/support/console-errors.ts"],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: "unit", include: quick, testTimeout: 20_000 } },
      {
        extends: true,
        // These start programs and handle real sound, perhaps on a machine that is busy already.
        test: {
          name: "whole",
          include: ["tests/**/*.test.ts"],
          exclude: [...quick, "tests/support/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
