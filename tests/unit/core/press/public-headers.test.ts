import { expect, test } from "vitest";
import { cacheControlOf, publicHeaders } from "#core/press/public-headers";

const lifetimeOf = (key: string) =>
  Number(/max-age=(\d+)/.exec(cacheControlOf(key))?.[1] ?? Number.NaN);

test("the site's own signs are kept for a day, so that a browser does not fetch them twice for one page", () => {
  for (const key of [
    "favicon.svg",
    "apple-touch-icon.png",
    "icon-192.png",
    "icon-maskable-512.png",
    "manifest.webmanifest",
  ])
    expect(lifetimeOf(key), key).toBe(86_400);
});

test("nothing that could be somebody's is kept without asking, also where it is called like a sign", () => {
  const folder = `episodes/${"0".repeat(20)}`;
  for (const key of [
    "index.html",
    `${folder}/index.html`,
    `${folder}/favicon.svg`,
    `${folder}/icon-192.png`,
    "pictures/icon-192.png",
    "feeds/all.xml",
    "search/2026/words/00.json",
  ])
    expect(lifetimeOf(key), key).toBe(0);
});

test("only what is made for frames of other sites may stand in one, and no search engine keeps it for a page", () => {
  const folder = `episodes/${"0".repeat(20)}`;
  const frames = [
    `${folder}/embed/index.html`,
    "projets/audace/embed.html",
    "en/projets/audace/embed.html",
    "410-embed.html",
  ];
  for (const key of frames) {
    const headers = publicHeaders(key);
    expect(headers["Content-Security-Policy"], key).toContain("frame-ancestors *");
    expect(headers["X-Robots-Tag"], key).toBe("noindex, indexifembedded");
  }
  for (const key of [
    `${folder}/index.html`,
    "projets/audace/index.html",
    "projets/embed.html",
    "projets/region/32/embed.html",
  ])
    expect(publicHeaders(key)["Content-Security-Policy"], key).toContain("frame-ancestors 'none'");
});
