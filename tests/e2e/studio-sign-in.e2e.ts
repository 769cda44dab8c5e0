import { baseUrl, expect, paroles, test } from "./site.ts";
import { checkPage, signIn } from "./studio-visit.ts";

test("somebody who is invited comes in, adds a passkey, and comes in with it alone", async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const { url } = await paroles("people", "add", "passkey@example.org", "--role", "coach");
  // The command line says the address by which it found the server.
  await page.goto(new URL(String(url)).pathname);
  await page.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon compte");
  await page.getByRole("button", { name: "Ajouter une clé sur cet appareil" }).click();
  await expect(page.getByRole("status")).toHaveText("La clé d’accès est ajoutée.");
  await checkPage(page);

  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("status")).toContainText("Vous êtes déconnecté·e");
  await page.goto("/studio/compte");
  await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
  await expect(page).toHaveURL(`${baseUrl()}/studio/compte`);
  await page.getByRole("button", { name: /^Retirer la clé/ }).click();
  await expect(page.getByText("Aucune clé pour l’instant.")).toBeVisible();
});

test("a code lets somebody in without scripts, by keyboard alone, in English too", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: baseUrl(), javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "coach@example.org", "/studio/compte");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
  const english = page.getByRole("button", { name: "English" });
  for (let step = 0; step < 60; step += 1) {
    if (await english.evaluate((button) => button.matches(":focus"))) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My account");
  await page.getByRole("button", { name: "Français" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Entrer dans le studio");
  await context.close();
});

test("the pages before signing in have no fault that axe finds, 360 pixels wide", async ({
  page,
}) => {
  for (const path of ["/studio/entrer", "/studio/invitation/x", "/studio/courrier", "/studio/x"]) {
    await page.goto(path);
    await checkPage(page);
  }
});
