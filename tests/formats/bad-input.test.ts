import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { XMLValidator } from "fast-xml-parser";
import { parseRssFeed } from "feedsmith";
import { parseFeed } from "podcast-partytime";
import Parser from "rss-parser";
import { expect, test } from "vitest";
import { feedRedirects } from "#core/feed/address";
import { showFeed } from "../support/whole-feed.ts";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { withFolder } from "../support/audio-tools.ts";
import { aCard } from "../support/card-builder.ts";
import { expectSound, later } from "../support/feed-reader.ts";
import { memoryApp } from "../support/memory-app.ts";
import { aShow, aSite } from "../support/show-builder.ts";
import { aReadyStory, grantAll } from "../support/story.ts";

/** Input that has broken feeds before, as programs that nobody here wrote read the outcome. */
const execute = promisify(execFile);
const has = (program: string) =>
  (process.env["PATH"] ?? "").split(delimiter).some((path) => existsSync(join(path, program)));

/** The titles that each reader sees, newest first; all of them must see the same. */
async function readTitles(xml: string): Promise<readonly (string | undefined)[]> {
  expect(XMLValidator.validate(xml)).toBe(true);
  expectSound(xml);
  const partytime = parseFeed(xml)?.items.map(({ title }) => title) ?? [];
  const feedsmith = (parseRssFeed(xml).items ?? []).map(({ title }) => title);
  const rssParser = (await new Parser().parseString(xml)).items.map(({ title }) => title);
  expect(feedsmith).toEqual(partytime);
  expect(rssParser).toEqual(partytime);
  if (has("xmllint")) {
    await withFolder(async (folder) => {
      const file = join(folder, "feed.xml");
      await writeFile(file, xml);
      expect((await execute("xmllint", ["--nonet", "--noout", file])).stderr).toBe("");
    });
  }
  return partytime;
}

const show = aShow();
const feedOf = (...cards: readonly ReturnType<typeof aCard>[]) =>
  showFeed(show, cards, aSite(show), later);
const titled = (title: string, more = {}) => ({ ...aCard(), title, headline: title, ...more });

test.each([
  ["the end of a CDATA section", "Fin ]]> de section ]]]]>", "Fin ]]> de section ]]]]>"],
  ["control characters", "Un\u0000 deux\u0007 trois\u001b", "Un deux trois"],
  ["emoji of several parts", "👩🏽‍🎨 peint 🏳️‍🌈", "👩🏽‍🎨 peint 🏳️‍🌈"],
  ["half an emoji", "Rire \ud83d", "Rire"],
  [
    "right-to-left marks",
    "\u200fشهادة\u200f et \u202eretourné\u202c",
    "\u200fشهادة\u200f et \u202eretourné\u202c",
  ],
  ["markup", "<b> & </item></channel>", "<b> & </item></channel>"],
  ["a non-character", "Fin\uffff", "Fin"],
])("a title with %s stays itself for every reader", async (_what, title, expected) => {
  expect(await readTitles(feedOf(titled(title)))).toEqual([expected]);
});

test("a description of many more than 4,000 bytes is cut between letters, and stays a description", async () => {
  for (const letter of ["é", "👩🏽‍🎨", "&", "]]>", "م"]) {
    const xml = feedOf(titled("Long", { summary: `${letter.repeat(20)} `.repeat(400) }));
    await readTitles(xml);
    const description = parseRssFeed(xml).items?.[0]?.description ?? "";
    expect(new TextEncoder().encode(description).length).toBeLessThanOrEqual(4_000);
    expect(description.length).toBeGreaterThan(200);
    expect(description).not.toContain("\ufffd");
  }
});

test("two stories of one title and day are two to every reader, and whoever publishes the second is told", async () => {
  const at = (hour: string) => `2026-03-01T${hour}:00:00.000Z`;
  const [first, second] = [
    titled("Un pas", { publishedAt: at("08") }),
    { ...aCard({ word: "two" }), title: "Un pas", headline: "Un pas", publishedAt: at("10") },
  ];
  expect(await readTitles(feedOf(first, second))).toEqual(["Un pas (2)", "Un pas"]);
  const app = memoryApp();
  await pressAll(app);
  const publish = async (scopes?: Parameters<typeof grantAll>[2]) => {
    const id = await aReadyStory(app);
    await grantAll(app, id, scopes);
    await reconcileEpisode(app, id);
    app.time.now = new Date(Date.parse(app.time.now) + 60_000).toISOString();
    return (await episodeStatus(app, id)).warnings.map(({ code }) => code);
  };
  expect(await publish()).toEqual([]);
  expect(await publish()).toEqual(["title-repeated"]);
  // On the site alone nobody confuses them: each has its own page.
  expect(await publish(["voice", "transcript", "name"])).toEqual([]);
});

test("a show without stories, and one whose only story is dated in the future, have a feed without items", async () => {
  expect(await readTitles(feedOf())).toEqual([]);
  const future = titled("Demain", { publishedAt: "2099-01-01T00:00:00.000Z" });
  expect(await readTitles(feedOf(future))).toEqual([]);
  expect(await readTitles(feedOf(future, aCard({ word: "now", title: "Hier" })))).toHaveLength(1);
});

test("a renamed show is the same show to every reader, and its former address leads to the new one", async () => {
  const renamed = aShow({ slug: "voix", formerSlugs: [show.slug] });
  const before = feedOf(aCard());
  const after = showFeed(renamed, [aCard()], aSite(renamed), later);
  expect(await readTitles(after)).toEqual(await readTitles(before));
  const identity = (xml: string) => [
    parseFeed(xml)?.guid,
    parseRssFeed(xml).items?.map(({ guid }) => guid?.value),
  ];
  expect(identity(after)).toEqual(identity(before));
  expect(parseRssFeed(after).itunes?.newFeedUrl).toBe("https://paroles.example/feeds/voix.xml");
  expect(feedRedirects([renamed])).toContainEqual({
    from: `/feeds/${show.slug}.xml`,
    to: "/feeds/voix.xml",
    below: false,
  });
});
