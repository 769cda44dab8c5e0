import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import type { EpisodeCard } from "#core/press/catalogue";
import type { FacetCount } from "#core/press/facets";
import { type Locale, locales, type PageContent, type PageData } from "#core/press/page-data";
import { aCard, cardsApart } from "../support/card-builder.ts";
import { aShow, aSite } from "../support/show-builder.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage, aView, transcriptOf, viewOfCard } from "../support/site-page-data.ts";

/** The first start builds the bundle, which takes longer than a test may. */
const buildTimeoutMs = 120_000;

const story = (changes: Parameters<typeof aView>[0] = {}): PageContent => ({
  kind: "episode",
  episode: aView(changes),
  show: aShow(),
  thread: [],
});

/** Every kind of page that records make, in one language. */
function pagesIn(locale: Locale): readonly PageData[] {
  const latest = cardsApart(6, 24);
  const some = { count: 6, hasMore: false };
  const facets: readonly FacetCount[] = [
    { name: "theme", key: "confiance-en-soi", ...some },
    { name: "theme", key: "theme-of-nobody", ...some, hasMore: true },
    { name: "trade", key: "chaudronnier", label: "Chaudronnier", ...some },
    { name: "trade", key: "souffleuse", label: "Souffleuse de verre", ...some },
    { name: "place", key: "denain", label: "Denain", ...some },
    { name: "role", key: "apprentice", ...some },
  ];
  const contents: readonly PageContent[] = [
    { kind: "home", latest: [] },
    { kind: "home", latest, featured: viewOfCard(latest[0] ?? aCard()) },
    story(),
    { kind: "embed", episode: aView(), show: aShow() },
    { kind: "show", show: aShow(), episodes: latest, months: ["2026-06", "2026-05"] },
    { kind: "show", show: aShow(), episodes: [], months: [] },
    { kind: "months", months: [{ month: "2026-06", count: 6 }] },
    { kind: "months", months: [] },
    { kind: "stories", latest, facets },
    { kind: "stories", latest: [], facets: [] },
    ...facets.map((facet) => ({ kind: "facet" as const, facet, episodes: latest })),
    { kind: "search", years: ["2026", "2025"] },
    { kind: "search", years: [] },
    {
      kind: "subscribe",
      feeds: ["all", aShow().slug].map((slug) => ({
        slug,
        qr: [
          [true, false],
          [false, true],
        ],
      })),
    },
    { kind: "month", month: "2026-06", episodes: latest, earlier: "2026-05", later: "2026-07" },
    { kind: "month", month: "2026-06", episodes: latest },
  ];
  return contents.map((content) => aPage(content, { locale }));
}

async function everyPage(): Promise<readonly PageData[]> {
  const { plainPaths } = await theSite();
  const plain = plainPaths.map((path) => {
    const locale = path.startsWith("/en/") ? "en" : "fr";
    return aPage({ kind: "plain" }, { locale, path });
  });
  return [...locales.flatMap(pagesIn), ...plain];
}

const statusOfPath: Readonly<Record<string, number>> = {
  "/404.html": 404,
  "/410.html": 410,
  "/410-embed.html": 410,
};

/** The tags of a page without blocks of data and without what stands in their attributes, where a `<` is only a letter. */
const withoutAttributeValues = (html: string) =>
  html
    .replace(/<script type="application\/ld\+json">[^<]*<\/script>/g, "")
    .replace(/"[^"]*"/g, '""');

/** What a reader sees: no markup, entities as characters. */
const textOf = (html: string) =>
  withoutAttributeValues(html)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

