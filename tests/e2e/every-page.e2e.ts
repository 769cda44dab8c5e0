import type { Page } from "playwright/test";
import { pageKinds } from "../looks/page-kinds.ts";
import { isLong } from "../support/long-run.ts";
import { axeFaults, type AxeQuestion } from "./axe.ts";
import { baseUrl, expect, test } from "./site.ts";

/** What depends on the theme; everything else is the same by day and by night. */
const colourRules = ["color-contrast", "link-in-text-block"];
/** What depends on the words: the other language has the same structure, which the long run looks at again. */
const wordRules = [
  "document-title",
  "html-has-lang",
  "html-lang-valid",
  "button-name",
  "link-name",
];
type Asked = { readonly day: AxeQuestion; readonly night?: AxeQuestion };
const everyRule: Asked = { day: {}, night: { rules: colourRules } };
/** Prose, which is laid out as the page about the site is, in other words: by night and in English in the long run only. */
const proseLikeAbout = ["programme", "privacy", "accessibility", "legal", "contact"];

/** Each test takes every third kind, so that workers share them. */
const parts = [0, 1, 2];

for (const part of parts) {
  test(`axe finds nothing, nothing moves and nothing is cut off on any kind of page, by day and by night, in French and in English (${part + 1}/${parts.length})`, async ({
    page,
  }) => {
    // A hundred looks at whole pages, on a machine that may be busy.
    test.setTimeout(300_000);
    await page.addInitScript(() => {
      const moves = globalThis as unknown as { moved: number };
      moves.moved = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          moves.moved += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    const kinds = Object.entries(await pageKinds(baseUrl()));
    expect(kinds.length).toBeGreaterThan(25);
    for (const [kind, path] of kinds.filter((_, index) => index % parts.length === part)) {
      const isProse = !isLong && proseLikeAbout.includes(kind);
      const english = await faultsOf(page, path, isProse ? { day: {} } : everyRule);
      if (english === undefined || isProse) continue;
      const asked = isLong ? everyRule : { day: { rules: wordRules } };
      expect(await faultsOf(page, english, asked), kind).toBeUndefined();
    }
  });
}

/** Looks at a page in every way that is asked for; returns where it is to be read in English, unless it is English itself. */
async function faultsOf(page: Page, path: string, asked: Asked): Promise<string | undefined> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(path);
  expect(await axeFaults(page, asked.day), `${path} by day`).toEqual([]);
  const moved = await page.evaluate(() => (globalThis as unknown as { moved: number }).moved);
  expect(moved, `${path} moved`).toBeLessThan(0.01);
  if (asked.night !== undefined) {
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axeFaults(page, asked.night), `${path} by night`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${path} at 320 px`).toBeLessThanOrEqual(0);
  return page.evaluate(() => {
    if (document.documentElement.lang === "en") return undefined;
    const link = document.querySelector<HTMLLinkElement>('link[hreflang="en"]');
    return link === null ? undefined : new URL(link.href).pathname + location.search;
  });
}
