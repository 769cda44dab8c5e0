/**
 * How long anything keeps this process from doing anything else: a withdrawal that
 * comes in meanwhile waits at least so long. Counted in seconds of the processor
 * that the one thread used between two beats of a clock, so that a machine with
 * other work to do is not taken for a fault of ours.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation, type LocalInstallation } from "#compose/local";
import { pressAll } from "#pipeline/publication/press-all";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import type { BenchRow } from "./bench-row.ts";
import { aReadyStory, grantOnForm } from "./bench-publish.ts";
import { ensureSiteBuilt } from "./build-site.ts";

const beatMs = 5;

/** The longest that the thread worked without a pause, in milliseconds, while `work` ran. */
export async function longestBlockMs(work: () => Promise<unknown>): Promise<number> {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const beat = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1000);
    before = process.threadCpuUsage();
  }, beatMs);
  try {
    await work();
    // What blocked last is seen at the beat after it.
    await new Promise((resolve) => setTimeout(resolve, 2 * beatMs));
    return longestMs;
  } finally {
    clearInterval(beat);
  }
}

/** The longest block of each kind of work that the server's own process does. */
export async function benchBlocking(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-blocking-"));
  const { folder: siteFolder } = await ensureSiteBuilt();
  const installation = await createLocalInstallation({
    ...readLocalConfig({ ...process.env, PAROLES_DATA: folder, PAROLES_ORIGIN: "" }),
    siteFolder,
  });
  try {
    await installation.listen(0);
    const rows: BenchRow[] = [];
    for (const [what, work] of worksOf(installation)) {
      const ms = await longestBlockMs(work);
      rows.push({
        what: `longest block: ${what}`,
        figure: `${ms.toFixed(0)} ms`,
        note: "target 100 ms",
      });
    }
    return rows;
  } finally {
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function worksOf(
  installation: LocalInstallation,
): readonly (readonly [string, () => Promise<unknown>])[] {
  const { app } = installation;
  let id = "";
  return [
    ["first press of everything", () => pressAll(app)],
    ["a recording processed, its first", async () => (id = await aReadyStory(installation))],
    ["a recording processed, the next", async () => (id = await aReadyStory(installation))],
    ["a yes", () => grantOnForm(installation, id)],
    ["a withdrawal", () => withdrawConsent(app, { episodeId: id, channel: "staff" })],
    ["press of everything again", () => pressAll(app)],
  ];
}

if (import.meta.main) {
  for (const { what, figure } of await benchBlocking())
    process.stdout.write(`${what.padEnd(52)} ${figure}\n`);
}
