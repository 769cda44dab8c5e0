/**
 * What a person waits for: from a yes to a reachable page and feed, and from a
 * withdrawal to every address closed and looked at from outside. On the real
 * adapters, with one of the demonstration's recordings.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation, type LocalInstallation } from "#compose/local";
import { feedPath } from "#core/press/task";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { type BenchRow, medianOf } from "./bench-row.ts";
import { ensureSiteBuilt } from "./build-site.ts";

/** Publishes and withdraws one story `rounds` times and returns the medians. */
export async function benchPublish(rounds = 7): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-bench-"));
  const { folder: siteFolder } = await ensureSiteBuilt();
  const installation = await createLocalInstallation({
    ...readLocalConfig({ ...process.env, PAROLES_DATA: folder, PAROLES_ORIGIN: "" }),
    siteFolder,
  });
  try {
    const { baseUrl } = await installation.listen(0);
    await pressAll(installation.app);
    const episodeId = await aReadyStory(installation);
    const grants: number[] = [];
    const withdrawals: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      grants.push(await secondsOf(() => grantUntilReachable(installation, episodeId, baseUrl)));
      withdrawals.push(await secondsOf(() => withdrawUntilClosed(installation, episodeId)));
    }
    return [
      {
        what: "yes to reachable page and feed",
        figure: `${medianOf(grants).toFixed(2)} s`,
        note: "target 0.5 s",
      },
      {
        what: "withdrawal to every address probed closed",
        figure: `${medianOf(withdrawals).toFixed(2)} s`,
        note: "target 1 s",
      },
    ];
  } finally {
    await installation.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One of the demonstration's recordings, processed and waiting for a yes. */
export async function aReadyStory(installation: LocalInstallation): Promise<string> {
  const { app, contentFolder, demonstration } = installation;
  const words = demonstration.texts["marie"];
  if (typeof words !== "string") throw new Error("the demonstration has no words for marie.mp3");
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Mesure",
      language: "fr",
      speakers: [{ id: "s1", role: "talent", firstName: "Marie", situation: { kind: "adult" } }],
      knownText: [{ speakerId: "s1", text: words }],
    },
    { path: join(contentFolder, "demo", "audio", "marie.mp3") },
  );
  await processEpisode(app, id);
  return id;
}

/** Everything that a form can say yes to, the picture aside. */
export async function grantOnForm(
  { app, contentFolder }: LocalInstallation,
  episodeId: string,
): Promise<void> {
  const scan = { path: join(contentFolder, "demo", "consent-form.png") };
  await grantOnPaper(app, {
    episodeId,
    scan,
    scopes: ["voice", "transcript", "name", "platforms"],
  });
}

async function grantUntilReachable(
  installation: LocalInstallation,
  episodeId: string,
  baseUrl: string,
): Promise<void> {
  await grantOnForm(installation, episodeId);
  const { app } = installation;
  const { urls } = await episodeStatus(app, episodeId);
  const page = new URL(urls[0] ?? "/nowhere").pathname;
  const feed = await (await fetch(`${baseUrl}${feedPath("paroles-de-talents")}`)).text();
  const { status } = await fetch(`${baseUrl}${page}`);
  if (status !== 200 || !feed.includes(episodeId)) throw new Error(`not reachable: ${status}`);
}

async function withdrawUntilClosed({ app }: LocalInstallation, episodeId: string): Promise<void> {
  const { closed } = await withdrawConsent(app, { episodeId, channel: "staff" });
  if (!closed) throw new Error("a withdrawn story still answers");
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, figure, note } of await benchPublish()) console.log(what, figure, note ?? "");
}
