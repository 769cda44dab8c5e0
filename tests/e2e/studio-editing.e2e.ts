import { readFile } from "node:fs/promises";
import type { Page } from "playwright/test";
import { baseUrl, expect, test } from "./site.ts";
import { checkPage, comeIn } from "./studio-visit.ts";

// They correct the same story: one after the other.
test.describe.configure({ mode: "default" });

/** The editor of the newest story whose words can be corrected. */
async function openWords(page: Page): Promise<string> {
  await page.goto("/studio?etat=live");
  await page.locator("main a[href^='/studio/recits/']").first().click();
  await page.getByRole("link", { name: "Corriger le texte" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Corriger le texte");
  return new URL(page.url()).pathname;
}

test("words are corrected by keyboard alone, kept by themselves, and never lost to an ended session or a second tab", async ({
  page,
  context,
  complaints,
}) => {
  await comeIn(page, "administrator");
  const path = await openWords(page);
  const lines = page.getByRole("list", { name: "Lignes du texte" }).getByRole("listitem");
  const before = await lines.count();
  const second = page.getByLabel("Texte de la ligne 2", { exact: true });
  const text = await second.inputValue();
  const at = text.indexOf(" ") + 1;
  await second.evaluate((field: HTMLTextAreaElement, caret) => {
    field.focus();
    field.setSelectionRange(caret, caret);
  }, at);
  await page.keyboard.press("Control+Enter");
  await expect(lines).toHaveCount(before + 1);
  await expect(page.getByLabel("Texte de la ligne 3", { exact: true })).toBeFocused();
  await expect(page.getByText("Gardé.", { exact: true })).toBeVisible();
  await page.keyboard.press("Control+Space");
  const audio = page.locator("audio");
  await expect
    .poll(() => audio.evaluate((one: HTMLAudioElement) => one.currentTime))
    .toBeGreaterThan(0);
  await page.keyboard.press("Control+Space");

  // A second tab shows the same draft, and what it keeps is not written over.
  const other = await context.newPage();
  await other.goto(path);
  await other.getByLabel("Texte de la ligne 1", { exact: true }).fill("Depuis l’autre onglet.");
  await expect(other.getByText("Gardé.", { exact: true })).toBeVisible();
  await page.getByLabel("Texte de la ligne 1", { exact: true }).fill("Depuis le premier onglet.");
  await expect(page.getByText("Rien n’a été écrasé", { exact: false })).toBeVisible();
  await other.reload();
  await expect(other.getByLabel("Texte de la ligne 1", { exact: true })).toHaveValue(
    "Depuis le premier onglet.",
  );
  await expect(other.getByText("Rien n’a été écrasé", { exact: false })).toBeVisible();
  await other.close();
  await page.getByRole("button", { name: "Garder la correction" }).click();
  await page.getByRole("button", { name: "Remplacer l’autre correction par la mienne" }).click();
  await expect(page.getByRole("status").first()).toContainText("Votre correction est gardée");

  // The session ends elsewhere; what is typed then stays on the device.
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByLabel("Texte de la ligne 1", { exact: true }).fill("Écrit sans session.");
  await expect(page.getByText("Votre session est terminée", { exact: false })).toBeVisible();
  await context.addCookies(cookies);
  await page.reload();
  await expect(page.getByLabel("Texte de la ligne 1", { exact: true })).toHaveValue(
    "Écrit sans session.",
  );
  await expect(page.getByText("Gardé.", { exact: true })).toBeVisible();

  // A book is no caption.
  const first = page.getByLabel("Texte de la ligne 1", { exact: true });
  await first.evaluate((field: HTMLTextAreaElement) => {
    const data = new DataTransfer();
    data.setData("text/plain", "page ".repeat(100_000));
    const paste = new ClipboardEvent("paste", {
      clipboardData: data,
      bubbles: true,
      cancelable: true,
    });
    field.dispatchEvent(paste);
  });
  await expect(page.getByText("rien n’a été collé", { exact: false })).toBeVisible();
  await checkPage(page);
  await page.getByRole("button", { name: "Abandonner la correction" }).click();

  // Nor is a book a minute: it is refused with the limit, and still there for whoever pasted it.
  const whole = page.getByLabel("Ce qui est dit");
  const book = "Trois cents pages d’un livre. ".repeat(20_000);
  await whole.fill(book);
  await page.getByRole("button", { name: "Remplacer", exact: true }).click();
  await expect(page.getByText(/20.?000 signes/)).toBeVisible();
  await page.getByRole("link", { name: "Revenir" }).click();
  await page.getByRole("button", { name: "Reprendre ce texte" }).click();
  expect((await whole.inputValue()) === book).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: "Le jeter" }).click();
  await expect(whole).toHaveValue("");
  // That keeping was refused is what was to be seen.
  const wanted = complaints.filter((told) => !/status of (401|409|422)/.test(told));
  expect(wanted).toEqual([]);
  complaints.length = 0;
  await expect(lines).toHaveCount(before);
  await expect(page.getByLabel("Texte de la ligne 2", { exact: true })).toHaveValue(text);
});

test("without scripts a line is cut, marked and given up again, and a title is looked at before it is public", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: baseUrl(), javaScriptEnabled: false });
  const page = await context.newPage();
  await comeIn(page, "coach");
  const path = await openWords(page);
  const lines = page.getByRole("list", { name: "Lignes du texte" }).getByRole("listitem");
  const before = await lines.count();
  await page.getByRole("button", { name: "Couper la ligne 2 en deux" }).click();
  await expect(lines).toHaveCount(before + 1);
  await page.getByLabel("Retirer la ligne 3 du son et du texte").check();
  await page.getByRole("button", { name: "Garder la correction" }).click();
  await expect(page.getByRole("button", { name: "Valider et retirer" })).toBeVisible();
  await page.getByRole("button", { name: "Abandonner la correction" }).click();
  await expect(lines).toHaveCount(before);
  await page.goto(path.replace(/texte$/, "fiche"));
  await page.getByRole("link", { name: "Voir la page telle qu’elle sera" }).click();
  await expect(page.locator("audio source").first()).toHaveAttribute(
    "src",
    /^\/studio\/recits\/[a-z0-9]+\/apercu\/.+/,
  );
  await context.close();
});

test("the pages of editing and of running the place have no fault that axe finds, 360 pixels wide, in both languages", async ({
  page,
}) => {
  await comeIn(page, "administrator");
  const path = await openWords(page);
  for (const address of [
    path.replace(/texte$/, "fiche"),
    "/studio/accords",
    "/studio/destinataires",
    "/studio/equipe",
    "/studio/exploitation",
  ]) {
    await page.goto(address);
    await checkPage(page);
    await page.goto(`${address}?lang=en`);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  }
  await page.getByRole("button", { name: "Check the ledger" }).click();
  await expect(page.getByRole("status")).toContainText("registre est entier");
  await page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
  await expect(page.getByRole("status")).toContainText("Sauvegardé dans");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger cette copie" }).click();
  // A whole archive, with the records in it.
  const archive = await readFile(await (await download).path());
  expect(archive.subarray(0, 2).toString()).toBe("PK");
  expect(archive.includes("records.sqlite") && archive.includes("backup.json")).toBe(true);
});
