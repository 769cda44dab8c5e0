import type { Page } from "playwright/test";
import { baseUrl, expect, test } from "./site.ts";

// What a first visit costs: nothing may come from what an earlier one put by.
test.use({ serviceWorkers: "block" });

type Fetched = { readonly url: string; readonly type: string; readonly bytes: number };

/** Opens a page with nothing in the cache, and returns what came over the wire, sound left out. */
async function fetched(page: Page, path: string): Promise<readonly Fetched[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const requests = new Map<string, { url: string; type: string; bytes: number }>();
  devtools.on("Network.requestWillBeSent", ({ requestId, request, type = "" }) => {
    requests.set(requestId, { url: request.url, type, bytes: 0 });
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request !== undefined) request.bytes = encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  // The sound is not counted, nor what a browser draws out of itself (the signs of its own controls).
  return [...requests.values()].filter(
    ({ type, url }) => type !== "Media" && !url.startsWith("data:"),
  );
}

const total = (all: readonly Fetched[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);

test("a story weighs less than 60 KB over the wire without its sound, from one host, in one pair of faces", async ({
  page,
}) => {
  await page.goto("/");
  const story = await page
    .getByRole("link", { name: /Bernard et Inès/ })
    .first()
    .getAttribute("href");
  const all = await fetched(page, story ?? "");
  expect(total(all)).toBeGreaterThan(20_000);
  expect(total(all)).toBeLessThan(60_000);
  expect(new Set(all.map(({ url }) => new URL(url).origin))).toEqual(new Set([baseUrl()]));
  // One face for what is called, one for what is said; each in one file.
  expect(all.filter(({ type }) => type === "Font").length).toBeLessThanOrEqual(2);
});

test("a player in a frame weighs less than 40 KB, and every other kind of page less than 120", async ({
  page,
}) => {
  await page.goto("/");
  const story = await page
    .getByRole("link", { name: /Bernard et Inès/ })
    .first()
    .getAttribute("href");
  for (const path of [`${story}embed/`, "/projets/audace/embed.html"])
    expect(total(await fetched(page, path)), path).toBeLessThan(40_000);
  for (const path of [
    "/",
    "/recherche/",
    "/s-abonner/",
    "/series/centres-d-espoir/",
    "/projets/",
  ]) {
    expect(total(await fetched(page, path)), path).toBeLessThan(120_000);
  }
});
