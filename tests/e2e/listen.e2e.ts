import { AxeBuilder } from "@axe-core/playwright";
import { expect, openStory, test } from "./site.ts";

test("someone who arrives plays a story with one click", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("button", { name: /^Écouter/ })
    .first()
    .click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector("audio")?.currentTime ?? 0))
    .toBeGreaterThan(0.3);
});

test("a story's words follow the voice, and a click on them goes there", async ({ page }) => {
  await openStory(page, "Marie");
  const before = await page.evaluate(() => document.querySelector("audio")?.currentTime ?? -1);
  expect(before).toBe(0);
  await page.getByText("Prendre le métro le matin", { exact: false }).first().click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector("audio")?.currentTime ?? 0))
    .toBeGreaterThan(3);
});

test("the player is worked by the keyboard alone", async ({ page }) => {
  await openStory(page, "Sandra");
  await page.getByRole("button", { name: /^Écouter/ }).focus();
  await page.keyboard.press("Enter");
  const seconds = () => page.evaluate(() => document.querySelector("audio")?.currentTime ?? 0);
  await expect.poll(seconds).toBeGreaterThan(0.2);
  await page.getByRole("slider").focus();
  const before = await seconds();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(seconds).toBeGreaterThan(before + 3);
});

test("a shared moment opens at that moment, and nothing plays by itself", async ({ page }) => {
  const path = await openStory(page, "Ouafae");
  await page.goto(`${path}#t=20`);
  await page.reload();
  await expect.poll(() => page.getByRole("slider").inputValue()).toBe("20");
  expect(await page.evaluate(() => document.querySelector("audio")?.paused)).toBe(true);
});

test("two voices are told apart by name", async ({ page }) => {
  await openStory(page, "Bernard");
  await expect(page.getByText("Inès").first()).toBeVisible();
  await expect(page.getByText(/l.acier inoxydable/)).toBeVisible();
});

test("every page of the demonstration says what it is", async ({ page }) => {
  await openStory(page, "Ulysse");
  await expect(page.getByText(/démonstration/i).first()).toBeVisible();
  await page.goto("/");
  await expect(page.getByText(/démonstration/i).first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the browser's own controls and the whole transcript are there", async ({ page }) => {
    await openStory(page, "Seikou");
    await expect(page.locator("audio[controls]")).toBeVisible();
    await expect(page.locator("audio source")).toHaveCount(3);
    await expect(
      page.getByText("mieux vaut un pas sûr que dix pas dans le vide", { exact: false }),
    ).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test("axe finds nothing on any kind of page", async ({ page }) => {
      // Some forty checks of whole pages, on a machine that may be busy.
      test.setTimeout(240_000);
      const story = await openStory(page, "Sherihane");
      const gone = `/episodes/x-${"0".repeat(20)}/`;
      const series = "/series/paroles-de-talents/";
      const paths = ["/", story, series, "/archives/", gone, "/nulle-part/", "/consentement/"];
      for (const path of [...paths, "/en/", `${story}en/`, `/en${series}`, "/en/archives/"]) {
        await page.goto(path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  });
}

test("no page scrolls sideways at 320 px", async ({ page }) => {
  const story = await openStory(page, "Sherihane");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ["/", story, "/series/paroles-de-talents/", "/archives/", "/consentement/"]) {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("a story's page stays under 60 KB without its sound, and asks nobody else", async ({
  page,
}) => {
  const path = await openStory(page, "Marie");
  let bytes = 0;
  const strangers: string[] = [];
  page.on("response", async (response) => {
    if (new URL(response.url()).origin !== new URL(page.url()).origin)
      strangers.push(response.url());
  });
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  expect(bytes).toBeGreaterThan(5_000);
  expect(bytes).toBeLessThan(60_000);
  expect(strangers).toEqual([]);
});