test(
  "every kind of page renders whole in both languages",
  async () => {
    const site = await theSite();
    for (const page of await everyPage()) {
      const { status, contentType, body } = await site.render(page.path, page);
      const html = new TextDecoder().decode(body);
      expect(contentType, page.path).toMatch(/^text\/html\b/);
      expect(status, page.path).toBe(statusOfPath[page.path] ?? 200);
      expect(html, page.path).toMatch(/^<!doctype html>/i);
      expect(html, page.path).toContain(`<html lang="${page.locale}">`);
      expect(html.trimEnd(), page.path).toMatch(/<\/html>$/);
      expect(html.match(/<h1[\s>]/g), page.path).toHaveLength(1);
      expect(html, page.path).not.toMatch(/undefined|\[object |NaN/);
    }
  },
  buildTimeoutMs,
);

test("no page needs anything that the policy forbids: no inline code, no inline style, no other host", async () => {
  for (const page of await everyPage()) {
    const html = await htmlOf(page);
    expect(html, page.path).not.toMatch(/<style[\s>]/);
    expect(html, page.path).not.toMatch(/\sstyle=/);
    expect(html, page.path).not.toMatch(/\son[a-z]+=/);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) {
      // A block of data runs nothing.
      if (tag === '<script type="application/ld+json">') continue;
      expect(tag, page.path).toMatch(/type="module"/);
      expect(tag, page.path).toMatch(/src="\/assets\//);
    }
    for (const [, address] of html.matchAll(
      /<(?:script|img|source|audio|link)[^>]*?(?:src|href)="([^"]+)"/g,
    )) {
      // A picture may stand in the page itself (`img-src`), and nothing else.
      expect(address, page.path).toMatch(/^(\/|data:image\/svg|https:\/\/paroles\.example\/)/);
    }
  }
});

