import type { Page } from "playwright/test";
import { baseUrl, expect, test } from "./site.ts";
import { checkPage, comeIn, signIn } from "./studio-visit.ts";

const offer = (page: Page) => page.getByText("n’a pas été enregistré", { exact: false });
const take = (page: Page) => page.getByRole("button", { name: "Reprendre ce texte" }).click();
const titleOf = (page: Page) =>
  page.getByRole("group", { name: "Titre" }).getByLabel("En français");
const goal = (page: Page) => page.getByRole("group", { name: "Objectif 1" }).getByLabel("Texte");

test("a project that was being written outlives an ended session, a reload and a lost network, with its lines", async ({
  page,
  context,
  complaints,
}) => {
  const email = await comeIn(page, "communications", "/studio/projets/nouveau");
  await titleOf(page).fill("Atelier des voix");
  await page.getByRole("button", { name: "Ajouter : Objectif" }).click();
  await goal(page).fill("Apprendre 40 gestes.");
  const slug = `atelier-des-voix-${process.pid}`;
  await page.getByLabel("Nom dans l’adresse").fill(slug);

  await context.clearCookies();
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page).toHaveURL(/entrer\?retour=.*nouveau/);
  await signIn(page, email, "/studio/projets/nouveau");
  await expect(offer(page)).toBeVisible();
  await checkPage(page);
  await take(page);
  // The page had no such line: the server made one, and saved nothing.
  await expect(goal(page)).toHaveValue("Apprendre 40 gestes.");
  await expect(titleOf(page)).toHaveValue("Atelier des voix");

  await context.setOffline(true);
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page.getByText("Pas de réseau", { exact: false })).toBeVisible();
  await context.setOffline(false);
  await page.goto("/studio/projets/nouveau");
  await take(page);
  await expect(goal(page)).toHaveValue("Apprendre 40 gestes.");
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page.getByText("C’est enregistré.")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${slug}\\?m=saved&recu=[0-9a-f]{32}$`));

  // The server has it: this browser keeps nothing of it, and offers it no more.
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.goto("/studio/projets/nouveau");
  await expect(titleOf(page)).toHaveValue("");
  await expect(offer(page)).toBeHidden();

  // What somebody else saved meanwhile is not written over by what comes back.
  await page.goto(`/studio/projets/${slug}`);
  await titleOf(page).fill("Atelier des mots");
  const other = await context.newPage();
  await other.goto(`${baseUrl()}/studio/projets/${slug}`);
  await expect(offer(other)).toBeVisible();
  await other.getByRole("button", { name: "Le jeter" }).click();
  await titleOf(other).fill("Atelier des mains");
  await other.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(other.getByText("C’est enregistré.")).toBeVisible();
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page.getByText("Atelier des mains")).toBeVisible();
  // The browser tells of the refusal too.
  expect(complaints.splice(0).join()).toMatch(/^[^,]*status of 409[^,]*$/);
  await page.getByRole("radio").first().check();
  await page.getByRole("button").filter({ hasText: "Garder" }).click();
  await expect(titleOf(page)).toHaveValue("Atelier des mots");
  await expect(offer(page)).toBeHidden();
});

test("what was being written of a show is offered to whoever wrote it, and to nobody else on the same device", async ({
  page,
  context,
}) => {
  const path = "/studio/series/paroles-de-talents";
  await comeIn(page, "administrator", path);
  const field = page.getByLabel("Description en français");
  const saved = await field.inputValue();
  await field.fill("Des voix, une minute à la fois.");
  const cookies = await context.cookies();
  await context.clearCookies();
  await comeIn(page, "administrator", path);
  await expect(offer(page)).toBeHidden();
  await expect(field).toHaveValue(saved);
  await context.clearCookies();
  await context.addCookies(cookies);
  await page.reload();
  await take(page);
  await expect(field).toHaveValue("Des voix, une minute à la fois.");
  await page.reload();
  await page.getByRole("button", { name: "Le jeter" }).click();
  await expect(field).toHaveValue(saved);
  await page.reload();
  await expect(offer(page)).toBeHidden();
});
