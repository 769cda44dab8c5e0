import { expect, test } from "vitest";
import { loadContent, problemsInWords } from "../../../site/src/projects/load-content.ts";
import { contentFiles, readCard, readContentYaml } from "../../support/content-files.ts";
import { aCard } from "../../support/project-builder.ts";

const inContent = <Data>(files: readonly string[], read: (file: string) => Data) =>
  Object.fromEntries(files.map((file) => [`content/${file}`, read(file)]));

/** The real content, with cards added or replaced. */
function contentWith(cards: Record<string, unknown>) {
  return loadContent({
    cards: { ...inContent(contentFiles("projects", ".md"), readCard), ...cards },
    calls: inContent(contentFiles("calls", ".yaml"), readContentYaml),
    themes: readContentYaml("vocabulary/themes.yaml"),
    publics: readContentYaml("vocabulary/publics.yaml"),
    regions: readContentYaml("vocabulary/regions.yaml"),
  });
}

const file = "content/projects/un-projet.md";
const problemsWith = (changes: Record<string, unknown>) =>
  contentWith({ [file]: aCard({ call: "100-inclusion", ...changes }) });

test("the twenty cards of the site hold, in the order of the call", () => {
  const { projects, problems } = contentWith({});
  expect(problems).toEqual([]);
  expect(projects).toHaveLength(20);
  expect(projects[0]?.slug).toBe("audace");
  expect(projects.at(-1)?.slug).toBe("prepa-tremplin");
});

test("a card outside every wave comes last", () => {
  const { projects, problems } = problemsWith({});
  expect(problems).toEqual([]);
  expect(projects.at(-1)?.slug).toBe("un-projet");
});

test.each([
  ["a missing field", { holder: undefined }, "holder"],
  [
    "an unknown region",
    { territories: [{ label: "Lille", regionCodes: ["99"] }] },
    "territories[0].regionCodes[0]",
  ],
  [
    "a negative number",
    { peopleTarget: [{ count: -3, kind: "accompanied" }] },
    "peopleTarget[0].count",
  ],
  ["markup", { presentation: "<script>alert(1)</script>" }, "presentation"],
  ["a theme that does not exist", { themes: ["sports"] }, "themes[0]"],
  ["a call that does not exist", { call: "un-appel" }, "call"],
  ["a slug that is not the file's name", { slug: "autre-projet" }, "slug"],
])(
  "a card with %s is left out, its author is told where, and the rest goes on",
  (_, changes, field) => {
    const { projects, problems } = problemsWith(changes);
    expect(projects).toHaveLength(20);
    expect(problems.map((problem) => [problem.file, problem.field])).toContainEqual([file, field]);
    const lines = problemsInWords(problems);
    expect(lines.some((line) => line.startsWith(`${file}, ${field}: `))).toBe(true);
  },
);

test("what all cards share must hold, or the build ends with the file and the field", () => {
  const themes = [{ key: "Sport", fr: "Sport", en: "Sport" }];
  const raw = { cards: {}, calls: {}, themes, publics: [], regions: [] };
  expect(() => loadContent(raw)).toThrow(
    expect.objectContaining({
      code: "content-invalid",
      params: expect.objectContaining({ file: "content/vocabulary/themes.yaml", field: "[0].key" }),
    }),
  );
});
