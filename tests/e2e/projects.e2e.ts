import { expect, test } from "./site.ts";

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
