/** Feeds that a stranger's server hands to the import: real ones with things done to them. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRemoteDownloads } from "#adapters/http/remote-downloads";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { checkFeed } from "../support/feed-check/feed-check.ts";
import { createPodcastFeedReader } from "#adapters/xml/podcast-feed-reader";
import { AppError } from "#core/errors";
import { errorMessages } from "#core/error-messages";
import { allEpisodesListing } from "#core/record-keys";
import { titleLengthMax } from "#core/text";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { processEpisode } from "#pipeline/episode/process-episode";
import { type ImportReport, importFeed } from "#pipeline/import/import-feed";
import { listedStories } from "#pipeline/press/listed-stories";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { reviewWords } from "#pipeline/words/edit-words";
import { aForeignFeed } from "../support/foreign-feed.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { aShow, type MemoryApp, memoryApp } from "../support/memory-app.ts";
import { mutatedBytes, mutatedText, mutatedValues } from "../support/mutants.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aFolder } from "../support/store-folder.ts";
import { grantAll } from "../support/story.ts";

const slice = seedsToRun({ quick: 60, long: 10_000 });

/** The stranger's server, and one that nobody may be led to: beside it on this machine. */
const servers: Server[] = [];
const trapped: string[] = [];
let stranger = "";
let trap = "";
let answer: RequestListener = () => undefined;

