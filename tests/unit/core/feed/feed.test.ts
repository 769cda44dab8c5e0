import { expect, test } from "vitest";
import { feedPath } from "#core/feed/address";
import { projectChannel, showChannel, siteChannel } from "#core/feed/channel";
import { assembleFeed } from "#core/feed/document";
import {
  feedDocuments,
  feedEntries,
  projectFeed,
  showFeed,
  siteFeed,
} from "../../../support/whole-feed.ts";
import { bytesUnder, feedEntry, FeedEntrySchema, itemOf } from "#core/feed/item";
import { childOf, childrenOf } from "#adapters/xml/saxes-xml-tree";
import { aCard, cardsApart, filesOf, idFrom } from "../../../support/card-builder.ts";
import {
  channelOf,
  expectSound,
  itemsOf,
  later,
  shownText,
  textOf,
} from "../../../support/feed-reader.ts";
import { aShow, aSite } from "../../../support/show-builder.ts";

const show = aShow();
const site = aSite(show);
const titlesOf = (xml: string) => itemsOf(xml).map((item) => textOf(item, "title"));

test("a feed says everything that PSP-1 requires and recommends, and our own check finds nothing", () => {
  const xml = showFeed(show, [aCard()], site, later);
  expectSound(xml);
  const channel = channelOf(xml);
  expect(textOf(channel, "title")).toBe("Paroles de Talents");
  expect(textOf(channel, "language")).toBe("fr");
  expect(textOf(channel, "copyright")).toBe("Atelier des voix");
  expect(textOf(channel, "podcast:locked")).toBe("yes");
  expect(textOf(channel, "podcast:medium")).toBe("podcast");
  expect(textOf(channel, "podcast:location")).toBe("Île-de-France");
  expect(textOf(channel, "podcast:funding")).toBe("Soutenir l’atelier");
  expect(textOf(channel, "podcast:updateFrequency")).toBe("Chaque mois");
  expect(childOf(channel, "itunes:image")?.attributes["href"]).toBe(
    "https://paroles.example/series/paroles-de-talents/artwork-1-3000.jpg",
  );
});

test("an item points to the very files of the publication, with their bytes and types", () => {
  const card = aCard();
  const [item] = itemsOf(showFeed(show, [card], site, later));
  const file = (ending: string) =>
    `https://paroles.example${card.path}${card.publicationKey}${ending}`;
  expect(item && childOf(item, "enclosure")?.attributes).toEqual({
    url: file(".mp3"),
    length: "724000",
    type: "audio/mpeg",
  });
  expect(item && textOf(item, "guid")).toBe(`urn:paroles:${card.id}`);
  expect(item && textOf(item, "pubDate")).toBe("Sat, 14 Mar 2026 09:30:00 GMT");
  expect(item && textOf(item, "itunes:duration")).toBe("60");
  expect(item && childOf(item, "itunes:image")?.attributes["href"]).toBe(file("-3000.jpg"));
  const transcripts = item && childrenOf(item, "podcast:transcript").map((node) => node.attributes);
  expect(transcripts).toEqual([
    { url: file(".vtt"), type: "text/vtt", language: "fr", rel: "captions" },
    { url: file(".srt"), type: "application/x-subrip", language: "fr", rel: "captions" },
    { url: file(".json"), type: "application/json", language: "fr" },
  ]);
  const alternates = item && childrenOf(item, "podcast:alternateEnclosure");
  expect(alternates?.map((node) => [node.attributes["type"], node.attributes["length"]])).toEqual([
    ["audio/mp4", "486123"],
    ["audio/ogg", "364999"],
  ]);
  expect(alternates?.map((node) => childOf(node, "podcast:source")?.attributes["uri"])).toEqual([
    file(".m4a"),
    file(".opus"),
  ]);
});

test("a story that was not agreed to for podcast apps is in no feed, whoever asks", () => {
  const secret = aCard({ word: "secret", title: "Seulement sur le site", onPlatforms: false });
  const cards = [secret, aCard({ projectSlug: "hop" }), { ...secret, projectSlug: "hop" }];
  const project = { slug: "hop", title: "HOP!", description: "", language: "fr", pagePath: "/" };
  for (const xml of [
    showFeed(show, cards, site, later),
    siteFeed(cards, site, later),
    projectFeed(project, cards, site, later),
  ]) {
    expect(titlesOf(xml)).toEqual(["Sandra – Compter, organiser, écouter"]);
    expect(xml).not.toContain("Seulement sur le site");
    expect(xml).not.toContain(secret.id);
  }
  expect(feedEntry(secret, show, site)).toBeUndefined();
});

