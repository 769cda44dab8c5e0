import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import { checkProject } from "#core/content/project";
import { requireProject } from "../../../support/project-files.ts";
import { peopleTotals } from "#core/content/project-people";
import { PeopleTargetSchema } from "#core/content/project-parts";
import { unknownReferences } from "#core/content/project-references";
import { aCard } from "../../../support/project-builder.ts";

const problemsOf = (changes: Record<string, unknown>) => {
  const result = checkProject(aCard(changes), "projects/un-projet.md");
  return result.ok ? [] : result.problems;
};
const fieldsOf = (changes: Record<string, unknown>) =>
  problemsOf(changes).map(({ field }) => field);
const figure = (changes: Record<string, unknown>) => ({
  objectives: [
    {
      text: "Un objectif.",
      figures: [{ value: 1, kind: "people", label: { fr: "personne", en: "person" }, ...changes }],
    },
  ],
});

test("a complete card is accepted, with its defaults filled in", () => {
  const project = requireProject(aCard(), "projects/un-projet.md");
  expect(project.stories).toEqual([]);
  expect(project.territories[0]).toMatchObject({ qpv: false, toBeDefined: false });
});

test("a missing field is named, with its file, in both languages", () => {
  const { holder: _holder, ...withoutHolder } = aCard();
  expect(checkProject(withoutHolder, "projects/un-projet.md")).toMatchObject({
    ok: false,
    problems: [{ file: "projects/un-projet.md", field: "holder" }],
  });
  const [problem] = problemsOf({ holder: undefined });
  expect(problem?.reason.fr).not.toBe(problem?.reason.en);
});

test("a misspelt field is refused, so that no fact is lost in silence", () => {
  expect(problemsOf({ adedValues: [] }).map(({ reason }) => reason.en)).toEqual([
    expect.stringContaining("adedValues"),
  ]);
});

test("an unknown region is refused with an example of a right one", () => {
  const [problem] = problemsOf({ territories: [{ label: "Ailleurs", regionCodes: ["99"] }] });
  expect(problem?.field).toBe("territories[0].regionCodes[0]");
  expect(problem?.reason.fr).toMatch(/« 99 ».*"32"/);
  expect(fieldsOf({ regions: [32] })).toEqual(["regions[0]"]);
});

test("the list of regions must be that of the territories, and the answer says which", () => {
  const [problem] = problemsOf({ regions: ["32", "11"] });
  expect(problem?.field).toBe("regions");
  expect(problem?.reason.fr).toContain('attendu "32"');
});

test("the whole of overseas France stands for its five regions", () => {
  const everywhere = { territories: [{ label: "Outre-mer", coverage: "overseas" }] };
  expect(problemsOf({ ...everywhere, regions: ["01", "02", "03", "04", "06"] })).toEqual([]);
  expect(fieldsOf({ ...everywhere, regions: ["01"] })).toEqual(["regions"]);
});

test("a regional note's territories count among the regions", () => {
  const regionalNote = {
    call: "un-appel-regional",
    holder: "Une association",
    title: "Un autre titre",
    territories: [{ label: "Nantes", regionCodes: ["52"] }],
    publics: "Jeunes",
    differences: [{ text: "Le titre diffère." }],
  };
  expect(fieldsOf({ regionalNote })).toEqual(["regions"]);
  expect(problemsOf({ regionalNote, regions: ["32", "52"] })).toEqual([]);
});

test("a negative figure and a range that runs backwards are refused at their place", () => {
  expect(fieldsOf(figure({ value: -1 }))).toEqual(["objectives[0].figures[0].value"]);
  expect(fieldsOf(figure({ value: 5, valueMax: 4 }))).toEqual([
    "objectives[0].figures[0].valueMax",
  ]);
  expect(problemsOf(figure({ value: 200, valueMax: 300 }))).toEqual([]);
});

test("a pathway that ends before it begins is refused", () => {
  const text = { fr: "de 6 à 3 mois", en: "6 to 3 months" };
  expect(fieldsOf({ pathwayLength: { text, monthsMin: 6, monthsMax: 3 } })).toEqual([
    "pathwayLength",
  ]);
});

test.each([
  ["holder", { holder: "<b>Gras</b>" }],
  ["title.fr", { title: { fr: "Un <script>", en: "A script" } }],
  ["holder", { holder: "A &amp; B" }],
  ["presentation", { presentation: "Un <iframe src='x'></iframe>" }],
  ["objectives[0].text", { objectives: [{ text: "<!-- caché -->" }] }],
])("markup in %s is refused", (field, changes) => {
  const [problem] = problemsOf(changes);
  expect(problem?.field).toBe(field);
  expect(problem?.reason.fr).toContain("balisage HTML");
});

