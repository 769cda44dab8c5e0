import { baseUrl, expect, openStory, paroles, test } from "./site.ts";

test("a withdrawn story is gone from the site, the feed and every address, and may come back under new ones", async ({
  page,
}) => {
  const path = await openStory(page, "Bernard");
  const id = /-([0-9a-z]{20})\/$/.exec(path)?.[1] ?? "";
  const status = await paroles("status", id);
  expect(status).toMatchObject({ publication: "published", reasons: [] });
  const urls = status["urls"] as string[];

  const withdrawn = await paroles("consent", "withdraw", id);
  expect(withdrawn).toMatchObject({ closed: true });
  for (const url of urls) expect((await fetch(url)).status, url).toBe(410);
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