test("a story without an MP3 is left out", () => {
  const card = aCard();
  const files = card.files.filter(({ name }) => !name.endsWith(".mp3"));
  expect(feedEntry({ ...card, files }, show, site)).toBeUndefined();
});

test("people are named only where a name may be shown, by their part in the story", () => {
  const speakers = [
    { id: "s1", role: "professional" as const, name: "Bernard" },
    { id: "s2", role: "apprentice" as const },
    { id: "s3", role: "coach" as const, name: "Inès" },
  ];
  const [item] = itemsOf(showFeed(show, [aCard({ speakers })], site, later));
  const people = item && childrenOf(item, "podcast:person");
  expect(
    people?.map(({ text, attributes }) => [text, attributes["role"], attributes["group"]]),
  ).toEqual([
    ["Bernard", "guest", "cast"],
    ["Inès", "host", "cast"],
  ]);
  expect(item && textOf(item, "itunes:author")).toBe("Bernard et Inès");
  const nameless = [{ id: "s1", role: "talent" as const }];
  const [other] = itemsOf(showFeed(show, [aCard({ speakers: nameless })], site, later));
  expect(other && childrenOf(other, "podcast:person")).toEqual([]);
  expect(other && textOf(other, "itunes:author")).toBe("Atelier des voix");
});

test("only a story that may be reused carries the show's licence, and the channel only if all may", () => {
  const free = aCard({ word: "free", title: "Libre", reusable: true });
  const closed = aCard({ word: "closed", title: "Gardée" });
  const licences = (cards: Parameters<typeof showFeed>[1]) => {
    const xml = showFeed(show, cards, site, later);
    return [
      textOf(channelOf(xml), "podcast:license"),
      ...itemsOf(xml).map((item) => textOf(item, "podcast:license")),
    ];
  };
  expect(licences([free])).toEqual(["CC-BY-NC-ND-4.0", "CC-BY-NC-ND-4.0"]);
  expect(licences([free, closed])[0]).toBe("ARR");
  expect(licences([free, closed]).slice(1).sort()).toEqual(["ARR", "CC-BY-NC-ND-4.0"]);
});

test("a demonstration says so in words and in data, and asks to be in no directory", () => {
  const demo = aShow({ demonstration: true });
  const xml = showFeed(demo, [aCard({ demonstration: true })], aSite(demo), later);
  expectSound(xml);
  const channel = channelOf(xml);
  expect(shownText(textOf(channel, "description") ?? "")[0]).toMatch(
    /^Démonstration\s: les voix sont/,
  );
  expect(textOf(channel, "itunes:summary")).toMatch(/^Démonstration/);
  expect(textOf(channel, "podcast:txt")).toBe("true");
  expect(textOf(channel, "itunes:block")).toBe("Yes");
  expect(childOf(channel, "podcast:block")?.attributes).toEqual({});
  const [item] = itemsOf(xml);
  expect(item && textOf(item, "podcast:txt")).toBe("true");
  expect(shownText((item && textOf(item, "description")) ?? "")[0]).toMatch(/^Démonstration/);
});

test("a show that says itself that it is a demonstration is not made to say it twice", () => {
  const own = "Une minute.\n\nDémonstration : tout est inventé.";
  const demo = aShow({ demonstration: true, description: own });
  const channel = channelOf(showFeed(demo, [], aSite(demo), later));
  expect(shownText(textOf(channel, "description") ?? "")).toEqual([
    "Une minute.",
    "Démonstration : tout est inventé.",
  ]);
});

test("a real show does not speak of AI, and keeps YouTube alone from copying its sound", () => {
  const channel = channelOf(showFeed(show, [aCard()], site, later));
  expect(childrenOf(channel, "podcast:txt")).toEqual([]);
  const blocks = childrenOf(channel, "podcast:block").map(({ text, attributes }) => [
    attributes["id"],
    text,
  ]);
  expect(blocks).toEqual([["youtube", "yes"]]);
});

