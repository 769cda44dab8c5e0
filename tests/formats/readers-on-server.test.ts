import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { parseRssFeed } from "feedsmith";
import { parseBuffer } from "music-metadata";
import { parseFeed } from "podcast-partytime";
import Parser from "rss-parser";
import { afterAll, expect, test } from "vitest";
import { withFolder } from "../support/audio-tools.ts";
import { aListenedServer, type ListenedServer } from "../support/listened-server.ts";

/** Programs that nobody here wrote, on the real server, over real HTTP. */
const execute = promisify(execFile);

// CommonJS, without types.
const { WebVTTParser } = createRequire(import.meta.url)("webvtt-parser") as {
  WebVTTParser: new () => {
    parse(file: string, mode: string): { cues: readonly unknown[]; errors: readonly unknown[] };
  };
};
const feedFile = "/feeds/paroles-de-talents.xml";
const titles = ["Bernard et Inès – À deux", "Marie – Le mètre, l’outil & la main ]]> 🎙️"];

let server: Promise<ListenedServer> | undefined;
const theServer = () => (server ??= aListenedServer());
afterAll(async () => (await server)?.close());

const has = (program: string) =>
  (process.env["PATH"] ?? "").split(delimiter).some((path) => existsSync(join(path, program)));

async function fetched(path: string): Promise<Response> {
  const { origin } = await theServer();
  return fetch(path.startsWith("http") ? path : `${origin}${path}`);
}

async function theFeed() {
  const xml = await (await fetched(feedFile)).text();
  const feed = parseFeed(xml);
  if (feed === null) throw new Error("podcast-partytime reads nothing");
  return { xml, feed, items: feed.items };
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("podcast-partytime, feedsmith and rss-parser read the feed as it is served", async () => {
  const { xml, feed, items } = await theFeed();
  expect(items.map(({ title }) => title)).toEqual(titles);
  expect(feed.pc20support[1]).toEqual(expect.arrayContaining(["transcript", "chapters", "locked"]));
  expect(parseRssFeed(xml).items?.map(({ title }) => title)).toEqual(titles);
  const { origin } = await theServer();
  const parsed = await new Parser().parseURL(`${origin}${feedFile}`);
  expect(parsed.items.map(({ title }) => title)).toEqual(titles);
});

test("every address in the feed answers with the type and the length that the feed says", async () => {
  const { xml } = await theFeed();
  for (const { enclosures = [], podcast } of parseRssFeed(xml).items ?? []) {
    const alternates = (podcast?.alternateEnclosures ?? []).map(({ sources, type, length }) => ({
      url: sources?.[0]?.uri,
      type,
      length,
    }));
    expect(enclosures.length + alternates.length).toBe(3);
    for (const { url = "", type, length } of [...enclosures, ...alternates]) {
      const answer = await fetched(url);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type]);
      expect((await answer.arrayBuffer()).byteLength).toBe(length);
    }
    for (const { url = "", type } of podcast?.transcripts ?? []) {
      const { status, headers } = await fetched(url);
      expect([status, headers.get("content-type")?.split(";")[0]]).toEqual([200, type]);
      expect(headers.get("access-control-allow-origin")).toBe("*");
    }
  }
});

test("music-metadata finds the sound, its tags and its cover in what the feed offers", async () => {
  const { items } = await theFeed();
  for (const { enclosure, title, duration } of items) {
    const bytes = new Uint8Array(await (await fetched(enclosure.url)).arrayBuffer());
    const { format, common } = await parseBuffer(bytes, "audio/mpeg", { duration: true });
    expect(format).toMatchObject({
      container: "MPEG",
      codec: "MPEG 1 Layer 3",
      numberOfChannels: 1,
    });
    expect(Math.abs((format.duration ?? 0) - duration)).toBeLessThan(1);
    expect(common.album).toBe("Paroles de Talents");
    expect(title).toContain(common.title);
    expect(common.picture?.[0]?.format).toBe("image/jpeg");
  }
});

test("webvtt-parser finds no fault in the transcripts", async () => {
  const { items } = await theFeed();
  for (const { podcastTranscripts = [] } of items) {
    const vtt = podcastTranscripts.find(({ type }) => String(type) === "text/vtt");
    const text = await (await fetched(vtt?.url ?? "")).text();
    const { cues, errors } = new WebVTTParser().parse(text, "subtitles/captions/descriptions");
    expect(errors).toEqual([]);
    expect(cues).toHaveLength(2);
  }
});

test("chapters of two voices are where the feed says", async () => {
  const { items } = await theFeed();
  const answer = await fetched(items[0]?.podcastChapters?.url ?? "");
  expect(answer.headers.get("content-type")).toBe("application/json+chapters; charset=utf-8");
  const { chapters } = (await answer.json()) as { chapters: { title: string }[] };
  expect(chapters.map(({ title }) => title)).toEqual(["Bernard", "Inès"]);
});