async function listening(host: string, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}
beforeAll(async () => {
  stranger = await listening("127.0.0.1", (request, response) => answer(request, response));
  trap = await listening("127.0.0.2", (request, response) => {
    trapped.push(request.url ?? "");
    response.end("secret");
  });
});
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** The trap as an address can hide it, and what else no import may ask. */
function forbidden(): readonly string[] {
  const port = trap.split(":").at(-1) ?? "";
  const written = ["127.0.0.2", "2130706434", "0x7f000002", "0177.0.0.2", "127.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "①②⑦.0.0.2"]; // prettier-ignore
  return [
    ...written.map((host) => `http://${host}:${port}/`),
    `${stranger}/to-the-trap`,
    `http://a:b@127.0.0.2:${port}/`,
    "file:///etc/passwd",
    "data:audio/mpeg,x",
    "//127.0.0.2/",
    "\\\\127.0.0.2\\x",
    "javascript:alert(1)",
    "http://[::1",
    "",
  ];
}

const bomb = `<!DOCTYPE rss [<!ENTITY a "${"x".repeat(50)}">${Array.from(
  { length: 9 },
  (_, at) =>
    `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`,
).join("")}]>`;
const nastyXml = [
  bomb, "&j;", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;", '<!DOCTYPE rss SYSTEM "http://127.0.0.2/x.dtd">',
  "&#0;", "&#x1f;", "&#xd800;", "&#x110000;", "&", "<", "]]>", "<![CDATA[", "<!--", "-->", "--", "<?xml version='1.1'?>", "<?php x?>", "\u0000",
  "<a>".repeat(10_000), "<a ".repeat(1_000), `<item a="${"b".repeat(100_000)}">`, "<item/>".repeat(300), "</channel></rss>", "<rss>", "xmlns=''", "xmlns:itunes='x'",
  "xml:base='http://127.0.0.2/'", '<?xml version="1.0" encoding="utf-7"?>', '<?xml version="1.0" encoding="x-user-defined"?>',
  "<podcast:locked>yes</podcast:locked>", "<itunes:duration>-1</itunes:duration>", "<itunes:duration>99999999999999999999</itunes:duration>",
  "<pubDate>Tue, 31 Feb 9999999 25:61:61 +9999</pubDate>", "<pubDate>0</pubDate>", "<language>__proto__</language>", '<podcast:person role="__proto__">constructor</podcast:person>',
  "<title>../../../etc/passwd</title>", "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>", "<title>\u202e\u2066</title>", `<description>${"é".repeat(70_000)}</description>`,
  "<guid>../../x</guid>", "<guid/>", "1e309", "NaN", "-1", "text/vtt", "application/json", "application/x-subrip", "video/mp4", "\ufffe", "\ud800",
]; // prettier-ignore
const nastyWords = ["-->", "00:00.000 --> 00:00.000\n", "99:99:99.999 --> 0:0\n", "{", "[", "}", '"', "\n\n", "<v ", "<00:01.000>", "&#0;", "\u0000", "{\\an8}", "1e309", "-1", "NOTE", "x".repeat(5_000), '{"segments":[{"startTime":1e308}]}', "[".repeat(3_000), "\ufeff", "\r"]; // prettier-ignore

const vtt = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Sandra Martin>Je compte.\n\n00:05.000 --> 00:08.000\n<v Sandra Martin>J’organise.\n"; // prettier-ignore
const srt = "1\n00:00:00,000 --> 00:00:04,000\nJe compte.\n\n2\n00:00:05,000 --> 00:00:08,000\nJ’organise.\n"; // prettier-ignore
const json = '{"version":"1.0.0","segments":[{"speaker":"Sandra","startTime":0,"endTime":4,"body":"Je compte."}]}'; // prettier-ignore

const wordsOf = (name: string, type: string) =>
  `<podcast:transcript url="${stranger}/${name}" type="${type}"/>`;

/** What the stranger's server says for one seed. */
function aHostileServer(random: () => number): RequestListener {
  const items = [
    { title: "Le matin", url: `${stranger}/0.mp3`, extra: `${wordsOf("0.vtt", "text/vtt")}<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><description>&lt;p&gt;Un pas.&lt;/p&gt;</description>` },
    { title: "Le soir", url: `${stranger}/1.mp3`, extra: `${wordsOf("1.srt", "application/x-subrip")}<podcast:person>Sandra Martin</podcast:person>` },
    { title: "La nuit", url: `${stranger}/2.mp3`, extra: `${wordsOf("2.json", "application/json")}<itunes:duration>00:58</itunes:duration>` },
  ]; // prettier-ignore
  const channel = `<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid><atom:link rel="prev-archive" href="${stranger}/older.xml"/>`;
  const nasty = [...nastyXml, ...forbidden(), ...forbidden()];
  // Strict readers stop at the first mistake: most are well-formed, so that something of them is read.
  const document = (xml: string) =>
    random() < 0.7
      ? mutatedValues(random, xml, nasty)
      : mutatedBytes(random, mutatedText(random, xml, nasty));
  const old = aForeignFeed([{ url: `${stranger}/3.mp3`, guid: "old" }]);
  const words = (text: string) =>
    random() < 0.5 ? text : mutatedBytes(random, mutatedText(random, text, nastyWords));
  const bodies: Readonly<Record<string, string | Uint8Array>> = {
    "/feed.xml": document(aForeignFeed(items, channel)),
    "/older.xml": random() < 0.7 ? old : document(old),
    "/0.vtt": words(vtt),
    "/1.srt": words(srt),
    "/2.json": words(json),
  };
  return ({ url = "" }, response) => {
    if (url === "/to-the-trap") response.writeHead(302, { Location: trap }).end();
    else if (url.endsWith(".mp3")) response.end("voice");
    else if (bodies[url] === undefined) response.writeHead(404).end();
    else response.end(bodies[url]);
  };
}

/** A refusal that a person can read, in both languages. */
function isToldToPeople(code: string): void {
  expect(code).not.toBe("unexpected");
  expect(errorMessages[code], code).toBeDefined();
}

/** What came in is private, waits for its sound to be worked on, and nobody said yes to it. */
async function areDrafts(app: MemoryApp): Promise<readonly string[]> {
  const ids = await listedStories(app, allEpisodesListing);
  for (const id of ids) {
    const { episode, consents } = await requireEpisode(app.records, id);
    expect(episode.stage.name).toBe("received");
    expect(consents).toEqual([]);
  }
  expect(app.allowList.entries.size).toBe(0);
  return ids;
}

/** Whatever its title, date and words are: published, it makes a feed that podcast apps can read. */
async function canBePublished(app: MemoryApp, id: string): Promise<boolean> {
  await pressAll(app);
  await processEpisode(app, id);
  const { episode } = await requireEpisode(app.records, id);
  if (episode.transcript === undefined) return false;
  await reviewWords(app, { episodeId: id, staffId: "coach-1" });
  await grantAll(app, id);
  if ((await reconcileEpisode(app, id)) !== "publishable") return false;
  const xml = new TextDecoder().decode(app.publicStore.files.get(`feeds/${aShow.slug}.xml`));
  expect(checkFeed(xml, { now: app.time.now }).filter(({ code }) => code.startsWith("xml-"))).toEqual([]); // prettier-ignore
  return true;
}

test("a feed with anything done to it is refused with a sentence or comes in as private drafts, leaves no file, and leads to no other server", async () => {
  const folder = aFolder();
  const workspace = createTemporaryWorkspace(join(folder, "work"));
  const means = {
    feeds: createPodcastFeedReader(),
    remote: createRemoteDownloads({ isAllowed: (address) => address === "127.0.0.1" }),
    readFile: (path: string) => readFile(path),
  };
  const counts = { refused: 0, drafts: 0, skipped: 0, published: 0 };
  const oneMore = progress("hostile feeds", slice, 500);
  for (const seed of seedsOf(slice)) {
    const app = { ...memoryApp(), workspace };
    answer = aHostileServer(seededRandom(seed));
    try {
      const source = { url: `${stranger}/feed.xml` };
      const report = await importFeed(app, means, source, { showSlug: aShow.slug }).catch(refused);
      if (report === undefined) counts.refused += 1;
      for (const { reason, notes, title } of report?.items ?? []) {
        for (const { code } of [...(reason === undefined ? [] : [reason]), ...notes]) isToldToPeople(code); // prettier-ignore
        expect(title.length).toBeLessThanOrEqual(titleLengthMax);
      }
      const ids = await areDrafts(app);
      counts.drafts += ids.length;
      counts.skipped += (report?.items.length ?? 0) - ids.length;
      expect([...app.publicStore.files.keys()]).toEqual([]);
      for (const id of ids.slice(0, 1)) counts.published += Number(await canBePublished(app, id));
      expect(await readdir(join(folder, "work"))).toEqual([]);
      expect(await readdir(folder)).toEqual(["work"]);
      expect(trapped).toEqual([]);
      oneMore();
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  tell(JSON.stringify(counts));
  // Neither all nor none: a mutant that nobody reads past its first line proves little.
  for (const [what, count] of Object.entries(counts))
    expect(count, what).toBeGreaterThan(slice.count / 20);
}, 3_600_000);

function refused(error: unknown): ImportReport | undefined {
  if (!(error instanceof AppError)) throw error;
  isToldToPeople(error.code);
  return undefined;
}