test("chapters are linked where the story has them", () => {
  const card = aCard();
  const name = `${card.publicationKey}-chapters.json`;
  const files = [...card.files, { name, mimeType: "application/json+chapters", bytes: 120 }];
  const xml = showFeed(show, [{ ...card, files }], site, later);
  expectSound(xml);
  const [item] = itemsOf(xml);
  expect(item && childOf(item, "podcast:chapters")?.attributes).toEqual({
    url: `https://paroles.example${card.path}${name}`,
    type: "application/json+chapters",
  });
});

test("the same stories give the same bytes, in whatever order they come and whenever it is", () => {
  const cards = cardsApart(20, 7);
  const once = showFeed(show, cards, site, later);
  expect(showFeed(show, cards.toReversed(), site, "2030-01-01T00:00:00.000Z")).toBe(once);
  expect(titlesOf(once)).toEqual(cards.map(({ headline }) => headline));
});

test("the build date is that of the newest change, and absent where there is nothing to date", () => {
  const cards = [
    aCard({ word: "a", title: "A", updatedAt: "2026-05-02T08:00:00.000Z" }),
    aCard({ word: "b", title: "B", updatedAt: "2026-04-01T08:00:00.000Z" }),
  ];
  const channel = channelOf(showFeed(show, cards, site, later));
  expect(textOf(channel, "lastBuildDate")).toBe("Sat, 02 May 2026 08:00:00 GMT");
  expect(textOf(channelOf(showFeed(show, [], site, later)), "lastBuildDate")).toBeUndefined();
});

test("a title that quotes the feed's own markup changes neither its date nor its items", () => {
  const trap = "]]></title><lastBuildDate>x</lastBuildDate><item></channel></rss>";
  const tricky = aShow({ title: trap, description: trap });
  const card = aCard({ title: trap, headline: trap, summary: trap });
  const xml = showFeed(tricky, [card], aSite(tricky), later);
  expectSound(xml);
  expect(textOf(channelOf(xml), "title")).toBe(trap);
  expect(textOf(channelOf(xml), "lastBuildDate")).toBe("Sun, 15 Mar 2026 10:00:00 GMT");
  expect(titlesOf(xml)).toEqual([trap]);
});

test("a story dated in the future waits, one whose consent has ended is gone", () => {
  const cards = [
    aCard({ word: "now", title: "Maintenant" }),
    aCard({ word: "soon", title: "Bientôt", publishedAt: "2026-07-01T00:00:01.000Z" }),
    aCard({ word: "over", title: "Fini", closesAt: later }),
  ];
  expect(titlesOf(showFeed(show, cards, site, later))).toEqual(["Sandra – Maintenant"]);
  const earlier = showFeed(show, cards, site, "2026-06-30T00:00:00.000Z");
  expect(titlesOf(earlier).sort()).toEqual(["Sandra – Fini", "Sandra – Maintenant"]);
});

test("a show without stories is still a sound feed", () => {
  const xml = showFeed(show, [], site, later);
  expectSound(xml);
  expect(itemsOf(xml)).toEqual([]);
  expectSound(siteFeed([], site, later));
});

test("two stories with the same title on the same day stay two", () => {
  const cards = [
    aCard({ word: "one", publishedAt: "2026-03-14T09:00:00.000Z" }),
    aCard({ word: "two", publishedAt: "2026-03-14T11:00:00.000Z" }),
  ];
  const xml = showFeed(show, cards, site, later);
  expectSound(xml);
  expect(titlesOf(xml)).toEqual([
    "Sandra – Compter, organiser, écouter (2)",
    "Sandra – Compter, organiser, écouter",
  ]);
});

test("an item made beforehand is the very text that a whole feed has for it, under any title", () => {
  const cards = cardsApart(5, 30);
  const whole = showFeed(show, cards, site, later);
  const stored = JSON.parse(JSON.stringify(feedEntries(cards, site))) as unknown;
  const entries = FeedEntrySchema.array().parse(stored);
  const { bytes } = assembleFeed(showChannel(show, site), entries.map(itemOf));
  expect(new TextDecoder().decode(bytes)).toBe(whole);
  for (const card of cards) expect(whole).toContain(feedEntry(card, show, site)?.xml ?? "missing");
  const [card] = cards;
  const entry = card && feedEntry(card, show, site);
  const titled = card && feedEntry({ ...card, headline: "Autre ]]> titre" }, show, site);
  const renamed = entry && bytesUnder(itemOf(entry), "Autre ]]> titre");
  const withoutAlt = (xml = "") => xml.replaceAll(/alt="[^"]*"/g, "");
  expect(withoutAlt(new TextDecoder().decode(renamed))).toBe(withoutAlt(titled?.xml));
});

