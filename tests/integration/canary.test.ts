import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { readLocalConfig } from "#compose/config";
import { createLocalInstallation } from "#compose/local";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { restoreMark } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";
import { demoPath } from "../support/audio-tools.ts";
import { crawlFolder, crawlServer, folded, type Found, rememberAsOld } from "../support/crawl.ts";
import { evenly } from "../support/evenly.ts";
import { aFolder } from "../support/store-folder.ts";

const execute = promisify(execFile);
const repository = join(import.meta.dirname, "..", "..");
const origin = "https://canary.example";

/** One word for each thing that is known of a story, which stands nowhere else in the world. */
const canaries = {
  title: "Kaleidonyx",
  summary: "Hirondelline",
  words: "Marsouinade",
  name: "Zéphyrinette",
  theme: "ornithoryx",
  place: "Valbrumeuil",
  trade: "Brodelunier",
};
const words = Object.values(canaries).map(folded);
/** No page shows a theme that the vocabulary does not know; the model test looks for it in the data of pages. */
const isShown = (word: string) => word !== canaries.theme;

type Installation = Awaited<ReturnType<typeof createLocalInstallation>>;
let open: Installation | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function install(data: string, toRestore = false): Promise<Installation> {
  const { folder: siteFolder } = await ensureSiteBuilt();
  const environment = {
    ...process.env,
    PORT: "0",
    PAROLES_DATA: data,
    PAROLES_ORIGIN: origin,
    PAROLES_LOG: "info",
  };
  const made = await createLocalInstallation({
    ...readLocalConfig(environment),
    siteFolder,
    toRestore,
  });
  open = { ...made, app: { ...made.app, transcriber: evenly } };
  return open;
}

async function publishTheCanary({ app }: Installation): Promise<string> {
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: `${canaries.title} au matin`,
      summary: `Une ${canaries.summary} passe.`,
      language: "fr",
      themes: [canaries.theme],
      place: canaries.place,
      trade: canaries.trade,
      speakers: [
        { id: "s1", role: "talent", firstName: canaries.name, situation: { kind: "adult" } },
      ],
      knownText: [{ speakerId: "s1", text: `Je parle de ${canaries.words} et du temps.` }],
    },
    { path: demoPath("marie.mp3") },
  );
  await processEpisode(app, id);
  const { status } = await grantOnPaper(app, {
    episodeId: id,
    scan: { path: demoPath("../consent-form.png") },
    scopes: ["voice", "transcript", "name", "platforms"],
  });
  expect(status).toBe("publishable");
  return id;
}

/** Where each word was found: in the public files, in what the server answers, in the log, in what else lies about. */
function whereabouts(places: readonly Found[], log: readonly string[]): Map<string, string[]> {
  const all = [...places.flatMap((found) => [...found]), ["log", folded(log.join("\n"))] as const];
  return new Map(
    words.map((word) => [
      word,
      all.filter(([, text]) => text.includes(word)).map(([where]) => where),
    ]),
  );
}

const nothing = new Map(words.map((word) => [word, []]));

test("of a withdrawn story not one word is left: not in files, pages, feeds, pictures, packed copies, logs, nor after a restore", async () => {
  const data = aFolder();
  const log: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => log.push(String(chunk)) > 0);
  // Records and the private store are where a story may be; all else in the data folder is looked through.
  const apart = /^\/(private\/|paroles\.sqlite|keys\/)/;
  const start = ["/", "/sitemap.xml", "/robots.txt"];
  const crawl = async (baseUrl: string, seeds: readonly string[], packings?: readonly string[]) => [
    await crawlServer(baseUrl, origin, [...start, ...seeds], packings),
    await crawlFolder(data, apart),
  ];

  const first = await install(data);
  await pressAll(first.app);
  const { baseUrl } = await first.listen(0);
  await rememberAsOld(data);

  const id = await publishTheCanary(first);
  await publishCheckpoint(first.app);
  const addresses = await addressesOf(first, id);
  const [served, stored] = await crawl(baseUrl, addresses);
  for (const found of [served, stored]) {
    const places = whereabouts([found ?? new Map()], []);
    const missing = words.filter((word) => isShown(word) && places.get(word)?.length === 0);
    expect(missing, "each word must be found while it is public").toEqual([]);
  }
  expect(whereabouts([], log), "the log holds no word, even of what is public").toEqual(nothing);

  const copy = join(aFolder(), "copy");
  await backUp(first.app, first.backups, copy);
  const { closed } = await withdrawConsent(first.app, { episodeId: id, channel: "page" });
  expect(closed).toBe(true);
  const seen = [...(served ?? new Map<string, string>()).keys()];
  const packed = await crawl(baseUrl, seen, ["gzip", "br"]);
  expect(whereabouts(packed, log)).toEqual(nothing);

  // Killed while it was restoring: neither a server nor a command opens it.
  await first.app.records.commit([restoreMark(first.app.clock.now())]);
  await first.close();
  await expect(install(data)).rejects.toMatchObject({ code: "restore-unfinished" });
  const restoring = await install(data, true);
  expect(await restore(restoring.app, restoring.backups, copy)).toMatchObject({
    opened: 0,
    yesesClosed: 4,
  });
  await restoring.close();

  const second = await install(data);
  await sweep(second.app, { thorough: true });
  const again = await second.listen(0);
  expect(whereabouts(await crawl(again.baseUrl, seen), log)).toEqual(nothing);
  expect(await verifySite(second.app)).toMatchObject({ ok: true });
  const script = join(repository, "scripts/verify-ledger.mjs");
  const { stdout } = await execute(process.execPath, [script, again.baseUrl, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, entries: 2 });
});

async function addressesOf({ app }: Installation, id: string): Promise<readonly string[]> {
  const { urls } = await episodeStatus(app, id);
  return urls.map((url) => new URL(url).pathname);
}
