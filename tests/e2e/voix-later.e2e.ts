import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { expect } from "./site.ts";
import {
  checkScreen,
  click,
  type Invitation,
  languagesLookedAt,
  test,
  type Voix,
} from "./voix-people.ts";

/** From a published story to its erasure, with the card; `look` is called on every screen on the way. */
async function takeAwayAndErase(
  page: Page,
  voix: Voix,
  { card }: Invitation,
  look: () => Promise<void>,
) {
  await page.goto(`${voix.baseUrl}/voix/`);
  await page.locator("[data-code]").fill(card.lastingCode);
  await click(page, "main form button[type=submit]");

  await click(page, "main a[href='/voix/telecharger']");
  await look();
  const download = page.waitForEvent("download");
  await click(page, "main a[href='/voix/tout.zip']");
  const archive = await readFile(await (await download).path());
  expect(archive.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  // The end of an archive that is whole.
  expect(archive.subarray(-22, -18).toString("latin1")).toBe("PK\u0005\u0006");

  await page.goto(`${voix.baseUrl}/voix/moi`);
  await click(page, "main a[href='/voix/effacer']");
  await look();
  await page.locator("[name=code]").fill(card.onceCodes[1] ?? "");
  await click(page, "main .press-closing");
  await expect(page.locator(".addresses li").nth(5)).toBeVisible();
  expect(await page.locator(".addresses li a").count()).toBe(0);
  await look();
  await page.goto(`${voix.baseUrl}/voix/moi`);
  await expect(page.locator(".addresses li").nth(5)).toBeVisible();
  expect((await page.locator("main").innerText()).toLowerCase()).not.toContain("kaleidoscope");
}

for (const { locale, direction } of languagesLookedAt) {
  test(`in ${locale}, on a small phone, everything is taken away, and then erased with a code of the card`, async ({
    browser,
    voix,
  }) => {
    test.setTimeout(90_000);
    const viewport = { width: 320, height: 640 };
    const context = await browser.newContext({ locale, viewport, acceptDownloads: true });
    const page = await context.newPage();
    await takeAwayAndErase(page, voix, await voix.nextPublished(), () =>
      checkScreen(page, direction),
    );
    await context.close();
  });
}

test("without JavaScript everything is taken away and erased just the same", async ({
  browser,
  voix,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: "fr",
    acceptDownloads: true,
  });
  await takeAwayAndErase(
    await context.newPage(),
    voix,
    await voix.nextPublished(),
    async () => undefined,
  );
  await context.close();
});

test("another first name is seen on its page before going on", async ({ page, voix }) => {
  const { path } = await voix.next();
  await page.goto(`${voix.baseUrl}${path}`);
  await click(page, "main button[type=submit]");
  await page.request.get(`${voix.baseUrl}/voix/son/mp3`);
  await page.goto(`${voix.baseUrl}/voix/autre-prenom`);
  await page.getByRole("textbox").fill("Lou");
  await click(page, "main form button[type=submit]");
  await expect(page.locator(".look-name")).toHaveText("Lou");
  await page.setViewportSize({ width: 320, height: 640 });
  await checkScreen(page, "ltr");
  await click(page, ".look a");
  await expect(page).toHaveURL(/\/voix\/question\/platforms$/);
});