test("a renamed show keeps its identity and its stories, and tells apps the new address", () => {
  const before = channelOf(showFeed(show, [aCard()], site, later));
  const renamed = aShow({ slug: "voix", formerSlugs: [show.slug] });
  const xml = showFeed(renamed, [aCard()], aSite(renamed), later);
  expectSound(xml);
  const after = channelOf(xml);
  expect(textOf(after, "podcast:guid")).toBe(textOf(before, "podcast:guid"));
  expect(textOf(after, "itunes:new-feed-url")).toBe("https://paroles.example/feeds/voix.xml");
  expect(textOf(before, "itunes:new-feed-url")).toBeUndefined();
  expect(itemsOf(xml)).toHaveLength(1);
});

test("a show that moved to another site names its new feed, and one that moved here keeps the identity it brought", () => {
  const movedTo = "https://elsewhere.example/feed.xml";
  const gone = aShow({ movedTo });
  expect(textOf(channelOf(showFeed(gone, [], aSite(gone), later)), "itunes:new-feed-url")).toBe(
    movedTo,
  );
  const podcastGuid = "917393e3-1b1e-5cef-ace4-edaa54e1f810";
  const come = aShow({ podcastGuid });
  expect(textOf(channelOf(showFeed(come, [], aSite(come), later)), "podcast:guid")).toBe(
    podcastGuid,
  );
});

test("the feed of the site carries every show's stories, each under its own show's word on explicitness", () => {
  const other = aShow({ slug: "metiers", title: "Métiers", explicit: true });
  const both = aSite(show, other);
  const cards = [
    aCard({ word: "a", title: "A" }),
    aCard({ word: "b", title: "B", showSlug: "metiers" }),
    aCard({ word: "c", title: "C", showSlug: "unknown" }),
  ];
  const xml = siteFeed(cards, both, later);
  expectSound(xml);
  const items = itemsOf(xml).map((item) => [
    textOf(item, "title"),
    textOf(item, "itunes:explicit"),
  ]);
  expect(items.toSorted()).toEqual([
    ["Sandra – A", "false"],
    ["Sandra – B", "true"],
  ]);
  expect(() => siteFeed([], { ...both, shows: [] }, later)).toThrow("feed-without-show");
});

test("a project's feed has its stories and its own identity", () => {
  const project = {
    slug: "hop",
    title: "HOP! Hashtag Objectif Pro",
    description: "Un projet.",
    language: "fr",
    pagePath: "/projets/hop/",
  };
  const cards = [
    aCard({ word: "a", title: "A", projectSlug: "hop" }),
    aCard({ word: "b", title: "B" }),
  ];
  const xml = projectFeed(project, cards, site, later);
  expectSound(xml);
  expect(titlesOf(xml)).toEqual(["Sandra – A"]);
  const guids = [projectChannel(project, site), siteChannel(site), showChannel(show, site)].map(
    ({ guid }) => guid,
  );
  expect(new Set(guids).size).toBe(3);
  expect(textOf(channelOf(xml), "link")).toBe("https://paroles.example/projets/hop/");
});

test("long texts are cut to what PSP-1 allows, never in the middle of a character", () => {
  const summary = "🎙️ Été à l’atelier & <b>café</b>. ".repeat(300);
  const long = aShow({ description: "É".repeat(3_900) });
  const card = aCard({ summary, headline: "👩🏽‍🎨 ".repeat(80) });
  const xml = showFeed(long, [card], aSite(long), later);
  expectSound(xml);
  expect(xml.isWellFormed()).toBe(true);
  const [item] = itemsOf(xml);
  expect(shownText((item && textOf(item, "description")) ?? "")[0]).toMatch(
    /^🎙️ Été à l’atelier & <b>café<\/b>.*…$/su,
  );
  expect(item && textOf(item, "title")).toMatch(/🎨…$/u);
});

