import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as base, type Page } from "playwright/test";

const repository = join(import.meta.dirname, "..", "..");
const run = promisify(execFile);

/** The server that `start-server.ts` started. */
export const baseUrl = () => process.env["PAROLES_E2E_URL"] ?? "";

/** Runs one command of the command line on the very data that the server uses, and returns its JSON. */
export async function paroles(...words: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, ["scripts/cli.ts", ...words, "--json"], {
    cwd: repository,
    env: { ...process.env, PAROLES_DATA: process.env["PAROLES_E2E_DATA"] ?? "" },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Every test notices what a page complains of: errors, and anything that the content policy had to stop. */
export const test = base.extend<{ complaints: string[] }>({
  baseURL: async ({}, use) => use(baseUrl()),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("console", (message) => {
        // A test that opens a page that is gone knows that it is.
        const isStatus = /status of (404|410)/.test(message.text());
        if (message.type() === "error" && !isStatus) complaints.push(message.text());
      });
      page.on("pageerror", (error) => {
        // A page that is left before its transition has ended: the browser tells, nobody sees it.
        if (!/Transition was (aborted|skipped)/.test(String(error))) complaints.push(String(error));
      });
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});
export { expect } from "playwright/test";

/** Opens the story of a first name from the home page's list, and returns its address path. */
export async function openStory(page: Page, name: string): Promise<string> {
  await page.goto("/");
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: new RegExp(name) }).waitFor();
  return new URL(page.url()).pathname;
}
