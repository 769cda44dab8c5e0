import { axeFaults } from "./axe.ts";
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
  await page.getByRole("slider", { name: /^Position/ }).focus();
  const before = await seconds();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(seconds).toBeGreaterThan(before + 3);
});

test("a shared moment opens at that moment, and nothing plays by itself", async ({ page }) => {
  const path = await openStory(page, "Ouafae");
  await page.goto(`${path}#t=20`);
  await page.reload();
  await expect.poll(() => page.getByRole("slider", { name: /^Position/ }).inputValue()).toBe("20");
  expect(await page.evaluate(() => document.querySelector("audio")?.paused)).toBe(true);
});

test("a story goes on while its listener reads other pages, and its own page takes it back", async ({
  page,
}) => {
  const path = await openStory(page, "Sandra");
  await page.getByRole("button", { name: /^Écouter/ }).click();
  const seconds = () => page.evaluate(() => document.querySelector("audio")?.currentTime ?? 0);
  await expect.poll(seconds).toBeGreaterThan(0.3);
  await page.getByRole("link", { name: "Projets", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: /100.%.Inclusion/ })).toBeVisible();
  await expect(page).toHaveURL(/\/projets\/$/);
  await expect(page).toHaveTitle(/100.%.Inclusion/);
  const bar = page.getByRole("complementary", { name: "En cours d’écoute" });
  await expect(bar.getByRole("button", { name: "Mettre en pause" })).toBeVisible();
  const before = await seconds();
  await expect.poll(seconds).toBeGreaterThan(before + 0.3);
  // What the page brings along works as on a page of its own.
  await page.getByRole("combobox", { name: "Région" }).selectOption("32");
  await expect(page.locator("[data-project]:visible")).toHaveCount(7);
  expect(await axeFaults(page)).toEqual([]);
  await bar.getByRole("link", { name: /Sandra/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Sandra/ })).toBeVisible();
  await expect(bar).toHaveCount(0);
  expect(await seconds()).toBeGreaterThan(before);
  expect(new URL(page.url()).pathname).toBe(path);
  await expect(page.locator("voice-player")).toHaveCount(1);
  await expect(page.locator(".transcript .now")).toHaveCount(1);
});

test("the next story of a series opens and waits to be played; the volume is a slider", async ({
  page,
}) => {
  const path = await openStory(page, "Ouafae");
  await page.getByRole("slider", { name: "Volume" }).fill("30");
  expect(await page.evaluate(() => document.querySelector("audio")?.volume)).toBeCloseTo(0.3);
  await page.getByRole("link", { name: "Histoire suivante" }).click();
  await expect(page).toHaveURL(/\/episodes\//);
  await expect.poll(() => new URL(page.url()).pathname).not.toBe(path);
  expect(await page.evaluate(() => document.querySelector("audio")?.paused)).toBe(true);
});

test("below a story others of its series are offered, and never the story itself", async ({
  page,
}) => {
  const path = await openStory(page, "Ouafae");
  const others = page.getByRole("region", { name: /^D’autres voix/ });
  await others.scrollIntoViewIfNeeded();
  await expect(others.getByRole("article")).toHaveCount(4);
  for (const link of await others.getByRole("article").getByRole("link").all())
    expect(await link.getAttribute("href")).not.toBe(path);
  await others.getByRole("article").getByRole("link").first().click();
  await expect.poll(() => new URL(page.url()).pathname).not.toBe(path);
  await expect(page.getByRole("region", { name: /^D’autres voix/ })).toHaveCount(1);
});

test("a minute at random leads to some story, with a script and without", async ({ page }) => {
  await page.goto("/histoires/");
  const link = page.getByRole("link", { name: "Une minute au hasard" });
  await expect(link).toHaveAttribute("href", /^\/episodes\//);
  await link.click();
  await expect(page).toHaveURL(/\/episodes\//);
  await expect(page.getByRole("button", { name: /^Écouter/ }).first()).toBeVisible();
});

test("two voices are told apart by name", async ({ page }) => {
  await openStory(page, "Bernard et Inès");
  await expect(page.getByText("Inès").first()).toBeVisible();
  await expect(page.getByText(/l.acier inoxydable/)).toBeVisible();
});

test("the two halves of a pair lead to each other, and to what came three months later", async ({
  page,
}) => {
  await page.goto("/centres-d-espoir/");
  await page.getByRole("link", { name: /La première soudure/ }).click();
  const thread = page.getByRole("region", { name: "Le fil de cette histoire" });
  await expect(thread.getByText("3 mois plus tard")).toBeVisible();
  await thread.getByRole("link", { name: /Ce que trente-huit ans/ }).click();
  await expect(thread.getByText("En duo avec Inès")).toBeVisible();
  await thread.getByRole("link", { name: /Au tour des nouveaux/ }).click();
  await thread.getByRole("link", { name: /La première soudure/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /La première soudure/ })).toBeVisible();
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
