import { expect, test } from "vitest";
import { checkFeed } from "../../support/feed-check/feed-check.ts";
import { reviewWords } from "#pipeline/words/edit-words";
import { importFeed } from "#pipeline/import/import-feed";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { type AForeignItem, aForeignFeed, aForeignWeb } from "../../support/foreign-feed.ts";
import { itemsOf, textOf } from "../../support/feed-reader.ts";
import { aShow, memoryApp } from "../../support/memory-app.ts";
import { grantAll } from "../../support/story.ts";

const showSlug = aShow.slug;
const feedUrl = "https://old.example/feed.xml";
const vtt =
  "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Sandra Martin>Je compte.\n\n00:05.000 --> 00:08.000\n<v Sandra Martin>J’organise.\n";
const transcript = `<podcast:transcript url="https://old.example/0.vtt" type="text/vtt"/>`;
const dated = "<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate>";

const web = (items: readonly AForeignItem[], channel = "", more = {}) =>
  aForeignWeb({
    [feedUrl]: aForeignFeed(items, channel),
    ...Object.fromEntries(
      items.map((_item, index) => [`https://old.example/${index}.mp3`, "voice"]),
    ),
    "https://old.example/0.vtt": vtt,
    ...more,
  });

async function imported(items: readonly AForeignItem[], channel = "", more = {}) {
  const app = memoryApp();
  const { means, asked } = web(items, channel, more);
  const report = await importFeed(app, means, { url: feedUrl }, { showSlug });
  return { app, means, asked, report, codes: report.items.map(({ reason }) => reason?.code) };
}

const feedText = (app: ReturnType<typeof memoryApp>) =>
  new TextDecoder().decode(app.publicStore.files.get(`feeds/${showSlug}.xml`));

test("an item comes in as a private draft with its words, its voice and its date, and nothing of it is public", async () => {
  const about =
    "<description>&lt;p&gt;Un &lt;b&gt;pas&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>";
  const { app, report } = await imported([
    { title: "Le matin", extra: transcript + dated + about },
  ]);
  await pressAll(app);
  const [item] = report.items;
  expect(item).toMatchObject({ outcome: "imported", title: "Le matin", notes: [] });
  const id = item?.episodeId ?? "";
  await processEpisode(app, id);
  const { episode } = await requireEpisode(app.records, id);
  expect(episode).toMatchObject({
    title: "Le matin",
    summary: "Un pas.",
    language: "fr-fr",
    speakers: [{ id: "s1", firstName: "Sandra", role: "talent" }],
    knownText: [{ speakerId: "s1", text: "Je compte. J’organise." }],
    imported: { guid: "guid-0", publishedAt: "2026-03-03T09:00:00.000Z" },
    transcript: { provenance: "imported" },
  });
  await reconcileEpisode(app, id);
  expect((await episodeStatus(app, id)).publication).toBe("withheld");
  expect([...app.publicStore.files.keys()].filter((key) => key.includes(id))).toEqual([]);
  expect(app.allowList.entries.size).toBe(0);
});

test("once its people say yes it stands in the feed under the guid and the date that apps know", async () => {
  const { app, report } = await imported([
    { guid: "https://old.example/?p=7", extra: transcript + dated },
  ]);
  await pressAll(app);
  const id = report.items[0]?.episodeId ?? "";
  await processEpisode(app, id);
  await grantAll(app, id);
  expect((await episodeStatus(app, id)).reasons.map(({ code }) => code)).toEqual([
    "transcript-unreviewed",
  ]);
  await reviewWords(app, { episodeId: id, staffId: "coach-1" });
  const [item] = itemsOf(feedText(app));
  expect(item && textOf(item, "guid")).toBe("https://old.example/?p=7");
  expect(item && textOf(item, "pubDate")).toBe("Tue, 03 Mar 2026 09:00:00 GMT");
  expect(
    checkFeed(feedText(app), { now: app.time.now }).filter(({ code }) => code !== "length"),
  ).toEqual([]);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(feedText(app)).not.toContain("?p=7");
});

test("a guid with a name in it appears only with the yes to that name, and once it was ours it stays ours", async () => {
  const items = [{ guid: "https://old.example/sandra-raconte", extra: transcript }];
  const { app, report } = await imported(items);
  await pressAll(app);
  expect(report.items[0]?.notes.map(({ code }) => code)).toContain("import-guid-names-voice");
  const id = report.items[0]?.episodeId ?? "";
  await processEpisode(app, id);
  await reviewWords(app, { episodeId: id, staffId: "coach-1" });
  const guid = async (scopes: Parameters<typeof grantAll>[2]) => {
    await grantAll(app, id, scopes);
    await reconcileEpisode(app, id);
    const [item] = itemsOf(feedText(app));
    return item && textOf(item, "guid");
  };
  expect(await guid(["voice", "transcript", "platforms"])).toBe(`urn:paroles:${id}`);
  for (const [key, body] of app.publicStore.files)
    expect(new TextDecoder().decode(body), key).not.toMatch(/sandra/i);
  expect(await guid(["voice", "transcript", "platforms", "name"])).toBe(`urn:paroles:${id}`);
});