test.skipIf(!has("xmllint"))(
  "xmllint takes feeds, sitemaps and oEmbed answers for XML",
  async () => {
    const { items } = await theFeed();
    const oembed = `${items[0]?.link}oembed.xml`;
    const sitemap = await (await fetched("/sitemap.xml")).text();
    const parts = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url ?? "");
    expect(parts.length).toBeGreaterThan(1);
    await withFolder(async (folder) => {
      const files: string[] = [];
      for (const path of [feedFile, "/feeds/all.xml", "/sitemap.xml", ...parts, oembed]) {
        const answer = await fetched(path);
        expect(answer.status).toBe(200);
        const file = join(folder, `${files.length}.xml`);
        await writeFile(file, await answer.text());
        files.push(file);
      }
      const { stderr } = await execute("xmllint", ["--nonet", "--noout", ...files]);
      expect(stderr).toBe("");
    });
  },
);

test.skipIf(!has("mp3val"))("mp3val finds nothing wrong with a published MP3", async () => {
  const { items } = await theFeed();
  await withFolder(async (folder) => {
    for (const { enclosure } of items) {
      const file = join(folder, "story.mp3");
      await writeFile(file, Buffer.from(await (await fetched(enclosure.url)).arrayBuffer()));
      const { stdout } = await execute("mp3val", [file]);
      expect(stdout).not.toMatch(/^(WARNING|ERROR)/m);
      expect(stdout).toMatch(/INFO: .*MPEG 1 Layer III.*CBR/);
    }
  });
});

test.skipIf(!existsSync("/usr/lib/python3/dist-packages/podcastparser.py"))(
  "podcastparser, gPodder's own parser, reads the feed as it is served",
  async () => {
    const { origin } = await theServer();
    const program =
      "import json, sys, urllib.request, podcastparser; url = sys.argv[1]; " +
      "print(json.dumps(podcastparser.parse(url, urllib.request.urlopen(url))))";
    const { stdout } = await execute("/usr/bin/python3", ["-c", program, `${origin}${feedFile}`]);
    const parsed = JSON.parse(stdout) as {
      title: string;
      episodes: {
        title: string;
        guid: string;
        total_time: number;
        enclosures: { url: string; file_size: number; mime_type: string }[];
      }[];
    };
    const { items } = await theFeed();
    expect(parsed.title).toBe("Paroles de Talents");
    expect(parsed.episodes.map(({ title }) => title)).toEqual(titles);
    for (const [index, { guid, enclosures, total_time }] of parsed.episodes.entries()) {
      const item = items[index];
      expect([guid, total_time]).toEqual([item?.guid, item?.duration]);
      expect(enclosures[0]).toMatchObject({
        url: item?.enclosure.url,
        file_size: item?.enclosure.length,
        mime_type: "audio/mpeg",
      });
    }
  },
);

test.skipIf(!has("gpo"))(
  "gPodder subscribes, downloads the very bytes, and asks again by ETag for its 304",
  () =>
    withFolder(async (home) => {
      const { origin, heard } = await theServer();
      const gpo = (...words: string[]) =>
        execute("gpo", words, { env: { ...process.env, GPODDER_HOME: home, HOME: home } });
      const url = `${origin}${feedFile}`;
      await gpo("subscribe", url);
      const { stdout } = await gpo("episodes", url);
      for (const title of titles) expect(stdout).toContain(title);
      await gpo("download", url);
      const { items } = await theFeed();
      const files = await readdir(join(home, "Downloads"), { recursive: true });
      const sounds = files.filter((name) => name.endsWith(".mp3"));
      const got = sounds.map(async (name) => sha256(await readFile(join(home, "Downloads", name))));
      const offered = items.map(async ({ enclosure }) =>
        sha256(new Uint8Array(await (await fetched(enclosure.url)).arrayBuffer())),
      );
      expect((await Promise.all(got)).sort()).toEqual((await Promise.all(offered)).sort());
      const before = heard.length;
      await gpo("update", url);
      const asked = heard.slice(before).filter(({ agent }) => /gpodder/i.test(agent));
      expect(asked.find(({ path }) => path === feedFile)).toMatchObject({
        conditional: true,
        status: 304,
      });
    }),
);

test.skipIf(!has("newsboat"))("newsboat reads the feed and queues its sound for podboat", () =>
  withFolder(async (home) => {
    const { origin, heard } = await theServer();
    const [urls, config, cache] = [
      join(home, "urls"),
      join(home, "config"),
      join(home, "cache.db"),
    ];
    await writeFile(urls, `${origin}${feedFile}\n`);
    await writeFile(config, "podcast-auto-enqueue yes\n");
    const env = { ...process.env, HOME: home };
    await mkdir(join(home, ".newsboat"));
    const words = ["-u", urls, "-C", config, "-c", cache, "-x", "reload", "print-unread"];
    const { stdout } = await execute("newsboat", words, { env });
    expect(stdout).toMatch(/^2 /);
    const asked = heard.filter(({ agent }) => /newsboat/i.test(agent));
    expect(asked).toContainEqual(
      expect.objectContaining({ path: feedFile, method: "GET", status: 200 }),
    );
    const waiting = await readFile(join(home, ".newsboat", "queue"), "utf8");
    const { items } = await theFeed();
    for (const { enclosure } of items) expect(waiting).toContain(enclosure.url);
  }),
);
