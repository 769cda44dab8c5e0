import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { startWorker } from "#compose/local-worker";
import { missingStories } from "#pipeline/press/missing-stories";
import { requestConsent } from "#pipeline/participant/request-consent";
import { isPressed, pressAll } from "#pipeline/publication/press-all";
import { storiesOn } from "#pipeline/press/read-shelf";
import { sweep } from "#pipeline/sweep/sweep";
import { ensureSiteBuilt } from "./build-site.ts";
import { createOutput, localeOf } from "./commands/output.ts";
import { ensureDemonstration } from "./demonstration.ts";
import { ensureDemonstrationTeam } from "./demonstration-team.ts";
import { bannerLines } from "./banner.ts";

const output = createOutput(false, localeOf(process.env));
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  const config = readLocalConfig(process.env);
  const { folder: siteFolder } = await ensureSiteBuilt({ onProgress: say });
  const origin = config.origin ?? `http://localhost:${config.port}`;
  const installation = await createLocalInstallation({
    ...config,
    origin,
    siteFolder,
    onMail: ({ to, subject }) => say(`mail to ${to}: ${subject}`),
  });
  const { app } = installation;
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  // What a crash left open is closed before anyone can ask for it.
  await sweep(app);
  const { baseUrl } = await installation.listen(config.port);
  if (!(await isPressed(app))) {
    await pressAll(app);
    say(`pressed the site (${seconds()})`);
  }
  const worker = startWorker(app);
  await ensureDemonstration(installation, say);
  for (const { file, field, reason } of await missingStories(app))
    say(`left out: ${file}, ${field}: ${reason.fr} / ${reason.en}`);
  const [newest] = await storiesOn(app, "all", 1);
  const storyUrl = newest && `${app.origin}${newest.path}`;
  // A new link each time: former ones then only take a yes back.
  const [invitation] = newest
    ? await requestConsent(app, { episodeId: newest.id, by: "first-start" })
    : [];
  // Their codes are read on this machine: where a mail server is named, nobody is made up.
  const hasOutbox = config.mail === undefined;
  const team = hasOutbox ? await ensureDemonstrationTeam(app) : [];
  const addresses = {
    team,
    hasOutbox,
    origin: app.origin,
    baseUrl,
    shows: app.content.shows,
    storyUrl,
    participantUrl: invitation?.link.url,
  };
  for (const line of bannerLines(addresses)) say(line);
  say(`ready in ${seconds()}; stop with Ctrl-C`);
  await stopped;
  say("stopping …");
  await worker.stop();
  await installation.close();
}

main().catch((error: unknown) => {
  output.failure(error);
  process.exit(1);
});
