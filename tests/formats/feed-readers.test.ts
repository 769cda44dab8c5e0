import { parseRssFeed } from "feedsmith";
import { parseFeed } from "podcast-partytime";
import Parser from "rss-parser";
import { expect, test } from "vitest";
import { feedDocuments, feedEntries, showFeed } from "../support/whole-feed.ts";
import { showChannel } from "#core/feed/channel";
import { aCard, cardsApart } from "../support/card-builder.ts";
import { later } from "../support/feed-reader.ts";
import { aShow, aSite } from "../support/show-builder.ts";

/** Programs that nobody here wrote read a feed with everything in it. */
const show = aShow({ formerSlugs: ["anciennes-paroles"] });
const site = aSite(show);
const plain = aCard({
  word: "plain",
  title: "Le mètre, l’outil & la main ]]> 🎙️",
  summary: "Bernard montre.\n\nInès apprend : 2 < 3 & 4 > 3.",
  speakers: [
    { id: "s1", role: "professional", name: "Bernard" },
    { id: "s2", role: "apprentice", name: "Inès" },
  ],
  reusable: true,
});
const withChapters = {
  ...plain,
  files: [
    ...plain.files,
    {
      name: `${plain.publicationKey}-chapters.json`,
      mimeType: "application/json+chapters",
      bytes: 200,
    },
  ],
};
const cards = [
  withChapters,
  aCard({ word: "older", title: "Avant", publishedAt: "2026-02-01T08:00:00.000Z" }),
];
const xml = showFeed(show, cards, site, later);
const address = (ending: string) =>
  `https://paroles.example${withChapters.path}${withChapters.publicationKey}${ending}`;

/** What every reader must have understood of the channel and of its first item. */
const understood = {
  title: "Paroles de Talents",
  link: "https://paroles.example/series/paroles-de-talents/",
  language: "fr",
  copyright: "Atelier des voix",
  author: "Atelier des voix",
  owner: { name: "Atelier des voix", email: "contact@voix.example" },
  category: ["Society & Culture", "Personal Journals"],
  explicit: false,
  image: "https://paroles.example/series/paroles-de-talents/artwork-1-3000.jpg",
  self: "https://paroles.example/feeds/paroles-de-talents.xml",
  built: Date.parse("2026-03-15T10:00:00.000Z"),
  items: 2,
  item: {
    title: "Bernard et Inès – Le mètre, l’outil & la main ]]> 🎙️",
    link: `https://paroles.example${withChapters.path}`,
    guid: `urn:paroles:${withChapters.id}`,
    published: Date.parse("2026-03-14T09:30:00.000Z"),
    enclosure: { url: address(".mp3"), length: 724_000, type: "audio/mpeg" },
    durationSeconds: 60,
    explicit: false,
    image: address("-3000.jpg"),
    author: "Bernard et Inès",
    episodeType: "full",
  },
};

test("podcast-partytime, Podcast Index's parser, understands the feed", () => {
  const feed = parseFeed(xml);
  const item = feed?.items[0];
  expect({
    title: feed?.title,
    link: feed?.link,
    language: feed?.language,
    copyright: feed?.copyright,
    author: feed?.author,
    owner: feed?.owner,
    category: feed?.itunesCategory?.[0]?.split(" > "),
    explicit: feed?.explicit,
    image: feed?.itunesImage,
    self: feed?.pubsub?.self,
    built: feed?.lastBuildDate?.getTime(),
    items: feed?.items.length,
    item: {
      title: item?.title,
      link: item?.link,
      guid: item?.guid,
      published: item?.pubDate?.getTime(),
      enclosure: item?.enclosure,
      durationSeconds: item?.duration,
      explicit: item?.explicit,
      image: item?.itunesImage,
      author: item?.author,
      episodeType: item?.itunesEpisodeType,
    },
  }).toEqual(understood);
});

test("podcast-partytime finds every tag of the podcast namespace that it knows", () => {
  const feed = parseFeed(xml);
  expect(feed?.pc20support).toEqual({
    1: ["locked", "funding", "transcript", "chapters"],
    2: ["location", "person"],
    3: ["license", "guid", "alternateEnclosure"],
    4: ["medium"],
    5: ["block"],
  });
  expect(feed?.locked).toBe(true);
  expect(feed?.guid).toBe(showChannel(show, site).guid);
  expect(feed?.itunesNewFeedUrl).toBe("https://paroles.example/feeds/paroles-de-talents.xml");
  expect(feed?.podcastBlockedPlatforms).toEqual({ youtube: true });
  const item = feed?.items[0];
  expect(item?.license).toEqual({
    identifier: "CC-BY-NC-ND-4.0",
    url: "https://creativecommons.org/licenses/by-nc-nd/4.0/",
  });
  expect(item?.podcastPeople?.map(({ name, role }) => [name, role])).toEqual([
    ["Bernard", "Guest"],
    ["Inès", "Guest"],
  ]);
  expect(item?.podcastTranscripts?.map(({ url }) => url)).toEqual(
    [".vtt", ".srt", ".json"].map(address),
  );
  expect(item?.podcastChapters?.url).toBe(address("-chapters.json"));
  const alternates = item?.alternativeEnclosures?.map(({ length, source }) => [
    length,
    source[0]?.uri,
  ]);
  expect(alternates).toEqual([
    [486_123, address(".m4a")],
    [364_999, address(".opus")],
  ]);
});

