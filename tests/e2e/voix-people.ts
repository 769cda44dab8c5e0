import type { Page } from "playwright/test";
import { isLong } from "../support/long-run.ts";
import { axeFaults } from "./axe.ts";
import { expect, test as base } from "./site.ts";

export type Invitation = {
  readonly path: string;
  readonly card: { readonly lastingCode: string; readonly onceCodes: readonly string[] };
};
export type Voix = {
  readonly baseUrl: string;
  /** Somebody new, who is asked about a story. */
  next(): Promise<Invitation>;
  /** Somebody new whose story is public. */
  nextPublished(): Promise<Invitation>;
};

/** The participant's pages on stories of their own, as `start-server.ts` started them; each test is somebody else. */
export const test = base.extend<{ voix: Voix }>({
  voix: async ({}, use) => {
    const baseUrl = process.env["PAROLES_E2E_VOIX_URL"] ?? "";
    const ask = async (path: string) =>
      (await (await fetch(`${baseUrl}${path}`)).json()) as Invitation;
    await use({
      baseUrl,
      next: () => ask("/next"),
      nextPublished: () => ask("/next-published"),
    });
  },
});

export type Tap = (page: Page, selector: string) => Promise<void>;
export const click: Tap = async (page, selector) => page.locator(selector).first().click();

/** From the link to the recorded answer; returns how many buttons were pressed. */
export async function grant(
  page: Page,
  voix: Voix,
  path: string,
  tap: Tap = click,
  look = async () => {},
) {
  let taps = 0;
  const press = async (selector: string) => {
    await look();
    await tap(page, selector);
    taps += 1;
  };
  await page.goto(`${voix.baseUrl}${path}`);
  await press("main button[type=submit]");
  // Hears the recording, as the player on the page would fetch it.
  await page.request.get(`${voix.baseUrl}/voix/son/mp3`);
  const choices: Readonly<Record<string, string>> = {
    "/voix/question/name": "button[value=vrai]",
    "/voix/duree": "button[value=one-year]",
    "/voix/compris": "button[value$=-right]",
    "/voix/voix-haute": "button[value=passer]",
  };
  for (let screen = 0; screen < 30 && !page.url().endsWith("/voix/fin"); screen += 1) {
    const { pathname } = new URL(page.url());
    const isQuestion = pathname.startsWith("/voix/question/");
    await press(choices[pathname] ?? (isQuestion ? "button[value=oui]" : "main .press-main"));
  }
  await expect(page).toHaveURL(/\/voix\/fin$/);
  return taps;
}

/** The longest words and the other direction always; English, which is between the two, in the long run. */
export const languagesLookedAt = (
  [
    { locale: "fr", direction: "ltr" },
    { locale: "ar", direction: "rtl" },
    { locale: "en", direction: "ltr" },
  ] as const
).slice(0, isLong ? 3 : 2);

/** Screens that are looked at by axe in every language. */
const samples = /\/voix\/(question\/voice|moi|recu|effacer|telecharger)$/;

/** Fits a small phone, in its direction, with targets for any finger, and without a fault that axe finds. */
export async function checkScreen(page: Page, direction: string) {
  await page.waitForLoadState("load");
  expect(await page.locator("html").getAttribute("dir")).toBe(direction);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, page.url()).toBeLessThanOrEqual(320);
  const small = await page.locator("a, button").evaluateAll((all) =>
    all.flatMap((one) => {
      const { width: w, height: h } = one.getBoundingClientRect();
      const isText = one.closest(".addresses") !== null;
      return w > 0 && !isText && (w < 47.5 || h < 47.5) ? [one.outerHTML.slice(0, 120)] : [];
    }),
  );
  expect(small, page.url()).toEqual([]);
  // The screens differ in words, not in structure: every one in one language, some in the others.
  const isSample = samples.test(page.url());
  if (direction === "ltr" && !isSample) return;
  expect(await axeFaults(page), page.url()).toEqual([]);
}
