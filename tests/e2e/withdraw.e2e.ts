import { readFile, writeFile } from "node:fs/promises";
import { baseUrl, expect, openStory, paroles, test } from "./site.ts";

/** A story of its own: other tests read those of the demonstration at the same time. */
const name = "Solveig";
const paper = ["--paper", "content/demo/consent-form.png"];
const scopes = "voice,transcript,name,platforms";

test("a withdrawn story is gone from the site, the feed and every address, and may come back under new ones", async ({
  page,
}, testInfo) => {
  // A recording goes through the whole pipeline first, and six commands run one after the other.
  test.setTimeout(180_000);
  const text = testInfo.outputPath("words.txt");
  const texts = await readFile("content/demo/texts.json", "utf8");
  await writeFile(text, (JSON.parse(texts) as { seikou: string }).seikou);
  const { episode } = await paroles(
    "ingest",
    "content/demo/audio/seikou.3gp",
    "--show",
    "centres-d-espoir",
    "--title",
    "Mettre de l’ordre",
    "--speaker",
    name,
    "--text",
    text,
  );
  const id = String(episode);
  await paroles("consent", "grant", id, ...paper, "--scopes", scopes);
  const path = await openStory(page, name);
  const status = await paroles("status", id);
  expect(status).toMatchObject({ publication: "published", reasons: [] });
  const urls = status["urls"] as string[];

  // What others show of it, and what a search finds: each an address of its own.
  const head = await (await fetch(`${baseUrl()}${path}`)).text();
  const named = [...head.matchAll(/(?:content|href)="(https?:[^"]*\/episodes\/[^"]*)"/g)].map(
    ([, url = ""]) => url.replaceAll("&amp;", "&"),
  );
  for (const file of ["-share.jpg", "oembed.json", "oembed.xml", ".mp3"]) {
    expect(
      named.some((url) => url.endsWith(file)),
      file,
    ).toBe(true);
  }
  named.push(`${baseUrl()}${path}embed/`, `${baseUrl()}/episodes/${id}/found.json`);
  for (const url of named) expect((await fetch(url)).status, url).toBe(200);
  const search = async () => {
    await page.goto("/recherche/#q=papiers");
    await page.reload();
    await expect(page.getByRole("status")).toHaveText(/papiers/);
    return page.getByRole("region", { name: "Résultats" }).getByRole("link", { name });
  };
  await expect(await search()).toBeVisible();

  const withdrawn = await paroles("consent", "withdraw", id);
  expect(withdrawn).toMatchObject({ closed: true });
  for (const url of urls) expect((await fetch(url)).status, url).toBe(410);
  for (const url of named) {
    const gone = await fetch(url);
    expect(gone.status, url).toBe(410);
    expect(await gone.text(), url).not.toMatch(/Solveig|PodcastEpisode|papiers/);
  }
  await expect(await search()).toHaveCount(0);
  await page.goto(path);
  await expect(page.getByText(name)).toHaveCount(0);
  for (const listing of [
    "/",
    "/series/centres-d-espoir/",
    "/feeds/centres-d-espoir.xml",
    "/feeds/all.xml",
  ]) {
    expect(await (await fetch(`${baseUrl()}${listing}`)).text(), listing).not.toContain(name);
  }
  expect(await paroles("verify")).toMatchObject({ ok: true, differences: [], chain: { ok: true } });

  await paroles("consent", "grant", id, ...paper, "--scopes", scopes);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: new RegExp(name) })).toBeVisible();
  for (const url of urls.slice(1)) expect((await fetch(url)).status, url).toBe(410);
});
