import type { BrowserContext, Page } from "playwright/test";
import { demoPath } from "../support/audio-tools.ts";
import { baseUrl, expect, test } from "./site.ts";
import {
  keptOnDevice,
  originalOf,
  record,
  said,
  tell,
  withMicrophone,
} from "./studio-recording.ts";
import { checkPage, comeIn, joinTeam, signIn } from "./studio-visit.ts";

const title = "Un déjeuner banal";
const firstName = "Marie";
/** As somebody typed it, with a slip. */
const text = `${said.first.replace("travaillé", "travailler")} ${said.last}`;

/** The network goes while the sound is under way; the page is loaded again, and the network comes back. */
async function sendThroughACut(context: BrowserContext, page: Page): Promise<string> {
  const recorded = await keptOnDevice(page);
  expect(recorded.bytes).toBeGreaterThan(20_000);
  await tell(page, { title, firstName, text });
  const cut = page.waitForRequest(/\/studio\/depot\//);
  await page.route("**/studio/depot/**", async (route) => {
    await context.setOffline(true);
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "Envoyer" }).click();
  await cut;
  await expect(page.getByText("Pas de réseau")).toBeVisible();
  await page.reload();
  // Another page, made of what the device keeps; what was recorded is on it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enregistrer sans réseau");
  await expect(page.getByText(title)).toBeVisible();
  expect(await keptOnDevice(page)).toEqual(recorded);

  await page.unrouteAll();
  await context.setOffline(false);
  await expect(page.getByText("Reçu et vérifié, octet par octet.")).toBeVisible({
    timeout: 45_000,
  });
  await page.getByRole("link", { name: "Voir le récit" }).click();
  const { pathname } = new URL(page.url());
  expect(await originalOf(pathname.split("/").at(-1) ?? "")).toBe(recorded.sha256);
  expect((await keptOnDevice(page)).bytes).toBe(0);
  return pathname;
}

/** Mends the slip, and takes the last line out of sound and words. */
async function correct(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Corriger le texte" }).click();
  const lines = page.getByRole("list", { name: "Lignes du texte" }).getByRole("listitem");
  const count = await lines.count();
  const lineTexts = page.getByRole("textbox", { name: /^Texte de la ligne/ });
  const slip = lineTexts.filter({ hasText: "travailler" });
  await slip.fill((await slip.inputValue()).replace("travailler", "travaillé"));
  await page.getByLabel(`Retirer la ligne ${count} du son et du texte`).check();
  await page.getByRole("button", { name: "Valider et retirer" }).click();
  await expect(page.getByText("Accord à demander")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("pas travaillé", { exact: false })).toBeVisible();
  await expect(page.getByText("Ce qui lui manque", { exact: false })).toHaveCount(0);
}

/** From the first sentence to the recorded yes, by what each screen offers; returns the code of the card to keep. */
async function sayYes(page: Page): Promise<string> {
  await page.request.get("/voix/son/mp3");
  const choices: Readonly<Record<string, string>> = {
    "/voix/question/name": "button[value=vrai]",
    "/voix/duree": "button[value=one-year]",
    "/voix/compris": "button[value$=-right]",
    "/voix/voix-haute": "button[value=passer]",
  };
  for (let screen = 0; screen < 30 && !page.url().endsWith("/voix/fin"); screen += 1) {
    const { pathname } = new URL(page.url());
    const isQuestion = pathname.startsWith("/voix/question/");
    const choice = choices[pathname] ?? (isQuestion ? "button[value=oui]" : "main .press-main");
    await page.locator(choice).first().click();
  }
  await expect(page).toHaveURL(/\/voix\/fin$/);
  await page.locator("form[action='/voix/carte'] button").click();
  const card = await page.locator(".consent-card-side").first().innerHTML();
  return card.match(/[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/)?.[0] ?? "";
}

const feeds = ["/feeds/paroles-de-talents.xml", "/feeds/all.xml"];
const bodyOf = async (path: string) => (await fetch(new URL(path, baseUrl()))).text();

/** The addresses of a story in the feed of its show, by its title. */
async function inFeed(): Promise<readonly string[]> {
  const items = (await bodyOf("/feeds/paroles-de-talents.xml")).split("<item>");
  const item = items.find((one) => one.includes(title)) ?? "";
  return [...item.matchAll(/(?:url|href)="(https?:[^"]+)"/g)].map(([, url = ""]) => url);
}

test("a story goes from a microphone through a cut network and a correction to its person's yes, to page and feed, and out again at the person's word", async ({
  playwright,
}, info) => {
  test.setTimeout(300_000);
  const email = await joinTeam("coach");
  await withMicrophone({ playwright }, info, async (context) => {
    const page = await context.newPage();
    await signIn(page, email, "/studio/enregistrer");
    await page.goto("/studio/enregistrer");
    await record(page);
    const story = await sendThroughACut(context, page);
    await expect(page.getByText("Accord à demander")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByLabel("Tel qu’enregistré")).toBeVisible();
    await correct(page);
    await checkPage(page);

    await page.getByRole("button", { name: "Lui passer l’appareil" }).click();
    await expect(page).toHaveURL(/\/voix\/debut$/);
    await expect(page.getByRole("navigation")).toHaveCount(0);
    const code = await sayYes(page);
    await page.locator(".voix-done button").first().click();
    // The phone that comes back opens nothing of the team's.
    await page.goto(story);
    await expect(page).toHaveURL(/\/studio\/entrer/);

    await signIn(page, email, story);
    await page.goto(story);
    await expect(page.getByText("En ligne")).toBeVisible();
    const address = await page
      .getByRole("link", { name: "Voir la page publique" })
      .getAttribute("href");
    await page.goto(address ?? "");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(firstName);
    await expect(page.getByText("pas travaillé", { exact: false }).first()).toBeVisible();
    const told = await inFeed();
    expect(told.filter((url) => url.endsWith(".mp3")).length).toBeGreaterThan(0);
    const addresses = [address ?? "", ...told.filter((url) => url.includes("/episodes/"))];
    for (const url of addresses) expect((await fetch(url)).status, url).toBe(200);

    // Another phone, a card, two taps.
    await page.goto(`/voix/#${code.replaceAll(" ", "")}`);
    await page.locator("main button[type=submit]").first().click();
    await page.locator("main .press-closing").first().click();
    await page.locator("main .press-closing").first().click();
    await expect(page.locator(".addresses li").first()).toBeVisible();
    for (const url of addresses) expect((await fetch(url)).status, url).toBe(410);
    for (const feed of feeds) expect(await bodyOf(feed), feed).not.toContain(title);
    await page.goto(story);
    await expect(page.getByText("Fermé", { exact: true })).toBeVisible();
  });
});

test("every page of a coach stands on 360 pixels and before axe, in both languages, and takes a chosen file", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await comeIn(page, "coach");
  const story = await page.locator(".board-title").first().getAttribute("href");
  const paths = [
    "/studio",
    "/studio?q=zzz",
    String(story),
    "/studio/enregistrer",
    "/studio/hors-ligne",
    "/studio/agenda",
    "/studio/compte",
    "/studio/recits/00000000000000000000",
  ];
  for (const path of paths) {
    await page.goto(path);
    await checkPage(page);
  }
  await page.goto("/studio/agenda");
  await page.getByRole("button", { name: "Créer une adresse de calendrier" }).click();
  await expect(page.getByLabel("Adresse à copier maintenant")).toHaveValue(/\.ics$/);
  await checkPage(page);
  await page.goto("/studio/enregistrer");
  await tell(page, { title: "Des routes déjà tracées", firstName: "Ulysse", text: "" });
  await page.getByLabel("Ou des fichiers déjà enregistrés").setInputFiles(demoPath("ulysse.webm"));
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText("Reçu et vérifié, octet par octet.")).toBeVisible({
    timeout: 45_000,
  });
  // A board that shows something being worked on looks again by itself.
  await page.route(
    "**/studio?etat=live",
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("standing-live", "standing-received");
      await route.fulfill({ response, body });
    },
    { times: 1 },
  );
  await page.goto("/studio?etat=live");
  await expect(page.locator(".standing-received")).toHaveCount(1);
  await expect(page.locator(".standing-received")).toHaveCount(0, { timeout: 20_000 });
  await page.goto("/studio/agenda");
  await page.getByRole("button", { name: "English" }).click();
  // The pages differ in words, not in structure: all of them in the long run, the longest words always.
  const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;
  for (const path of isLong ? paths : [String(story), "/studio/enregistrer"]) {
    await page.goto(path);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await checkPage(page);
  }
});
