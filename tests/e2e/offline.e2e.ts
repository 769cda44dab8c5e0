import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright/test";
import { makeShortRecording, shortWords } from "../support/short-recording.ts";
import { expect, openStory, paroles, test as base } from "./site.ts";

/** A browser without a network complains of it on its console; here that is what is wanted. */
const test = base.extend({ complaints: async ({}, use) => use([]) });

/** Cuts the network for pages and for the service worker alike, which the browser's own switch does not reach. */
const cut = (context: BrowserContext) => context.route("**/*", (route) => route.abort());
const mend = (context: BrowserContext) => context.unroute("**/*");

/** The paths of the stories that the browser keeps. */
const keptPaths = (page: Page) =>
  page.evaluate(async () => {
    const keys = await (await caches.open("paroles-stories-1")).keys();
    return keys.map(({ url }) => decodeURI(new URL(url).pathname));
  });

/** As if the gate had last been asked so many hours ago. */
const letTimePass = (page: Page, hours: number) =>
  page.evaluate(async (passed) => {
    const cache = await caches.open("paroles-stories-1");
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const headers = new Headers(kept?.headers);
      const then = Date.parse(headers.get("x-confirmed-at") ?? "") - passed * 3_600_000;
      headers.set("x-confirmed-at", new Date(then).toISOString());
      await cache.put(request, new Response(await kept?.blob(), { headers }));
    }
  }, hours);

const offlineTitle = (page: Page) => page.getByRole("heading", { level: 1, name: "Pas de réseau" });

/** A story that no other test knows, so that it can be taken back while they run. */
async function aStoryOfItsOwn(): Promise<{ id: string; path: string }> {
  const folder = await mkdtemp(join(tmpdir(), "offline-"));
  const text = join(folder, "words.txt");
  await writeFile(text, shortWords);
  const recording = join(folder, "short.mp3");
  await makeShortRecording(recording);
  const show = ["--show", "paroles-de-talents", "--title", "Un trait de crayon"];
  const { episode: id } = (await paroles(
    "ingest",
    recording,
    ...show,
    "--speaker",
    "Ulysse",
    "--text",
    text,
  )) as { episode: string };
  await rm(folder, { recursive: true });
  await paroles(
    "consent",
    "grant",
    id,
    "--paper",
    "content/demo/consent-form.png",
    "--scopes",
    "voice,transcript,name",
  );
  const { urls } = (await paroles("status", id)) as { urls: string[] };
  return { id, path: new URL(urls[0] ?? "").pathname };
}

test("a visited story can be read without a network, and is nowhere on the device once it was taken back", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const { id, path } = await aStoryOfItsOwn();
  await page.goto(path);
  await expect.poll(() => keptPaths(page)).toEqual([path]);

  await cut(context);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: /Un trait de crayon/ })).toBeVisible();
  await expect(page.getByText(/elle n.a pas travaillé/)).toBeVisible();
  // Its styles are kept too: without them the skip link would be in sight.
  await expect(page.getByRole("link", { name: "Aller au contenu" })).not.toBeInViewport();
  await page.goto("/histoires/");
  await expect(offlineTitle(page)).toBeVisible();
  await expect(page.getByRole("link", { name: /Un trait de crayon/ })).toHaveAttribute(
    "href",
    path,
  );
  await page.goto("/voix/").catch(() => undefined);
  await expect(offlineTitle(page)).toHaveCount(0);

  // Another page than its own is enough for the device to hear of the withdrawal.
  await mend(context);
  await paroles("consent", "withdraw", id);
  await page.goto("/");
  await letTimePass(page, 1);
  await page.goto("/consentement/");
  await expect.poll(() => keptPaths(page)).toEqual([]);
  await cut(context);
  await page.goto(path);
  await expect(offlineTitle(page)).toBeVisible();
  await expect(page.getByText("Un trait de crayon")).toHaveCount(0);
});

test("whoever opens a story that was taken back has nothing left of it in any language", async ({
  page,
  context,
}) => {
  const path = await openStory(page, "Seikou");
  await expect.poll(() => keptPaths(page)).toEqual([path]);
  await page.goto(`${path}en/`);
  await expect.poll(() => keptPaths(page)).toEqual([path, `${path}en/`]);
  const other = await openStory(page, "Marie");
  await expect.poll(() => keptPaths(page)).toContain(other);

  // The gate's answer stands for the withdrawal: this very address is refused from now on.
  await context.route(`**${path}`, (route) => route.fulfill({ status: 410, body: "gone" }));
  await page.goto(path);
  await expect(page.getByText("gone")).toBeVisible();
  expect(await keptPaths(page)).toEqual([other]);
});

test("without a network nothing is shown for longer than three days, and one button forgets everything", async ({
  page,
  context,
}) => {
  const path = await openStory(page, "Sherihane");
  await expect.poll(() => keptPaths(page)).toEqual([path]);
  await cut(context);
  await letTimePass(page, 71);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: /Sherihane/ })).toBeVisible();
  await letTimePass(page, 2);
  await page.goto(path);
  await expect(offlineTitle(page)).toBeVisible();
  expect(await keptPaths(page)).toEqual([]);

  await mend(context);
  await openStory(page, "Sherihane");
  await expect.poll(() => keptPaths(page)).toEqual([path]);
  await cut(context);
  await page.goto("/");
  await page.getByRole("button", { name: "Effacer ce qui est gardé" }).click();
  await expect(page.getByRole("link", { name: /Sherihane/ })).toHaveCount(0);
  expect(await keptPaths(page)).toEqual([]);
});
