import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** These start programs or handle real sound; everything else is quick. */
const slow = ["tests/integration/**/*.test.ts", "tests/walls/**/*.test.ts"];

export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    environment: "node",
    pool: "forks",
    // What a small machine has; encoders bring processes of their own.
    maxWorkers: 2,
    setupFiles: ["tests/support/console-errors.ts"],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: ["tests/**/*.test.ts"],
          exclude: [...slow, "tests/support/**"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: "slow", include: slow, testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
});
