import jsQR from "jsqr";
import sharp from "sharp";
import { expect } from "./site.ts";
import { checkScreen, click, grant, languagesLookedAt, type Tap, test } from "./voix-people.ts";

test("granting takes many steps and withdrawing two, each with its receipt", async ({
  page,
  voix,
}) => {
  const { path, card } = await voix.next();
  const toGrant = await grant(page, voix, path);
  await page.goto(`${voix.baseUrl}/voix/recu`);
  await expect(page.locator(".answer-yes")).toHaveCount(5);
  const download = page.waitForEvent("download");
  await page.locator("a[href='/voix/recu.jsonld']").click();
  expect((await download).suggestedFilename()).toBe("paroles-recu.jsonld");
  await click(page, ".voix-done button");

  await page.goto(`${voix.baseUrl}/voix/#${card.lastingCode}`);
  await expect(page.locator("[data-code]")).toHaveValue(card.lastingCode);
  await expect(page).toHaveURL(`${voix.baseUrl}/voix/`);
  await click(page, "main button[type=submit]");
  let toWithdraw = 1;
  await click(page, "main .press-closing");
  await click(page, "main .press-closing");
  toWithdraw += 2;
  expect(toWithdraw).toBeLessThan(toGrant);
  expect(await page.locator(".addresses li").count()).toBeGreaterThan(5);
  expect(await page.locator(".addresses li a").count()).toBe(0);
  await click(page, "form[action='/voix/annuler'] button");
  await expect(page.locator(".addresses a")).toHaveCount(1);
});

test("the secret of a link does not stay in the address bar", async ({ page, voix }) => {
  const { path } = await voix.next();
  await page.goto(`${voix.baseUrl}${path}`);
  await expect(page).toHaveURL(`${voix.baseUrl}/voix/`);
});

test("the card is printed with a square that opens these pages with its code", async ({
  page,
  voix,
}) => {
  await grant(page, voix, (await voix.next()).path);
  // Large enough for a camera's eye, before the card is drawn.
  await page.setViewportSize({ width: 1280, height: 1200 });
  await click(page, "form[action='/voix/carte'] button");
  const front = page.locator(".consent-card-side").first();
  const code = (await front.innerHTML()).match(
    /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/,
  )?.[0];
  const { data, info } = await sharp(await front.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Its types say that the module is an object; it is the function itself.
  const readQr = jsQR as unknown as typeof jsQR.default;
  const read = readQr(new Uint8ClampedArray(data), info.width, info.height);
  expect(read?.data).toBe(`${voix.baseUrl}/voix/#${code?.replaceAll(" ", "")}`);
});

for (const { locale, direction } of languagesLookedAt) {
  test(`the whole way in ${locale}, 320 pixels wide, without a fault that axe finds`, async ({
    browser,
    voix,
  }) => {
    test.setTimeout(90_000);
    const context = await browser.newContext({ locale, viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    const seen = new Set<string>();
    await grant(page, voix, (await voix.next()).path, click, async () => {
      const { pathname } = new URL(page.url());
      if (seen.has(pathname)) return;
      seen.add(pathname);
      await checkScreen(page, direction);
    });
    for (const path of [
      "/voix/fin",
      "/voix/moi",
      "/voix/moins",
      "/voix/retirer",
      "/voix/droits",
      "/voix/recu",
      "/voix/",
    ]) {
      await page.goto(`${voix.baseUrl}${path}`);
      await checkScreen(page, direction);
    }
    await context.close();
  });
}

test("the whole way works without JavaScript", async ({ browser, voix }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "fr" });
  const page = await context.newPage();
  await grant(page, voix, (await voix.next()).path);
  await page.goto(`${voix.baseUrl}/voix/moi`);
  await click(page, "main .press-closing");
  await click(page, "main .press-closing");
  expect(await page.locator(".addresses li").count()).toBeGreaterThan(5);
  await context.close();
});

test("the whole way works with the keyboard alone", async ({ page, voix }) => {
  const byKeyboard: Tap = async (at, selector) => {
    for (let tab = 0; tab < 60; tab += 1) {
      await at.keyboard.press("Tab");
      const isThere = await at.evaluate(
        (wanted) => document.activeElement === document.querySelector(wanted),
        selector,
      );
      if (!isThere) continue;
      await Promise.all([at.waitForNavigation(), at.keyboard.press("Enter")]);
      return;
    }
    throw new Error(`no way to ${selector} with the keyboard`);
  };
  await grant(page, voix, (await voix.next()).path, byKeyboard);
  await page.goto(`${voix.baseUrl}/voix/moi`);
  await byKeyboard(page, "main .press-closing");
  await byKeyboard(page, "main .press-closing");
  await expect(page.locator(".addresses li").first()).toBeVisible();
});

test("a sentence is read aloud in its place, and a second touch stops it", async ({
  page,
  voix,
}) => {
  const { path } = await voix.next();
  await page.goto(`${voix.baseUrl}${path}`);
  const read = page.locator("[data-read-aloud]").first();
  const sound = page.waitForResponse((response) => response.url().endsWith(".mp3"));
  await read.click();
  expect([200, 206]).toContain((await sound).status());
  await expect(page).toHaveURL(`${voix.baseUrl}/voix/`);
});
