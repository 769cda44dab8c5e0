import { expect, test } from "vitest";
import { requireContent } from "#core/content/check";
import { requireProject } from "../../support/project-files.ts";
import { regions } from "#core/content/region";
import { RegionsWordsSchema, TradesSchema, VocabularySchema } from "#core/content/vocabulary";
import {
  contentFiles,
  readCard,
  readContentText,
  readContentYaml,
} from "../../support/content-files.ts";

const termsOf = (name: string) =>
  requireContent(
    VocabularySchema,
    readContentYaml(`vocabulary/${name}.yaml`),
    `vocabulary/${name}.yaml`,
  );

test("the regions that pages speak of are exactly those that the code knows", () => {
  const file = "vocabulary/regions.yaml";
  const words = requireContent(RegionsWordsSchema, readContentYaml(file), file);
  expect(words.map(({ code, fr, en }) => ({ code, fr, en }))).toEqual(
    regions.map(({ code, fr, en }) => ({ code, fr, en })),
  );
  for (const region of words) {
    expect(region.in.fr).toContain(region.fr);
    expect(region.in.en).toContain(region.en);
  }
});

test("each theme serves a project or a story, and each public a project", () => {
  const projects = contentFiles("projects", ".md").map((file) =>
    requireProject(readCard(file), file),
  );
  const demo = readContentText("demo/demo.yaml");
  const used = new Set(projects.flatMap(({ themes }) => themes));
  expect(termsOf("themes").filter(({ key }) => !used.has(key) && !demo.includes(key))).toEqual([]);
  const publics = new Set(projects.flatMap((project) => project.publics.keys));
  expect(termsOf("publics").filter(({ key }) => !publics.has(key))).toEqual([]);
});

test("trades give a ROME code with its heading, or neither", () => {
  const file = "vocabulary/trades.yaml";
  const trades = requireContent(TradesSchema, readContentYaml(file), file);
  expect(trades.find(({ key }) => key === "chaudronnier")?.rome).toBe("H2902");
  const halved = [{ key: "x", fr: "X", en: "X", rome: "H2902" }];
  expect(TradesSchema.safeParse(halved).success).toBe(false);
});
