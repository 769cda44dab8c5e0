import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright/test";
import type { StudioRole } from "#core/studio/person";
import { isLong } from "../support/long-run.ts";
import { axeFaults } from "./axe.ts";
import { baseUrl, expect } from "./site.ts";

type KeptMail = { readonly to: string; readonly text: string };

/** The messages that the server under test has kept for somebody, the latest last. */
async function mailsTo(email: string): Promise<readonly KeptMail[]> {
  const folder = join(process.env["PAROLES_E2E_DATA"] ?? "", "outbox");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const mails = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as KeptMail),
  );
  return mails.filter(({ to }) => to === email);
}

/** Comes in as one of the demonstration's team, with a code from a message. */
export async function signIn(page: Page, email: string, back = "/studio"): Promise<void> {
  const codes = async () =>
    (await mailsTo(email)).flatMap(({ text }) => text.match(/^\d{4} \d{4}/)?.[0] ?? []);
  const before = (await codes()).length;
  await page.goto(`/studio/entrer?retour=${encodeURIComponent(back)}`);
  await page.getByLabel("Adresse de courriel").fill(email);
  await page.getByRole("button", { name: "Recevoir un code" }).click();
  await expect.poll(async () => (await codes()).length).toBeGreaterThan(before);
  await page.getByLabel("Les huit chiffres").fill((await codes()).at(-1) ?? "");
  await page.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(page.getByRole("button", { name: "Se déconnecter" })).toBeVisible();
}

let people = 0;

/** Invites somebody new of a role; returns their address and the path of the invitation. */
async function invite(role: StudioRole): Promise<{ email: string; path: string }> {
  people += 1;
  const email = `${role}-${process.pid}-${people}@example.org`;
  const desk = process.env["PAROLES_E2E_INVITATIONS_URL"] ?? "";
  const answer = await fetch(`${desk}/${role}/${encodeURIComponent(email)}`);
  const path = await answer.text();
  expect(answer.status, path).toBe(200);
  return { email, path };
}

/** Somebody new of a role, who comes in with a code; returns their address. */
export const joinTeam = async (role: StudioRole): Promise<string> => (await invite(role)).email;

/** Comes in as somebody new of a role, by an invitation: no test waits for another one's mailbox. Returns their address. */
export async function comeIn(page: Page, role: StudioRole, back = "/studio"): Promise<string> {
  const { email, path } = await invite(role);
  await page.goto(`${baseUrl()}${path}`);
  await page.getByRole("button", { name: "Entrer", exact: true }).click();
  await expect(page.getByRole("button", { name: "Se déconnecter" })).toBeVisible();
  await page.goto(`${baseUrl()}${back}`);
  return email;
}

/** A small phone in every run; a tablet and a desk, and each by night, in the long one: the page is there already, it is only resized. */
const views = isLong
  ? [360, 768, 1280].flatMap((width) => [
      { width, colorScheme: "light" as const },
      { width, colorScheme: "dark" as const },
    ])
  : [{ width: 360, colorScheme: "light" as const }];

/** A page of the studio as it stands, in every view and as axe sees it: nothing wider than the screen, no target too small. */
export async function checkPage(page: Page): Promise<void> {
  const former = page.viewportSize();
  for (const { width, colorScheme } of views) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 740 });
    const where = `${page.url()}, ${width} px, ${colorScheme}`;
    const shown = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(shown, where).toBeLessThanOrEqual(width);
    expect(await smallTargets(page), where).toEqual([]);
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    expect(await axeFaults(page, { tags }), where).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (former !== null) await page.setViewportSize(former);
}

const smallTargets = (page: Page) =>
  page.locator("button, a.button, select, input").evaluateAll((all) =>
    all.flatMap((one) => {
      const { width: w, height: h } = one.getBoundingClientRect();
      const isChoice = one instanceof HTMLInputElement && /checkbox|radio|range/.test(one.type);
      return w > 0 && !isChoice && (w < 44 || h < 44) ? [one.outerHTML.slice(0, 120)] : [];
    }),
  );
