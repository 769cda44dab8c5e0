import type { Page } from "playwright/test";
import { isLong, longer } from "../support/long-run.ts";
import { baseUrl, expect, test } from "./site.ts";
import { checkPage, comeIn } from "./studio-visit.ts";

/** Pages that other tests do not come by. */
const shownHere = (story: string) => [
  `${story}/kit`,
  `${story}/retraits`,
  "/studio/series/paroles-de-talents",
  "/studio/series/nouvelle",
];
/** Every page that an address opens. */
const everyAddress = (story: string, project: string) => [
  ...shownHere(story),
  "/studio",
  story,
  `${story}/texte`,
  `${story}/fiche`,
  "/studio/enregistrer",
  "/studio/hors-ligne",
  "/studio/projets",
  "/studio/projets/nouveau",
  project,
  `${project}/kit`,
  "/studio/agenda",
  "/studio/accords",
  "/studio/destinataires",
  "/studio/equipe",
  "/studio/exploitation",
  "/studio/compte",
  "/studio/x",
];

/** Two tabs that save the same show: the second is shown both. */
async function differ(page: Page): Promise<void> {
  await page.goto("/studio/series/centres-d-espoir");
  const other = await page.context().newPage();
  await other.goto(`${baseUrl()}/studio/series/centres-d-espoir`);
  for (const [tab, text] of [
    [other, "Autre"],
    [page, "Mien"],
  ] as const) {
    await tab.getByLabel("Lieu").fill(text);
    await tab.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await tab.waitForLoadState();
  }
  await other.close();
}

test("cards, proofs, kits, shows and two versions side by side have no fault that axe finds; in the long run every page, in English too", async ({
  page,
  complaints,
}) => {
  test.setTimeout(longer(120_000));
  await comeIn(page, "administrator", "/studio?etat=live");
  const story = (await page.locator(".board-title").first().getAttribute("href")) ?? "";
  await page.goto("/studio/projets");
  const project =
    (await page.locator("main .row a").first().getAttribute("href")) ?? "/studio/projets/nouveau";
  for (const path of isLong ? everyAddress(story, project) : shownHere(story)) {
    await page.goto(path);
    await checkPage(page);
    if (!isLong) continue;
    await page.goto(`${path}?lang=en`);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await checkPage(page);
  }
  await differ(page);
  await expect(page.getByRole("group", { name: "Lieu" })).toBeVisible();
  await checkPage(page);

  // A link and a card for somebody who was asked, shown once.
  await page.goto(story);
  await page.getByRole("button", { name: "Montrer un lien et une carte" }).first().click();
  await expect(page.locator(".qr").first()).toBeVisible();
  await checkPage(page);
  const others = complaints.splice(0).filter((told) => !/status of (404|409)/.test(told));
  expect(others).toEqual([]);
});
