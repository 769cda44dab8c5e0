import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./site.ts";

const kinds = [
  "/projets/",
  "/projets/audace/",
  "/projets/carte/",
  "/projets/chiffres/",
  "/projets/hauts-de-france/",
  "/projets/comparer/?fiches=audace,focale",
  "/projets/region/32/",
];

const cards = "[data-project]:visible";

test("projects are filtered and sorted by keyboard, and the address keeps what was chosen", async ({
  page,
}) => {
  await page.goto("/projets/");
  await expect(page.locator(cards)).toHaveCount(20);
  await page.getByRole("combobox", { name: "Région" }).focus();
  await page.keyboard.type("Hauts");
  await expect(page.getByRole("combobox", { name: "Région" })).toHaveValue("32");
  await expect(page.locator(cards)).toHaveCount(7);
  await expect(page.getByRole("status").filter({ hasText: "7 sur 20" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Thème" })).toBeFocused();
  await page.getByRole("combobox", { name: "Thème" }).selectOption("sport");
  await expect(page).toHaveURL(/region=32&theme=sport$/);
  await expect(page.locator(cards)).toHaveCount(2);
  // Choices that would leave nothing say so and cannot be made.
  await expect(page.getByRole("combobox", { name: "Vague" }).locator("option").nth(1)).toHaveText(
    /\(1\)$/,
  );
  await expect(page.locator('option[value="seniors"]')).toBeDisabled();

  await page.getByRole("combobox", { name: "Trier par" }).selectOption("duree");
  await page.reload();
  await expect(page.locator(cards)).toHaveCount(2);
  await expect(page.getByRole("combobox", { name: "Trier par" })).toHaveValue("duree");
  await page.getByRole("button", { name: "Tout afficher" }).press("Enter");
  await expect(page.locator(cards)).toHaveCount(20);
  await expect(page).toHaveURL(/\/projets\/$/);
  await expect(page.getByRole("combobox", { name: "Vague" })).toBeFocused();
});

test("projects are put in order of people, length and title", async ({ page }) => {
  const first = () => page.locator(cards).first().getAttribute("data-project");
  for (const [order, slug] of [
    ["personnes", "etincelle"],
    ["duree", "pas-de-quartier-pour-l-echec"],
    ["titre", "12-parcours-sans-couture"],
    ["", "audace"],
  ] as const) {
    await page.goto(order === "" ? "/projets/" : `/projets/?tri=${order}`);
    expect(await first(), order).toBe(slug);
  }
});

test("two projects are chosen on their cards and read side by side", async ({ page }) => {
  await page.goto("/projets/");
  await page.getByRole("checkbox", { name: "Comparer « Audace »" }).press("Space");
  await page.getByRole("checkbox", { name: "Comparer « Teame. »" }).press("Space");
  await page.getByRole("checkbox", { name: "Comparer « SUP de SUB »" }).press("Space");
  await expect(page.getByRole("checkbox", { name: "Comparer « Insert’up »" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Comparer « Teame. »" }).press("Space");
  await page.getByRole("link", { name: "Comparer ces projets" }).press("Enter");
  await expect(page).toHaveURL(/comparer\/\?fiches=audace,sup-de-sub$/);
  await expect(page.locator("thead th:visible")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Projet 3" }).selectOption("focale");
  await expect(page.locator("thead th:visible")).toHaveCount(3);
  await expect(page).toHaveURL(/fiches=audace,sup-de-sub,focale$/);
});

test("the map is walked and opened by keyboard, region after region", async ({ page }) => {
  await page.goto("/projets/carte/");
  const regions = page.locator("a.map-region");
  await expect(regions).toHaveCount(18);
  await regions.first().focus();
  const walked: string[] = [];
  for (let step = 0; step < 18; step += 1) {
    walked.push(await page.evaluate(() => document.activeElement?.getAttribute("href") ?? ""));
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).toBe("solid");
    await page.keyboard.press("Tab");
  }
  expect(new Set(walked).size).toBe(18);
  await page.getByRole("link", { name: "La Réunion, 3 projets" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Projets à La Réunion" })).toBeVisible();
  await expect(page.locator(cards)).toHaveCount(3);
});

test("circles of the map never cover each other", async ({ page }) => {
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/projets/carte/");
    const overlaps = await page.evaluate(() => {
      const circles = [...document.querySelectorAll(".map-region")].map((region) => {
        const { x, y, width: size } = region.getBoundingClientRect();
        return { x: x + size / 2, y: y + size / 2, radius: size / 2 };
      });
      return circles.flatMap((a, index) =>
        circles
          .slice(index + 1)
          .filter((b) => Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius - 0.5),
      ).length;
    });
    expect(overlaps, String(width)).toBe(0);
  }
});

test("a fact card prints on one A4 sheet", async ({ page }) => {
  await page.goto("/projets/");
  const paths = await page
    .locator(".project-card h3 a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  expect(paths).toHaveLength(20);
  for (const path of paths) {
    await page.goto(path);
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g), path).toHaveLength(1);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("every project is listed, each filter is a page, and all projects can be compared", async ({
    page,
  }) => {
    await page.goto("/projets/");
    await expect(page.locator(cards)).toHaveCount(20);
    await expect(page.getByRole("combobox")).toHaveCount(0);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    await page.getByRole("link", { name: "Hauts-de-France", exact: true }).last().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Projets dans les Hauts-de-France",
    );
    await expect(page.locator(cards)).toHaveCount(7);
    await page.goto("/projets/comparer/");
    await expect(page.locator("thead th:visible")).toHaveCount(20);
  });
});

/** What differs between the themes are colours, and between the languages everything but colours. */
const checks = [
  { theme: "light", prefix: "", rules: {} },
  { theme: "dark", prefix: "", rules: { withRules: ["color-contrast", "link-in-text-block"] } },
  { theme: "light", prefix: "/en", rules: { disableRules: ["color-contrast"] } },
] as const;

for (const { theme, prefix, rules } of checks) {
  test.describe(`in the ${theme} theme, at ${prefix}/projets/`, () => {
    test.use({ colorScheme: theme });
    test("axe finds nothing on any kind of project page", async ({ page }) => {
      // Whole pages, on a machine that may be busy.
      test.setTimeout(180_000);
      for (const path of kinds.map((kind) => `${prefix}${kind}`)) {
        await page.goto(path);
        const axe = new AxeBuilder({ page });
        if ("withRules" in rules) axe.withRules([...rules.withRules]);
        if ("disableRules" in rules) axe.disableRules([...rules.disableRules]);
        const { violations } = await axe.analyze();
        expect(violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  });
}

test("no project page scrolls sideways at 320 px", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of kinds) {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("nothing moves while the list, a card and the map load", async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(globalThis, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (globalThis as unknown as { shift: number }).shift += (
          entry as unknown as { value: number }
        ).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const path of ["/projets/", "/projets/audace/", "/projets/carte/"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
    expect(shift, path).toBeLessThan(0.01);
  }
});
