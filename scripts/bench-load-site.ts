/**
 * The server that is loaded, in a process of its own: `bench-load-site.ts <folder>`.
 * Publishes one story, tells where it is and how a coach comes in as one line of
 * JSON, and withdraws it when a line comes in; the answer tells how long that took.
 */
import { createInterface } from "node:readline";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { startWorker } from "#compose/local-worker";
import { AppError } from "#core/errors";
import { feedPath } from "#core/press/task";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { pressAll } from "#pipeline/publication/press-all";
import { invitePerson } from "#pipeline/studio/people";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { aReadyStory, grantOnForm } from "./bench-publish.ts";
import { ensureSiteBuilt } from "./build-site.ts";

const [folder = ""] = process.argv.slice(2);
const { folder: siteFolder } = await ensureSiteBuilt();
const environment = { ...process.env, PAROLES_DATA: folder, PAROLES_ORIGIN: "" };
const installation = await createLocalInstallation({
  ...readLocalConfig(environment),
  siteFolder,
});
const { app } = installation;
const { baseUrl } = await installation.listen(0);
await pressAll(app);
const episodeId = await aReadyStory(installation);
await grantOnForm(installation, episodeId);
const { urls } = await episodeStatus(app, episodeId);
const coach = { email: "coach@example.org", name: "Sacha", role: "coach", language: "fr" } as const;
const { url: invitation } = await invitePerson(app, coach);
const paths = urls.map((url) => new URL(url).pathname);
const tell = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);
tell({
  baseUrl,
  page: paths[0],
  media: paths.find((path) => path.endsWith(".mp3")),
  feed: feedPath("paroles-de-talents"),
  invitation: new URL(invitation).pathname,
});
/** A look from outside that found nobody at home in time is repeated, as the sweep does. */
async function withdrawUntilSeenClosed(): Promise<boolean> {
  for (;;) {
    try {
      return (await withdrawConsent(app, { episodeId, channel: "staff" })).closed;
    } catch (error) {
      if (!(error instanceof AppError && error.retryable)) throw error;
    }
  }
}

const worker = startWorker(app);
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "withdraw") break;
  const startedAt = performance.now();
  const closed = await withdrawUntilSeenClosed();
  tell({ closed, seconds: (performance.now() - startedAt) / 1000 });
  await grantOnForm(installation, episodeId);
  tell({ open: true });
}
await worker.stop();
await installation.close();
