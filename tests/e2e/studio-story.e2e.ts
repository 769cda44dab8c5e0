import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { demoPath, ffmpeg, withFolder } from "../support/audio-tools.ts";
import { baseUrl, expect, test } from "./site.ts";
import { checkPage, comeIn } from "./studio-visit.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Hashes of every original that the server keeps, by story. */
async function originals(): Promise<ReadonlyMap<string, string>> {
  const uploads = join(process.env["PAROLES_E2E_DATA"] ?? "", "private", "uploads");
  const hashes = new Map<string, string>();
  for (const story of await readdir(uploads))
    for (const name of await readdir(join(uploads, story)))
      hashes.set(story, sha256(await readFile(join(uploads, story, name))));
  return hashes;
}

/** What the browser keeps of its one recording, hashed where it lies. */
const keptOnDevice = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("paroles-studio");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const pieces = await new Promise<{ sound: Blob }[]>((resolve, reject) => {
      const request = database.transaction("pieces").objectStore("pieces").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    const whole = await new Blob(pieces.map(({ sound }) => sound)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
    return {
      bytes: whole.byteLength,
      sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    };
  });

async function tell(page: Page, title: string, firstName: string, text = ""): Promise<void> {
  await page.getByLabel("Titre").fill(title);
  await page.getByRole("textbox", { name: "Prénom" }).first().fill(firstName);
  await page.getByLabel("Série").selectOption("paroles-de-talents");
  await page.getByLabel("Ce qui est dit").fill(text);
}

test("what a microphone heard survives a cut network and a reload, and arrives to the last bit", async ({
  playwright,
}, { project }) => {
  test.setTimeout(120_000);
  await withFolder(async (folder) => {
    const microphone = join(folder, "microphone.wav");
    await ffmpeg("-i", demoPath("marie.mp3"), "-ac", "1", "-ar", "48000", microphone);
    const { launchOptions = {} } = project.use;
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-audio-capture=${microphone}`,
      ],
    });
    const context = await browser.newContext({ baseURL: baseUrl(), locale: "fr-FR" });
    const page = await context.newPage();
    await comeIn(page, "coach", "/studio/enregistrer");
    // The page that the phone keeps for later: ready before the network goes.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(page.getByRole("timer")).toHaveText("0:03");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Continuer" }).click();
    await expect(page.getByRole("timer")).toHaveText("0:08", { timeout: 20_000 });
    await page.getByRole("button", { name: "Terminer" }).click();
    await expect(page.getByLabel("Réécouter")).toBeVisible();
    const recorded = await keptOnDevice(page);
    expect(recorded.bytes).toBeGreaterThan(20_000);

    await tell(page, "Une prise coupée", "Awa");
    // The network goes while the sound is under way.
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
    await expect(page.getByText("Une prise coupée")).toBeVisible();
    expect(await keptOnDevice(page)).toEqual(recorded);

    await page.unrouteAll();
    await context.setOffline(false);
    await expect(page.getByText("Reçu et vérifié, octet par octet.")).toBeVisible({
      timeout: 45_000,
    });
    await page.getByRole("link", { name: "Voir le récit" }).click();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    expect((await originals()).get(id)).toBe(recorded.sha256);
    expect((await keptOnDevice(page)).bytes).toBe(0);
    await expect(page.getByText("Texte à compléter")).toBeVisible({ timeout: 45_000 });
    await expect(page.getByLabel("Tel qu’enregistré")).toBeVisible();
    await browser.close();
  });
});

/** From the first sentence to the recorded yes, by what each screen offers. */
async function sayYes(page: Page): Promise<void> {
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
}

test("from a file on a phone to a yes in the person's own hands, to the public page, and closed again", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const texts = JSON.parse(await readFile("content/demo/texts.json", "utf8")) as {
    ulysse: string;
  };
  await page.setViewportSize({ width: 360, height: 740 });
  await comeIn(page, "coach", "/studio/enregistrer");
  await tell(page, "Des routes déjà tracées, encore", "Ulysse", texts.ulysse);
  await page.getByLabel("Ou des fichiers déjà enregistrés").setInputFiles(demoPath("ulysse.webm"));
  await page.getByRole("button", { name: "Envoyer" }).click();
  await page.getByRole("link", { name: "Voir le récit" }).click({ timeout: 30_000 });
  await expect(page.getByText("Accord à demander")).toBeVisible({ timeout: 60_000 });
  const story = new URL(page.url()).pathname;
  await checkPage(page);

  await page.getByRole("button", { name: "Lui passer l’appareil" }).click();
  await expect(page).toHaveURL(/\/voix\/debut$/);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await sayYes(page);
  await page.locator(".voix-done button").click();
  // The phone that comes back opens nothing of the team's.
  await page.goto(story);
  await expect(page).toHaveURL(/\/studio\/entrer/);

  await comeIn(page, "administrator", story);
  await expect(page.getByText("En ligne")).toBeVisible();
  const address = await page
    .getByRole("link", { name: "Voir la page publique" })
    .getAttribute("href");
  expect((await fetch(address ?? "")).status).toBe(200);
  await page.getByText("Fermer à la demande de la personne").click();
  await page.getByRole("button", { name: "Fermer maintenant" }).click();
  await expect(page.getByRole("status").first()).toContainText("Le récit est fermé");
  expect((await fetch(address ?? "")).status).toBe(410);
});

test("every page of a coach stands on 360 pixels and before axe, in both languages", async ({
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
  await page.getByRole("button", { name: "English" }).click();
  // The pages differ in words, not in structure: all of them in the long run, the longest words always.
  const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;
  for (const path of isLong ? paths : [String(story), "/studio/enregistrer"]) {
    await page.goto(path);
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await checkPage(page);
  }
});
