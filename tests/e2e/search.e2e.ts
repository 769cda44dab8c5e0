import { axeFaults } from "./axe.ts";
import { expect, test } from "./site.ts";

test("a story is found from any page, by keyboard, with its words marked", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("banner").getByRole("link", { name: "Rechercher" }).click();
  await page.getByRole("searchbox", { name: "Que cherchez-vous ?" }).focus();
  await page.keyboard.type("soudures");
  await expect(page.getByRole("status")).toHaveText(/^\d+ résultats? pour «\ssoudures\s»\.$/);
  const results = page.getByRole("region", { name: "Résultats" });
  await expect(results.getByRole("link", { name: /Bernard et Inès/ })).toBeVisible();
  await expect(results.locator("mark").first()).toHaveText(/soudure/i);
  await page.getByRole("button", { name: "Chercher" }).focus();
  await page.keyboard.press("Tab");
  await expect(results.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goBack();
  // The address kept the words, after the sign that no server sees.
  expect(new URL(page.url()).search).toBe("");
  await expect(page.getByRole("searchbox")).toHaveValue("soudures");
  await expect(results.getByRole("link", { name: /Bernard et Inès/ })).toBeVisible();
});

test("a theme is found by what it is called, also in the other language", async ({ page }) => {
  await page.goto("/en/search/?q=self-confidence");
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("link", { name: /Sandra/ })).toBeVisible();
});

test("projects and pages are found too, in the language of the page", async ({ page }) => {
  await page.goto("/en/search/?q=accessibility");
  await expect(page.getByRole("link", { name: /accessib/i }).first()).toBeVisible();
  await page.getByRole("searchbox").fill("etincelle");
  await expect(
    page.getByRole("region", { name: "Results" }).getByRole("link", { name: /Étincelle/ }),
  ).toHaveAttribute("href", "/en/projets/etincelle/");
});

test("what is not found is said, with ways on; a query loads little and asks nobody else", async ({
  page,
}) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto("/recherche/");
  await page.getByRole("searchbox").fill("xylophage");
  await expect(page.getByRole("status")).toHaveText(/^Aucun résultat pour «\sxylophage\s»/);
  const ways = page.getByRole("navigation", { name: "Ou parcourir" });
  await expect(ways.getByRole("link", { name: /Toutes les histoires/ })).toBeVisible();
  expect([...hosts]).toEqual([new URL(page.url()).host]);
  expect(await axeFaults(page)).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the page says what is missing and leads to every story", async ({ page }) => {
    await page.goto("/recherche/");
    // Playwright finds no text in a noscript element by itself.
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(page.locator("noscript p")).toContainText("a besoin de JavaScript");
    await expect(page.getByRole("searchbox")).toBeHidden();
    await page.getByRole("navigation", { name: "Ou parcourir" }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});
