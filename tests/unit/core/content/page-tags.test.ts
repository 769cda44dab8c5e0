import { expect, test } from "vitest";
import { needsOfPage, problemsOfPage, tagsIn } from "#core/content/page-tags";

const id = "abcdefghjkmnpqrstvwx";
const known = { projects: new Set(["audace"]), shows: new Set(["paroles-de-talents"]) };
const problems = (text: string) =>
  problemsOfPage("content/pages/fr/page.mdx", text, known).map(
    ({ field, reason }) => `${field}: ${reason.fr}`,
  );

const good = [
  "## Titre",
  `<Story id="${id}" />`,
  "<FactCard slug='audace' /> <Figures />",
  '<Stories show="paroles-de-talents" /> et <Stories trade="macon" />',
  "`<Story>` est du texte, a < b aussi.",
].join("\n");

test("a page asks for the stories and shelves that it names, each once, and for projects if it shows any", () => {
  expect(needsOfPage("/page/", `${good}\n<Story id="${id}"/>`)).toEqual({
    path: "/page/",
    stories: [id],
    shelves: ["show#paroles-de-talents", "trade#macon"],
    projects: true,
  });
  expect(needsOfPage("/page/", "## Titre\n\n<Figures />")).toEqual({
    path: "/page/",
    stories: [],
    shelves: [],
    projects: true,
  });
  expect(needsOfPage("/page/", "## Titre\n\nRien que des mots.")).toBeUndefined();
});

test("a tag is known by its name, attributes and line; code is not a tag", () => {
  expect(tagsIn(good).map(({ name, line }) => `${line} ${name}`)).toEqual([
    "2 Story",
    "3 FactCard",
    "3 Figures",
    "4 Stories",
    "4 Stories",
  ]);
});

test("a good page has nothing to mend, and each slip is told with its line and what to do", () => {
  expect(problems(good)).toEqual([]);
  const slips = [
    [`<Story id="trop-court" />`, /^line 1, <Story id>: « trop-court » n’est pas l’identifiant/],
    ["\n<Story />", /^line 2, <Story id>: il manque id="…"/],
    [`<FactCard slug="audaces" />`, /^line 1, <FactCard slug>: « audaces » n’existe pas/],
    [`<Stories show="perdue" />`, /^line 1, <Stories show>: « perdue » n’existe pas/],
    ["<Carousel />", /^line 1, <Carousel>: « <Carousel> » n’est pas un élément/],
  ] as const;
  for (const [slip, sentence] of slips) {
    expect(problems(slip)).toHaveLength(1);
    expect(problems(slip)[0]).toMatch(sentence);
  }
});
