import { checkPage, comeIn } from "./studio-visit.ts";
import { baseUrl, expect, test } from "./site.ts";

const slug = `atelier-${process.pid}`;
const at = `/studio/projets/${slug}`;

test("a communications officer writes, previews, publishes, edits, restores and takes off a project", async ({
  page,
  request,
}) => {
  test.slow();
  await comeIn(page, "communications", "/studio/projets");
  await checkPage(page);
  await page.getByRole("link", { name: "Nouveau projet" }).click();
  await page.getByLabel("Nom dans l’adresse").fill(slug);
  const title = page.getByRole("group", { name: "Titre" });
  await title.getByLabel("En français").fill("Atelier des gestes");
  await title.getByLabel("En anglais").fill("Workshop of gestures");
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page.getByRole("status")).toContainText("C’est enregistré");
  await expect(page.getByText(/champs sont encore à compléter/)).toBeVisible();

  await page.getByRole("textbox", { name: "Porteur", exact: true }).first().fill("Les Gestes");
  await page.getByLabel("Appel à projets").first().selectOption({ index: 1 });
  await page.getByLabel("Vague").fill("3");
  await page.getByLabel("Mois de l’annonce").fill("2019-11");
  const summary = page.getByRole("group", { name: "Résumé" });
  await summary.getByLabel("En français").fill("Apprendre un métier par le geste.");
  await summary.getByLabel("En anglais").fill("Learning a trade by doing.");
  await page.getByRole("group", { name: "Thèmes" }).getByRole("checkbox").first().check();
  const text = page.getByLabel("Texte (Markdown)");
  await text.fill("Un **geste** s’apprend.");
  await expect(page.locator("text-preview strong")).toHaveText("geste");
  for (const [list, label] of [
    ["Objectif", "Apprendre 40 gestes."],
    ["Plus-value", "On apprend en faisant."],
  ] as const) {
    await page.getByRole("button", { name: `Ajouter : ${list}` }).click();
    await page
      .getByRole("group", { name: `${list} 1` })
      .getByLabel("Texte")
      .fill(label);
  }
  await page.getByRole("button", { name: "Ajouter : Territoire" }).first().click();
  const place = page.getByRole("group", { name: "Territoire 1" });
  await place.getByLabel("Libellé").fill("Lille");
  await place.getByLabel("Hauts-de-France").check();
  const publics = page.getByRole("group", { name: "Publics", exact: true });
  await publics.getByLabel("Texte").fill("Jeunes de 16 à 25 ans");
  await publics.getByRole("checkbox").first().check();
  const pathway = page.getByRole("group", { name: "Durée du parcours" });
  await pathway.getByLabel("En français").fill("6 mois");
  await pathway.getByLabel("En anglais").fill("6 months");
  const source = page.getByRole("group", { name: "Source", exact: true });
  await source.getByLabel("Document").fill("Un dossier");
  await source.getByLabel("Où il est nommé").fill("page 3");
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).first().click();
  await expect(page.getByRole("link", { name: "Aperçu de la page" })).toBeVisible();
  await checkPage(page);
  expect((await request.get(`/projets/${slug}/`)).status()).toBe(404);
  await page.getByRole("link", { name: "Aperçu de la page" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Atelier des gestes" })).toBeVisible();

  await page.goto(`${baseUrl()}${at}`);
  await page.getByRole("button", { name: "Enregistrer et publier" }).click();
  await expect(page.getByText("Le projet est en ligne.")).toBeVisible();
  for (const path of [
    `/projets/${slug}/`,
    "/projets/",
    "/projets/region/32/",
    "/projets/comparer/",
  ])
    expect(await (await request.get(path)).text(), path).toContain("Atelier des gestes");
  expect(await (await request.get("/search-pages-fr.json")).text()).toContain(slug);

  await page.getByRole("link", { name: "À partager" }).click();
  await expect(page.getByLabel("Lien")).toHaveValue(new RegExp(`/projets/${slug}/$`));
  await checkPage(page);
  await page.goto(`${baseUrl()}${at}`);
  await title.getByLabel("En français").fill("Atelier des mains");
  await page.getByRole("button", { name: "Enregistrer et publier" }).click();
  expect(await (await request.get(`/projets/${slug}/`)).text()).toContain("Atelier des mains");
  await page.getByRole("button", { name: "Rétablir la version 1" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("La version est rétablie, en brouillon.")).toBeVisible();

  await page.getByRole("button", { name: "Retirer du site" }).click();
  await expect(page.getByText("Le projet n’est plus sur le site.")).toBeVisible();
  expect((await request.get(`/projets/${slug}/`)).status()).toBe(404);
  expect(await (await request.get("/projets/")).text()).not.toContain(slug);
  expect(await (await request.get("/search-pages-fr.json")).text()).not.toContain(slug);
});
