import jsQR from "jsqr";
import sharp from "sharp";
import { axeFaults } from "./axe.ts";
import { expect, test } from "./site.ts";

test("from a show, its own part of the page about subscribing, with a link for each app", async ({
  page,
}) => {
  await page.goto("/series/centres-d-espoir/");
  await page.getByRole("main").getByRole("link", { name: "S’abonner" }).click();
  await expect(page).toHaveURL(/\/s-abonner\/#centres-d-espoir$/);
  const part = page.getByRole("region", { name: "Centres d’espoir" });
  const link = part.getByRole("link", { name: "Pocket Casts" });
  const { host } = new URL(page.url());
  await expect(link).toHaveAttribute("href", `pktc://subscribe/${host}/feeds/centres-d-espoir.xml`);
  expect(await axeFaults(page)).toEqual([]);
});

test("a phone that reads the code is led to that very part", async ({ page }) => {
  await page.goto("/en/subscribe/");
  const part = page.locator("section#centres-d-espoir");
  const picture = await part.getByRole("img").screenshot();
  const { data, info } = await sharp(picture)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const readQr = jsQR as unknown as typeof jsQR.default;
  const read = readQr(new Uint8ClampedArray(data), info.width, info.height);
  expect(new URL(read?.data ?? "").pathname).toBe("/en/subscribe/");
  expect(new URL(read?.data ?? "").hash).toBe("#centres-d-espoir");
});

test("the address of a feed is copied with one press, and stays to be copied by hand", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/s-abonner/");
  const part = page.locator("section#all");
  await part.getByRole("button", { name: "Copier" }).click();
  await expect(part.getByRole("status")).toHaveText("Adresse copiée.");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await part.getByRole("textbox").inputValue());
  expect((await page.request.get(copied)).headers()["content-type"]).toMatch(/xml/);
});
