import { defineConfig } from "playwright/test";

/** The bootstrap of `npm test` finds or fetches a Chromium; without it, Playwright's own is used. */
const chromiumPath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./e2e/start-server.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  // One more than the cores of a small machine: a browser waits as often as it works.
  workers: 3,
  timeout: 60_000,
  // A test that passes at the second try is one to mend, and is reported as flaky; on a shared CI machine it does not hide the rest.
  retries: process.env["CI"] === undefined ? 0 : 1,
  reporter: "line",
  use: {
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    // Recording every test to keep the few that fail took a quarter of the time; the second try of a failed one is recorded.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      // Its sandbox does not work for root, nor in most containers; the pages are our own.
      chromiumSandbox: false,
      // Nothing but the tests' own traffic, and no hardware that a server lacks.
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