test("signs that only look like markup are words", () => {
  expect(problemsOf({ holder: "NES&CITÉ" })).toEqual([]);
  expect(problemsOf({ holder: "Moins de 3 < 4" })).toEqual([]);
});

test("a link in the presentation leads to the web, to a mail address or within the site", () => {
  expect(problemsOf({ presentation: "[ici](https://example.org) et [là](/contact/)" })).toEqual([]);
  for (const address of ["javascript:alert(1)", "//example.org", "data:text/html,x", "x.html"]) {
    expect(fieldsOf({ presentation: `[ici](${address})` })).toEqual(["presentation"]);
  }
});

test("an organisation, a theme or a public named twice is refused", () => {
  const twice = [
    { name: "Make Sense", kind: "member" },
    { name: "Make Sense", kind: "member" },
  ];
  expect(fieldsOf({ partners: twice })).toEqual(["partners[1]"]);
  expect(fieldsOf({ themes: ["sport", "sport"] })).toEqual(["themes[1]"]);
});

test("a summary of more than 200 characters and a wrong month are refused", () => {
  expect(fieldsOf({ summary: { fr: "a".repeat(201), en: "b" } })).toEqual(["summary.fr"]);
  expect(fieldsOf({ waveDate: "novembre 2018" })).toEqual(["waveDate"]);
});

test("a photograph that is shown needs a text alternative; a credit alone does not", () => {
  expect(problemsOf({ photo: { credit: "© Quelqu’un" } })).toEqual([]);
  expect(fieldsOf({ photo: { credit: "© Quelqu’un", file: "photo.jpg" } })).toEqual(["photo.alt"]);
});

test("every problem of a card is reported at once", () => {
  expect(fieldsOf({ holder: "", wave: 0, slug: "Pas Un Slug" }).sort()).toEqual([
    "holder",
    "slug",
    "wave",
  ]);
});

test("whoever requires a card gets an error that names file, field and reason", () => {
  const attempt = () => requireProject(aCard({ wave: 0 }), "projects/un-projet.md");
  expect(attempt).toThrow(AppError);
  expect(attempt).toThrow(
    expect.objectContaining({
      code: "content-invalid",
      field: "wave",
      params: expect.objectContaining({ file: "projects/un-projet.md", field: "wave", count: 1 }),
    }),
  );
});

test("something that is no card at all is refused, not fatal", () => {
  for (const data of [null, undefined, "texte", [], 7]) {
    expect(checkProject(data, "projects/x.md").ok).toBe(false);
  }
});

test("a link to a story, theme, public or call that does not exist is reported with its field", () => {
  const project = requireProject(
    aCard({ stories: ["0123456789abcdefghjk"] }),
    "projects/un-projet.md",
  );
  const nothing = {
    calls: new Set<string>(),
    themes: new Set<string>(),
    publics: new Set<string>(),
  };
  const problems = unknownReferences(
    project,
    { ...nothing, stories: new Set() },
    "projects/un-projet.md",
  );
  expect(problems.map(({ field }) => field)).toEqual([
    "call",
    "themes[0]",
    "publics.keys[0]",
    "stories[0]",
  ]);
  const known = {
    calls: new Set(["un-appel"]),
    themes: new Set(["sport"]),
    publics: new Set(["jeunes"]),
    stories: new Set(["0123456789abcdefghjk"]),
  };
  expect(unknownReferences(project, known, "projects/un-projet.md")).toEqual([]);
});

test("people are summed by kind, with yearly and regional numbers kept apart", () => {
  const target = (fields: Record<string, unknown>) =>
    PeopleTargetSchema.parse({ kind: "accompanied", ...fields });
  const totals = peopleTotals([
    {
      slug: "a",
      peopleTarget: [target({ count: 1000 }), target({ count: 3000, kind: "spotted" })],
    },
    { slug: "b", peopleTarget: [target({ count: 450, perYear: true })] },
    { slug: "c", peopleTarget: [target({ count: 200, document: "regional" })] },
    { slug: "d", peopleTarget: [target({ count: 150, kind: "professionals" })] },
  ]);
  expect(totals).toEqual({
    accompanied: 1000,
    accompaniedPerYear: 450,
    spotted: 3000,
    professionals: 150,
    without: ["c", "d"],
  });
});