test("imported twice, or again after it was killed, an item comes in once and in the same place", async () => {
  const { app, means, report } = await imported([{}, {}]);
  const again = await importFeed(app, means, { url: feedUrl }, { showSlug });
  expect(again.items.map(({ outcome }) => outcome)).toEqual(["known", "known"]);
  expect(again.items.map(({ episodeId }) => episodeId)).toEqual(
    report.items.map(({ episodeId }) => episodeId),
  );
  let isDying = true;
  const stores: string[] = [];
  const other = memoryApp();
  const dying = {
    ...other,
    privateStore: {
      ...other.privateStore,
      put: async (...args: Parameters<typeof other.privateStore.put>) => {
        stores.push(args[0]);
        const outcome = await other.privateStore.put(...args);
        if (isDying) throw new RangeError("killed");
        return outcome;
      },
    },
  };
  const { means: theirs } = web([{}]);
  const run = () => importFeed(dying, theirs, { url: feedUrl }, { showSlug });
  await expect(run()).rejects.toThrow("killed");
  isDying = false;
  expect((await run()).items[0]?.outcome).toBe("imported");
  // The sound that was stored before the end is the very one that is used: no voice lies around unknown.
  expect(new Set(stores).size).toBe(1);
});

const unfit: readonly [string, AForeignItem, string][] = [
  ["no title", { title: " <b></b> " }, "import-no-title"],
  ["no sound", { url: null }, "import-no-enclosure"],
  ["a film", { type: "video/mp4" }, "import-not-audio"],
  ["an hour", { extra: "<itunes:duration>1:00:00</itunes:duration>" }, "import-too-long"],
  ["sound that is gone", { url: "https://old.example/gone.mp3" }, "remote-status"],
  ["a guid without end", { guid: "x".repeat(3_000) }, "import-no-guid"],
];

test.each(unfit)(
  "an item with %s is left out, says why, and stops no other",
  async (_what, item, code) => {
    const { codes, report } = await imported([{}, item, {}]);
    expect(codes).toEqual([undefined, code, undefined]);
    expect(report.items.map(({ outcome }) => outcome)).toEqual(["imported", "skipped", "imported"]);
  },
);

test("two items under one guid are one story", async () => {
  const { codes } = await imported([{ guid: "same" }, { guid: "same" }]);
  expect(codes).toEqual([undefined, "import-guid-repeated"]);
});

test("without a guid the address of the sound is the identity; a future date and a torn transcript are told", async () => {
  const { report, app } = await imported(
    [{ guid: null, extra: `${transcript}<pubDate>Tue, 03 Mar 2099 10:00:00 GMT</pubDate>` }],
    "",
    { "https://old.example/0.vtt": "WEBVTT\n\nnonsense" },
  );
  expect(report.items[0]?.notes.map(({ code }) => code)).toEqual([
    "import-guid-from-address",
    "import-date-future",
    "import-speaker-unknown",
    "import-transcript-unreadable",
  ]);
  const { episode } = await requireEpisode(app.records, report.items[0]?.episodeId ?? "");
  expect(episode.imported).toEqual({ guid: "https://old.example/0.mp3" });
});

test("a locked feed is refused as a whole", async () => {
  await expect(imported([{}], "<podcast:locked>yes</podcast:locked>")).rejects.toThrow(
    "feed-locked",
  );
  const open = await imported([{}], "<podcast:locked>no</podcast:locked>");
  expect(open.report.items[0]?.outcome).toBe("imported");
});

test("older documents are followed, oldest items first, and a circle ends", async () => {
  const older = "https://old.example/older.xml";
  const link = (url: string) => `<atom:link rel="prev-archive" href="${url}"/>`;
  const { report, asked } = await imported([{ title: "Neuf" }], link(older), {
    [older]: aForeignFeed([{ title: "Ancien", guid: "old" }], link(feedUrl)),
  });
  expect(report.items.map(({ title }) => title)).toEqual(["Ancien", "Neuf"]);
  expect(asked.filter((url) => url === older)).toHaveLength(1);
});

test("an unknown show, and a feed in a file that the person names", async () => {
  const app = memoryApp();
  const { means } = web([{}], "", { "/home/feed.xml": aForeignFeed([{}]) });
  await expect(
    importFeed(app, means, { path: "/home/feed.xml" }, { showSlug: "x" }),
  ).rejects.toThrow("show-unknown");
  const report = await importFeed(app, means, { path: "/home/feed.xml" }, { showSlug });
  expect(report.items[0]?.outcome).toBe("imported");
});

const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>`;
const external = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>`;
const bytes = (...values: number[]) => Uint8Array.from(values);

test.each([
  ["entities that multiply", bomb],
  ["an entity from a file", external],
  ["a web page", "<html><body>404</body></html>"],
  ["nothing", ""],
  ["half a feed", aForeignFeed([{}]).slice(0, 300)],
  ["Atom", '<feed xmlns="http://www.w3.org/2005/Atom"/>'],
  ["bytes that are no text", bytes(0x3c, 0x72, 0xff, 0xfe, 0x80)],
  ["an encoding that nobody knows", '<?xml version="1.0" encoding="x-nobody"?><rss/>'],
])("%s is refused with a reason", async (_what, page) => {
  const app = memoryApp();
  const { means } = aForeignWeb({ [feedUrl]: page });
  await expect(importFeed(app, means, { url: feedUrl }, { showSlug })).rejects.toThrow(
    "feed-unreadable",
  );
});

test("a feed in Latin-1 keeps its accents", async () => {
  const text = aForeignFeed([{ title: "Été à l’école".replace("’", "'") }]).replace(
    "UTF-8",
    "ISO-8859-1",
  );
  const page = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const app = memoryApp();
  const { means } = web([{}], "", { [feedUrl]: page });
  const { items } = await importFeed(app, means, { url: feedUrl }, { showSlug });
  expect(items[0]?.title).toBe("Été à l'école");
});