test("feedsmith understands the feed, with what the namespace added last", () => {
  const feed = parseRssFeed(xml);
  const item = feed.items?.[0];
  const category = feed.itunes?.categories?.[0];
  expect({
    title: feed.title,
    link: feed.link,
    language: feed.language,
    copyright: feed.copyright,
    author: feed.itunes?.author,
    owner: feed.itunes?.owner,
    category: [category?.text, category?.categories?.[0]?.text],
    explicit: feed.itunes?.explicit,
    image: feed.itunes?.image,
    self: feed.atom?.links?.find(({ rel }) => rel === "self")?.href,
    built: Date.parse(feed.lastBuildDate ?? ""),
    items: feed.items?.length,
    item: {
      title: item?.title,
      link: item?.link,
      guid: item?.guid?.value,
      published: Date.parse(item?.pubDate ?? ""),
      enclosure: item?.enclosures?.[0],
      durationSeconds: item?.itunes?.duration,
      explicit: item?.itunes?.explicit,
      image: item?.itunes?.image,
      author: item?.itunes?.author,
      episodeType: item?.itunes?.episodeType,
    },
  }).toEqual(understood);
  expect(feed.podcast?.updateFrequency?.display).toBe("Chaque mois");
  expect(feed.podcast?.images?.[0]?.width).toBe(3000);
  expect(feed.podcast?.license?.display).toBe("ARR");
  expect(item?.podcast?.transcripts?.map(({ rel }) => rel)).toEqual([
    "captions",
    "captions",
    undefined,
  ]);
  expect(item?.description).toContain("<p>Inès apprend : 2 &lt; 3 &amp; 4 &gt; 3.</p>");
  expect(item?.itunes?.summary).toBe("Bernard montre.\n\nInès apprend : 2 < 3 & 4 > 3.");
});

test("rss-parser understands the feed", async () => {
  const feed = await new Parser().parseString(xml);
  const [item] = feed.items;
  const itunes = feed.itunes as Record<string, unknown> | undefined;
  const [category] = (itunes?.["categoriesWithSubs"] ?? []) as {
    name: string;
    subs: { name: string }[];
  }[];
  const own = item?.["itunes"] as Record<string, string> | undefined;
  expect({
    title: feed.title,
    link: feed.link,
    language: feed["language"] as unknown,
    copyright: feed["copyright"] as unknown,
    author: itunes?.["author"],
    owner: itunes?.["owner"],
    category: [category?.name, category?.subs[0]?.name],
    explicit: itunes?.["explicit"] !== "false",
    image: itunes?.["image"],
    self: feed.feedUrl,
    built: Date.parse(String(feed["lastBuildDate"])),
    items: feed.items.length,
    item: {
      title: item?.title,
      link: item?.link,
      guid: item?.guid,
      published: Date.parse(item?.isoDate ?? ""),
      enclosure: {
        url: item?.enclosure?.url,
        length: Number(item?.enclosure?.length),
        type: item?.enclosure?.type,
      },
      durationSeconds: Number(own?.["duration"]),
      explicit: own?.["explicit"] !== "false",
      image: own?.["image"],
      author: own?.["author"],
      episodeType: own?.["episodeType"],
    },
  }).toEqual(understood);
});

test("a demonstration is told to readers as such", () => {
  const demo = aShow({ demonstration: true });
  const text = showFeed(demo, [aCard({ demonstration: true })], aSite(demo), later);
  const disclosed = [{ display: "true", purpose: "ai-content" }];
  const feed = parseRssFeed(text);
  expect(feed.podcast?.txts).toEqual(disclosed);
  expect(feed.items?.[0]?.podcast?.txts).toEqual(disclosed);
  expect(parseFeed(text)?.itunesBlock).toBe(true);
});

const nextOf = (
  links: readonly { readonly rel?: string; readonly href?: string }[] = [],
): string | undefined => links.find(({ rel }) => rel === "next")?.href;

test("feedsmith follows the pages of a long feed", () => {
  const channel = showChannel(show, site);
  const documents = feedDocuments(channel, feedEntries(cardsApart(700, 24), site), later);
  const byUrl = new Map(documents.map(({ path, text }) => [`${site.origin}${path}`, text]));
  const guids = new Set<string | undefined>();
  let url: string | undefined = understood.self;
  while (url !== undefined) {
    const feed = parseRssFeed(byUrl.get(url) ?? "");
    for (const { guid } of feed.items ?? []) guids.add(guid?.value);
    url = nextOf(feed.atom?.links);
  }
  expect(guids.size).toBe(700);
});

test("a feed without stories has none for any reader", async () => {
  const empty = showFeed(show, [], site, later);
  expect(parseFeed(empty)?.items).toEqual([]);
  expect(parseRssFeed(empty).items ?? []).toEqual([]);
  expect((await new Parser().parseString(empty)).items).toEqual([]);
});
