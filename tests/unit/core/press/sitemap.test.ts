import { expect, test } from "vitest";
import {
  pagesInEveryLanguage,
  sitemapIndex,
  sitemapPagesMax,
  sitemapPart,
} from "#core/press/sitemap";
import { childOf, childrenOf, readXml, type XmlNode } from "#adapters/xml/saxes-xml-tree";

const origin = "https://paroles.example";

function rootOf(xml: string): XmlNode {
  const tree = readXml(xml);
  if ("fault" in tree) throw new Error(tree.fault);
  return tree.root;
}

test("each page of a story names itself and its other language", () => {
  const alternates = { fr: "/episodes/a-1/", en: "/episodes/a-1/en/" };
  const pages = pagesInEveryLanguage(alternates, "2026-03-14T09:30:00.500Z");
  const urls = childrenOf(rootOf(sitemapPart(pages, origin)), "url");
  expect(urls.map((url) => childOf(url, "loc")?.text)).toEqual([
    "https://paroles.example/episodes/a-1/",
    "https://paroles.example/episodes/a-1/en/",
  ]);
  for (const url of urls) {
    expect(childOf(url, "lastmod")?.text).toBe("2026-03-14T09:30:00Z");
    expect(
      childrenOf(url, "xhtml:link").map(({ attributes }) => [
        attributes["hreflang"],
        attributes["href"],
      ]),
    ).toEqual([
      ["en", "https://paroles.example/episodes/a-1/en/"],
      ["fr", "https://paroles.example/episodes/a-1/"],
      ["x-default", "https://paroles.example/episodes/a-1/"],
    ]);
  }
});

test("the same pages give the same bytes in whatever order they come", () => {
  const pages = [
    { path: "/b/" },
    { path: "/a/", updatedAt: "2026-01-01T00:00:00Z" },
    { path: "/c/" },
  ];
  expect(sitemapPart(pages.toReversed(), origin)).toBe(sitemapPart(pages, origin));
});

test("addresses are escaped for XML and for the web", () => {
  const xml = sitemapPart([{ path: "/a&b/é <x>/" }], origin);
  expect(childOf(childrenOf(rootOf(xml), "url")[0] ?? rootOf(xml), "loc")?.text).toBe(
    "https://paroles.example/a&b/%C3%A9%20%3Cx%3E/",
  );
});

test("the index lists the parts in order of address", () => {
  const parts = [{ path: "/sitemaps/pages.xml" }, { path: "/sitemaps/2026-03.xml" }];
  const index = rootOf(sitemapIndex(parts, origin));
  expect(childrenOf(index, "sitemap").map((part) => childOf(part, "loc")?.text)).toEqual([
    "https://paroles.example/sitemaps/2026-03.xml",
    "https://paroles.example/sitemaps/pages.xml",
  ]);
});

test("a part with more pages than sitemaps.org allows is refused, an empty one is sound", () => {
  const pages = Array.from({ length: sitemapPagesMax + 1 }, (_, index) => ({ path: `/${index}/` }));
  expect(() => sitemapPart(pages, origin)).toThrow("50,000");
  expect(childrenOf(rootOf(sitemapPart([], origin)), "url")).toEqual([]);
});
