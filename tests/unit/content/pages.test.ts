import { expect, test } from "vitest";
import { z } from "zod";
import { checkContent, plainLine, requireContent } from "#core/content/check";
import { settingFields, SiteSettingsSchema } from "#core/content/site-settings";
import { contentFiles, readContentPage, readContentYaml } from "../../support/content-files.ts";

const languages = ["fr", "en"] as const;
const pagesIn = (language: string) => contentFiles(`pages/${language}`, ".mdx");
const nameOf = (file: string) => file.replace(/^.*\/|\.mdx$/g, "");
const everyPage = languages.flatMap(pagesIn);

/** Head of a page; a description longer than this is cut by search engines. */
const PageHeadSchema = z.strictObject({
  title: plainLine(80),
  description: plainLine(170),
  order: z.int().positive(),
});

test("the same eight pages exist in French and in English, in the same order", () => {
  const orderOf = (file: string) => [nameOf(file), readContentPage(file).head["order"]];
  expect(pagesIn("fr")).toHaveLength(8);
  expect(pagesIn("en").map(orderOf)).toEqual(pagesIn("fr").map(orderOf));
});

test.each(everyPage)("%s has a head that lists and search engines can use, and a body", (file) => {
  const { head, body } = readContentPage(file);
  expect(checkContent(PageHeadSchema, head, file)).toMatchObject({ ok: true });
  expect(body.length).toBeGreaterThan(300);
});

test.each(everyPage)("%s has no level-one heading of its own, and skips no level", (file) => {
  const levels = Array.from(
    readContentPage(file).body.matchAll(/^(#+) /gm),
    ([, marks = ""]) => marks.length,
  );
  expect(levels).not.toContain(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1)).toEqual([]);
});

test.each(everyPage)(
  "%s links within the site only to pages that exist, in its own language",
  (file) => {
    const language = file.split("/")[1];
    const known = new Set([
      "/voix/",
      language === "fr" ? "/histoires/#trade" : "/en/histoires/#trade",
      ...pagesIn(language ?? "").map((page) =>
        language === "fr" ? `/${nameOf(page)}/` : `/en/${nameOf(page)}/`,
      ),
    ]);
    const links = Array.from(
      readContentPage(file).body.matchAll(/\]\((\/[^)]*)\)/g),
      ([, link]) => link ?? "",
    );
    expect(links.filter((link) => !known.has(link))).toEqual([]);
  },
);

test("every setting that a page quotes is one that the operator fills in, and every setting is used", () => {
  const settings = requireContent(SiteSettingsSchema, readContentYaml("site.yaml"), "site.yaml");
  const fields = settingFields(settings);
  for (const language of languages) {
    const quoted = new Set(
      pagesIn(language).flatMap((file) =>
        // Wider than what is filled in: a name that is no name is found, too.
        Array.from(
          readContentPage(file).body.matchAll(/\[\[([^\]]*)\]\]/g),
          ([, name = ""]) => name,
        ),
      ),
    );
    expect([...quoted].filter((name) => !fields.has(name))).toEqual([]);
    expect([...fields.keys()].filter((name) => !quoted.has(name))).toEqual([]);
  }
});

test("the settings that come with the software name nobody real", () => {
  const settings = requireContent(SiteSettingsSchema, readContentYaml("site.yaml"), "site.yaml");
  const addresses = [...settingFields(settings).values()].filter((value) => value.includes("@"));
  expect(addresses.every((address) => address.endsWith("@example.org"))).toBe(true);
});

test("no page names a talent or tells a story: both must be able to disappear", () => {
  const demo = readContentYaml("demo/demo.yaml") as {
    recordings: { title: string; speakers: { firstName: string }[] }[];
  };
  const names = demo.recordings.flatMap(({ title, speakers }) => [
    title,
    ...speakers.map(({ firstName }) => firstName),
  ]);
  for (const file of everyPage) {
    // A minister has the first name of nobody here; "Jean-Marie" must not count as "Marie".
    const text = readContentPage(file).body.replaceAll("Jean-Marie", "");
    expect(
      names.filter((name) => new RegExp(`(^|[^\\p{L}])${name}($|[^\\p{L}])`, "u").test(text)),
    ).toEqual([]);
  }
});

test("the promise says in both languages that a no changes nothing, and that a copy cannot be called back", () => {
  const french = readContentPage("pages/fr/consentement.mdx").body;
  const english = readContentPage("pages/en/consentement.mdx").body;
  expect(french).toContain("Dire non ne change rien à votre place dans le programme.");
  expect(french).toContain("Une copie déjà prise ne se rappelle pas.");
  expect(english).toContain("Saying no changes nothing about your place in the programme.");
  expect(english).toContain("A copy that was taken cannot be called back.");
});

test("the accessibility statement claims no compliance, because no audit was made", () => {
  expect(readContentPage("pages/fr/accessibilite.mdx").head["title"]).toBe(
    "Accessibilité : non conforme",
  );
  expect(readContentPage("pages/en/accessibilite.mdx").head["title"]).toBe(
    "Accessibility: not compliant",
  );
});

test("the series page has the consortium, the funding, the places and the pedagogy of its source", () => {
  for (const language of languages) {
    const { body } = readContentPage(`pages/${language}/paroles-de-talents.mdx`);
    for (const fact of [
      "Hashtag Objectif Pro",
      "Synergie Family",
      "Learning Planet Institute",
      "Pro Bono Lab",
      "Laboratoire d’Intelligence Collective et Artificielle",
      "Banque des Territoires",
      "Caisse des Dépôts",
      "Île-de-France",
      "Lyon",
      "Aix-Marseille",
      "QPV",
      "FabLabs",
      "learning by design",
    ]) {
      expect(body.toLowerCase(), fact).toContain(fact.toLowerCase());
    }
    expect(body).toMatch(/18 (à|to) 30/);
  }
});
