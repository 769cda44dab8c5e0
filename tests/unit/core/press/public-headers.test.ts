import { expect, test } from "vitest";
import { cacheControlOf } from "#core/press/public-headers";

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
