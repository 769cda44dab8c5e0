import { baseUrl, expect, openStory, paroles, test } from "./site.ts";

test("a withdrawn story is gone from the site, the feed and every address, and may come back under new ones", async ({
  page,
}) => {
  const path = await openStory(page, "Bernard");
  const id = /-([0-9a-z]{20})\/$/.exec(path)?.[1] ?? "";
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
    await page.goto("/recherche/#q=soudure");
    await page.reload();
    await expect(page.getByRole("status")).toHaveText(/soudure/);
    return page.getByRole("region", { name: "Résultats" }).getByRole("link", { name: /Bernard/ });
  };
  await expect(await search()).toBeVisible();

  const withdrawn = await paroles("consent", "withdraw", id);
  expect(withdrawn).toMatchObject({ closed: true });
  for (const url of urls) expect((await fetch(url)).status, url).toBe(410);
  for (const url of named) {
    const gone = await fetch(url);
    expect(gone.status, url).toBe(410);
    expect(await gone.text(), url).not.toMatch(/Bernard|PodcastEpisode|métal/);
  }
  await expect(await search()).toHaveCount(0);
  await page.goto(path);
  await expect(page.getByText("Bernard")).toHaveCount(0);
  for (const listing of [
    "/",
    "/series/centres-d-espoir/",
    "/feeds/centres-d-espoir.xml",
    "/feeds/all.xml",
  ]) {
    expect(await (await fetch(`${baseUrl()}${listing}`)).text(), listing).not.toContain("Bernard");
  }
  expect(await paroles("verify")).toMatchObject({ ok: true, differences: [], chain: { ok: true } });

  await paroles(
    "consent",
    "grant",
    id,
    "--paper",
    "content/demo/consent-form.png",
    "--scopes",
    "voice,transcript,name,platforms",
  );
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1, name: /Bernard/ })).toBeVisible();
  for (const url of urls.slice(1)) expect((await fetch(url)).status, url).toBe(410);
});