test("a feed past 300 stories has the newest 300, and the months before in archive documents", () => {
  const cards = cardsApart(700, 24);
  const documents = feedDocuments(showChannel(show, site), feedEntries(cards, site), later);
  const [subscription, ...archives] = documents;
  expect(subscription?.path).toBe(feedPath({ kind: "show", slug: show.slug }));
  expect(itemsOf(subscription?.text ?? "")).toHaveLength(300);
  for (const { text } of documents) expectSound(text);
  const guids = documents.flatMap(({ text }) => itemsOf(text).map((item) => textOf(item, "guid")));
  expect(new Set(guids).size).toBe(700);
  expect(
    archives.every(({ path }) => /^\/feeds\/paroles-de-talents\/\d{4}-\d{2}\.xml$/.test(path)),
  ).toBe(true);
});

test("a client that follows next, or prev-archive, from the subscription document meets every story", () => {
  const documents = feedDocuments(
    showChannel(show, site),
    feedEntries(cardsApart(700, 24), site),
    later,
  );
  const byUrl = new Map(
    documents.map((document) => [`${site.origin}${document.path}`, document.text]),
  );
  const first = `${site.origin}${feedPath({ kind: "show", slug: show.slug })}`;
  for (const rel of ["next", "prev-archive"]) {
    const seen = new Set<string | undefined>();
    let url: string | undefined = first;
    let steps = 0;
    while (url !== undefined) {
      const text: string = byUrl.get(url) ?? "";
      for (const item of itemsOf(text)) seen.add(textOf(item, "guid"));
      const links = childrenOf(channelOf(text), "atom:link").map(({ attributes }) => attributes);
      url = links.find((link) => link["rel"] === rel)?.["href"];
      steps += 1;
    }
    expect(seen.size).toBe(700);
    expect(steps).toBe(documents.length);
  }
  const last = channelOf(byUrl.get(first) ?? "").children.find(
    ({ attributes }) => attributes["rel"] === "last",
  );
  expect(last?.attributes["href"]).toBe(`${site.origin}${documents.at(-1)?.path}`);
});

test("withdrawing or adding one story leaves the archive documents of other months as they were", () => {
  const cards = cardsApart(700, 24);
  const documentsOf = (some: typeof cards) =>
    new Map(
      feedDocuments(showChannel(show, site), feedEntries(some, site), later).map(
        ({ path, text }) => [path, text],
      ),
    );
  const before = documentsOf(cards);
  const withdrawn = cards[650];
  const month = withdrawn?.publishedAt.slice(0, 7) ?? "";
  const changed = (after: ReadonlyMap<string, string>) =>
    [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
  expect(changed(documentsOf(cards.filter((card) => card !== withdrawn)))).toEqual([
    `/feeds/paroles-de-talents/${month}.xml`,
  ]);
  const added = aCard({ word: "new", title: "Nouvelle", publishedAt: "2026-06-30T20:00:00.000Z" });
  const touched = changed(documentsOf([added, ...cards]));
  expect(touched.length).toBeLessThanOrEqual(3);
  expect(touched).toContain("/feeds/paroles-de-talents.xml");
});

test("a hub is named where changes are announced to one", () => {
  const channel = channelOf(showFeed(show, [], { ...site, hubUrl: "https://hub.example/" }, later));
  const hub = childrenOf(channel, "atom:link").find(
    ({ attributes }) => attributes["rel"] === "hub",
  );
  expect(hub?.attributes["href"]).toBe("https://hub.example/");
});

test("an English show speaks English around its stories", () => {
  const english = aShow({ slug: "voices", language: "en-GB" });
  const card = aCard({ showSlug: "voices", language: "en" });
  const xml = showFeed(english, [card], aSite(english), later);
  expectSound(xml);
  expect(textOf(channelOf(xml), "language")).toBe("en-gb");
  expect(textOf(channelOf(xml), "link")).toBe("https://paroles.example/en/series/voices/");
  expect(shownText(textOf(channelOf(xml), "description") ?? "")).toEqual([english.descriptionEn]);
  expect(shownText(textOf(itemsOf(xml)[0] ?? channelOf(xml), "description") ?? "")[1]).toBe(
    "Read the transcript",
  );
});

test("a new publication brings new addresses under the same identity", () => {
  const card = aCard();
  const publicationKey = idFrom("second key", 26);
  const again = { ...card, publicationKey, files: filesOf(publicationKey) };
  const [before] = itemsOf(showFeed(show, [card], site, later));
  const [after] = itemsOf(showFeed(show, [again], site, later));
  expect(before && textOf(before, "guid")).toBe(after && textOf(after, "guid"));
  expect(after && childOf(after, "enclosure")?.attributes["url"]).toContain(publicationKey);
});
