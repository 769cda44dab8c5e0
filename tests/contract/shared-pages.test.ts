/** What a page says of itself to programs that show it elsewhere: previews, search engines, frames. */
import { XMLParser } from "fast-xml-parser";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { oembedPath } from "#core/press/oembed";
import type { PageData } from "#core/press/page-data";
import { aShow } from "../support/show-builder.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage, aView } from "../support/site-page-data.ts";

const origin = "https://paroles.example";
const story = aView({ demonstration: true });
const storyPage = aPage({ kind: "episode", episode: story, show: aShow(), thread: [] });
const player = (changes: Parameters<typeof aView>[0] = {}) =>
  aPage({ kind: "embed", episode: aView(changes), show: aShow() });

/** Attributes of every tag of a kind, read by an XML parser as a stranger's program would read them. */
function tagsOf(html: string, name: string): readonly Readonly<Record<string, string>>[] {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });
  return [...html.matchAll(new RegExp(`<${name}\\b[^>]*?/?>`, "g"))].map(([tag]) => {
    const closed = tag.endsWith("/>") ? tag : `${tag.slice(0, -1)}/>`;
    const read = parser.parse(closed.replace(/\s(crossorigin)(?=[\s/>])/g, ' $1=""')) as Record<
      string,
      Record<string, string>
    >;
    return read[name] ?? {};
  });
}

async function dataOf(page: PageData): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const html = await htmlOf(page);
  const blocks = html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g);
  return [...blocks].map(([, text = ""]) => JSON.parse(text) as Record<string, unknown>);
}

test("a preview of a story has its headline, a picture with its size, and the sound", async () => {
  const meta = tagsOf(await htmlOf(storyPage), "meta");
  const of = (property: string) =>
    meta.find((tag) => tag["property"] === property || tag["name"] === property)?.["content"];
  expect(of("og:title")).toBe("Sandra – Compter, organiser, écouter");
  expect(of("og:type")).toBe("article");
  expect(of("og:image")).toMatch(new RegExp(`^${origin}${story.path}.+\\.jpg$`));
  expect(Number(of("og:image:width"))).toBeGreaterThanOrEqual(600);
  expect(Number(of("og:image:height"))).toBeGreaterThanOrEqual(600);
  expect(of("og:image:alt")).toBe("Sandra – Compter, organiser, écouter");
  expect(of("og:audio")).toBe(`${origin}${story.path}${story.publicationKey}.mp3`);
  expect(of("og:locale:alternate")).toBe("en_GB");
  expect(of("twitter:card")).toMatch(/^summary/);
});

test("a story's page leads to its oEmbed answers, in both forms", async () => {
  const links = tagsOf(await htmlOf(storyPage), "link");
  const to = (type: string) => links.find((link) => link["type"] === type)?.["href"];
  expect(to("application/json+oembed")).toBe(`${origin}${oembedPath(story, "json")}`);
  expect(to("text/xml+oembed")).toBe(`${origin}${oembedPath(story, "xml")}`);
});

test("a story says in schema.org's words what it is, and nothing that may not be shown", async () => {
  const [episode] = await dataOf(storyPage);
  expect(episode).toMatchObject({ "@type": "PodcastEpisode", url: `${origin}${story.path}` });
  expect(JSON.stringify(episode)).toContain("puis elle a tout dit");
  const nameless = aView({ speakers: [{ id: "s1", role: "talent" }], headline: "Compter" });
  const shown = await dataOf(
    aPage({ kind: "episode", episode: nameless, show: aShow(), thread: [] }),
  );
  expect(shown).toHaveLength(1);
  expect(shown[0]).not.toHaveProperty("actor");
  const [series] = await dataOf(aPage({ kind: "show", show: aShow(), episodes: [], months: [] }));
  expect(series).toMatchObject({ "@type": "PodcastSeries", webFeed: expect.any(String) });
});

test("the player for frames plays without a script and needs nothing from elsewhere", async () => {
  const html = await htmlOf(player());
  expect(html).not.toMatch(/<script/);
  expect(html).toMatch(/<audio controls preload="none"/);
  expect(html.match(/<source /g)).toHaveLength(3);
  expect(html).toContain(`href="${story.path}" target="_blank"`);
  expect(html).toContain("noindex, indexifembedded");
  expect(html).not.toContain("démonstration");
  expect(await htmlOf(player({ demonstration: true }))).toContain("voix de synthèse");
  const { assets } = await theSite();
  const sheet = /href="\/(assets\/[^"]+\.css)"/.exec(html)?.[1];
  expect(assets.map(({ key }) => key)).toContain(sheet);
  expect(gzipSync(html).length).toBeLessThan(5_000);
});

test("a frame whose story is gone names nobody and leads on in both languages", async () => {
  const html = await htmlOf(aPage({ kind: "plain" }, { path: "/410-embed.html" }));
  expect(html).not.toMatch(/<script/);
  for (const way of ["/", "/en/"]) expect(html).toContain(`href="${way}" target="_blank"`);
});