test("everything that a page is made of is among the assets", async () => {
  const { assets } = await theSite();
  const keys = assets.map(({ key }) => key);
  expect(keys).toContain("favicon.svg");
  for (const page of await everyPage()) {
    const html = await htmlOf(page);
    for (const [, key = ""] of html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) {
      expect(keys, page.path).toContain(key);
    }
  }
  for (const { key, path } of assets) {
    expect((await readFile(path)).length, key).toBeGreaterThan(0);
    if (!key.endsWith(".css") || !key.startsWith("assets/")) continue;
    const css = await readFile(path, "utf8");
    for (const [, address = ""] of css.matchAll(/url\(["']?([^"')]+)/g)) {
      expect(keys, key).toContain(address.replace(/^\//, ""));
    }
  }
});

test("the same data always gives the same bytes", async () => {
  const page = aPage(story());
  expect(await htmlOf(page)).toBe(await htmlOf(structuredClone(page)));
});

test("pages rendered at the same time do not mix", async () => {
  const site = await theSite();
  const pages = cardsApart(200, 1).flatMap((card, index) =>
    locales.map((locale) =>
      aPage(
        {
          kind: "episode",
          episode: viewOfCard(card, transcriptOf([`Ceci est le texte numéro ${index}.`])),
          show: aShow(),
          thread: [],
        },
        { locale },
      ),
    ),
  );
  const rendered = await Promise.all(pages.map((page) => site.render(page.path, page)));
  for (const [index, { body }] of rendered.entries()) {
    const html = new TextDecoder().decode(body);
    expect(html).toContain(`numéro ${Math.floor(index / 2)}.`);
    expect(html).toContain(
      `<link rel="canonical" href="https://paroles.example${pages[index]?.path}"`,
    );
  }
});

test("a story can be heard and read without any script", async () => {
  const page = aPage(story());
  const html = await htmlOf(page);
  const card = page.kind === "episode" ? page.episode : undefined;
  expect(html).toMatch(/<audio controls preload="none"/);
  const sources = [...html.matchAll(/<source src="([^"]+)" type="([^"]+)"/g)];
  expect(sources.map(([, path]) => path)).toEqual(
    [".m4a", ".opus", ".mp3"].map((suffix) => `${card?.path}${card?.publicationKey}${suffix}`),
  );
  expect(html).not.toContain("autoplay");
  expect(textOf(html)).toContain("Elle n’a rien dit, puis elle a tout dit.");
});

test("a page says only the names that its speakers agreed to", async () => {
  const speakers: EpisodeCard["speakers"] = [
    { id: "s1", role: "professional", name: "Bernard" },
    { id: "s2", role: "apprentice" },
  ];
  const transcript = transcriptOf(["Bonjour.", "Bonjour !"], { speakers: ["s1", "s2"] });
  const summary = "Une soudure.";
  const content = story({ speakers, title: "Le métal", summary, transcript });
  const french = textOf(await htmlOf(aPage(content)));
  expect(french).toContain("Bernard");
  expect(french).toContain("En apprentissage");
  expect(french).not.toContain("Sandra");
  const english = await htmlOf(aPage(content, { locale: "en" }));
  expect(textOf(english)).toContain("Apprentice");
});

test("the promise stands on every story, and the notice on every demonstration", async () => {
  const plain = textOf(await htmlOf(aPage(story())));
  expect(plain).toContain(
    "Cette minute est publiée parce que la personne qui parle a dit oui. Elle peut changer d’avis à tout moment.",
  );
  expect(plain).not.toContain("voix de synthèse");
  const demonstration = textOf(await htmlOf(aPage(story({ demonstration: true }))));
  expect(demonstration).toContain("Cette voix est une voix de synthèse");
  const english = textOf(await htmlOf(aPage(story({ demonstration: true }), { locale: "en" })));
  expect(english).toContain("This is a synthetic voice");
  const site = aSite(aShow({ demonstration: true }));
  const home = textOf(await htmlOf(aPage({ kind: "home", latest: [] }, { site })));
  expect(home).toContain("des voix de synthèse lisent des textes");
});

test("markup in any field is shown, never obeyed", async () => {
  const nasty = `<img src=x onerror=alert(1)>"'&<script>alert(2)</script>`;
  const changes = {
    title: nasty,
    headline: nasty,
    summary: nasty,
    trade: nasty,
    place: nasty,
    speakers: [{ id: "s1", role: "talent" as const, name: nasty }],
    transcript: transcriptOf([nasty]),
  };
  const show = aShow({ title: nasty, subtitle: nasty, description: nasty, author: nasty });
  const site = { ...aSite(show), name: nasty };
  const episode = aView(changes);
  const pages = [
    aPage(
      {
        kind: "episode",
        episode,
        show,
        thread: [episode, aCard({ ...changes, word: "later" })],
      },
      { site },
    ),
    aPage(
      { kind: "home", featured: episode, latest: [aCard({ ...changes, word: "other" })] },
      { site },
    ),
    aPage({ kind: "show", show, episodes: [episode], months: [] }, { site }),
    aPage({ kind: "month", month: "2026-06", episodes: [episode] }, { site }),
  ];
  for (const page of pages) {
    const html = await htmlOf(page);
    expect(withoutAttributeValues(html), page.kind).not.toMatch(
      /<img|<script>|onerror(?!=alert\(1\)&gt;)/,
    );
    expect(textOf(html), page.kind).toContain("&lt;script&gt;alert(2)");
  }
});

test("each page knows itself and its twin in the other language", async () => {
  for (const locale of locales) {
    const html = await htmlOf(aPage(story(), { locale }));
    const { path } = aCard();
    const origin = "https://paroles.example";
    const own = locale === "fr" ? path : `${path}en/`;
    expect(html).toContain(`<link rel="canonical" href="${origin}${own}"`);
    expect(html).toContain(`<link rel="alternate" hreflang="fr" href="${origin}${path}"`);
    expect(html).toContain(`<link rel="alternate" hreflang="en" href="${origin}${path}en/"`);
    expect(html).toContain(`href="/feeds/paroles-de-talents.xml"`);
    expect(html).toContain(`href="/feeds/all.xml"`);
  }
});

test("a page of prose leads to its translation, though the press tells it no more than its own address", async () => {
  const { plainPaths } = await theSite();
  // What stands in frames of other sites is a file beside its page, and names that one.
  const pages = plainPaths.filter((path) => path.endsWith("/"));
  const translated = pages.filter((path) => plainPaths.includes(`/en${path}`));
  expect(translated.length).toBeGreaterThan(0);
  for (const path of translated) {
    const html = await htmlOf(aPage({ kind: "plain" }, { path }));
    expect(html, path).toContain(`hreflang="en" href="https://paroles.example/en${path}"`);
  }
});

test("what is gone is told without a name, in both languages, with a way on", async () => {
  for (const path of ["/404.html", "/410.html"]) {
    const html = await htmlOf(aPage({ kind: "plain" }, { path }));
    expect(html).toContain(`<meta name="robots" content="noindex"`);
    expect(html).not.toContain(`rel="canonical"`);
    expect(html).toMatch(/<section lang="fr"/);
    expect(html).toMatch(/<section lang="en"/);
    for (const way of ["/", "/en/", "/archives/", "/en/archives/"]) {
      expect(html).toContain(`href="${way}"`);
    }
  }
});

test("a page that cannot be rendered is refused with its cause, never handed out", async () => {
  const site = await theSite();
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const home = aPage({ kind: "home", latest: [] });
  await expect(site.render("/archives/", home)).rejects.toMatchObject({
    code: "page-not-rendered",
    params: { path: "/archives/", status: 500 },
    cause: expect.objectContaining({
      message: "data of a home page was given to a months page",
    }),
  });
  await expect(site.render("/nowhere/at/all/", home)).rejects.toMatchObject({
    code: "page-not-rendered",
    params: { path: "/nowhere/at/all/", status: 404 },
  });
  const prose = aPage({ kind: "plain" }, { path: "/no-such-page/" });
  await expect(site.render("/no-such-page/", prose)).rejects.toMatchObject({
    code: "page-not-rendered",
  });
  // Astro tells the console of the two that broke.
  expect(printed).toHaveBeenCalledTimes(2);
});

test("a folder without a whole bundle is refused", async () => {
  await expect(createBundleRenderer({ folder: "/nowhere" })).rejects.toMatchObject({
    code: "site-not-built",
    params: { folder: "/nowhere" },
  });
});

test("a story weighs less than 60 KB with its fonts, and its script less than 8", async () => {
  const { assets } = await theSite();
  const html = await htmlOf(aPage(story()));
  const linked = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:css|js|woff2|svg))"/g)].map(
    ([, key = ""]) => key,
  );
  const weigh = async (key: string) => {
    const path = assets.find((asset) => asset.key === key)?.path;
    if (path === undefined) throw new Error(`${key} is no asset`);
    const content = await readFile(path);
    return key.endsWith(".woff2") ? content.length : gzipSync(content).length;
  };
  const weights = new Map<string, number>();
  for (const key of linked) weights.set(key, await weigh(key));
  const total = [...weights.values()].reduce((sum, bytes) => sum + bytes, gzipSync(html).length);
  const scripts = [...weights].filter(([key]) => key.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(8_000);
  expect(total).toBeLessThan(60_000);
});

test("parts that pages have alike are never those of a site with other shows, another name or in another state", async () => {
  const site = aSite();
  const others = [
    { ...site, name: "Une autre maison" },
    { ...site, shows: [aShow({ slug: "autre", title: "Une autre série" })] },
    { ...site, demonstration: !site.demonstration },
  ];
  const textOf = async (given: typeof site) => htmlOf(aPage(story(), { site: given }));
  const first = await textOf(site);
  for (const other of others) {
    const page = await textOf(other);
    for (const { title } of other.shows) expect(page).toContain(title);
    expect(page).toContain(other.name);
    expect(page).not.toBe(first);
  }
  expect(await textOf(site)).toBe(first);
});

test("a page is marked where menus lead to it, and on no other page", async () => {
  const marked = async (page: PageData) =>
    [...(await htmlOf(page)).matchAll(/<a[^>]* aria-current="page"/g)].map(
      ([tag]) => /href="([^"]*)"/.exec(tag)?.[1],
    );
  const times: Readonly<Partial<Record<PageData["kind"], number>>> = {
    home: 1,
    stories: 1,
    search: 2,
    subscribe: 1,
  };
  // Twice, since what was made for one page is set again on others.
  for (const page of [...locales.flatMap(pagesIn), ...locales.flatMap(pagesIn)]) {
    const expected = Array.from({ length: times[page.kind] ?? 0 }, () => page.path);
    expect(await marked(page), `${page.kind} ${page.path}`).toEqual(expected);
  }
  for (const [path, count] of [
    ["/projets/", 3],
    ["/a-propos/", 1],
    ["/projets/audace/", 0],
  ] as const)
    expect(await marked(aPage({ kind: "plain" }, { path })), path).toEqual(
      Array.from({ length: count }, () => path),
    );
});
