import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IConfiguration } from "dependency-cruiser";
import { expect, test } from "vitest";
import {
  layOutBadTree,
  projectFolder,
  readBadFiles,
  ruleExpectedBy,
  runTool,
  stubPackage,
} from "./bad-tree.ts";

type Report = {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
};

const { default: configuration } = (await import(
  join(projectFolder, ".dependency-cruiser.mjs")
)) as {
  default: IConfiguration;
};
const walls = configuration.forbidden ?? [];

function cruiseBadTree(): string[] {
  const tree = layOutBadTree("walls", [".dependency-cruiser.mjs", "tsconfig.json", "package.json"]);
  const lines = [...readBadFiles("walls").values()].flat();
  for (const [, specifier = ""] of lines.map((line) => /from "([@a-z][^":]*)"/.exec(line) ?? [])) {
    if (specifier !== "") stubPackage(tree, specifier);
  }
  const folders = ["infra", "site", "content", "scripts", "tests"];
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", ...folders];
  const report = JSON.parse(runTool(tree, "dependency-cruiser", "depcruise", args)) as Report;
  const { violations } = report.summary;
  return [...new Set(violations.map(({ from, rule }) => `${from} ${rule.name}`))].toSorted();
}

const oneFilePerVendor = "node_modules/fluent-ffmpeg/dist/main.js one-file-per-vendor";

test("every bad file trips exactly the wall that it names, and no good file trips any", () => {
  const expected = [...readBadFiles("walls")].flatMap(([file, lines]) => {
    const rule = ruleExpectedBy(lines[0] ?? "");
    return rule === undefined ? [] : [`${file} ${rule}`];
  });
  // This one is found at the package, not at one of the files that share it.
  expect(cruiseBadTree()).toEqual([...expected, oneFilePerVendor].toSorted());
});

test("no wall is without its bad file", () => {
  const proven = [...readBadFiles("walls").values()].flatMap(
    (lines) => ruleExpectedBy(lines[0] ?? "") ?? [],
  );
  const names = walls.map(({ name }) => name);
  expect(new Set([...proven, "one-file-per-vendor"])).toEqual(new Set(names));
});

test("every wall tells the person who runs into it what it is for", () => {
  for (const { name, comment, severity } of walls) {
    expect({ name, severity, told: (comment ?? "").length > 30 }).toEqual({
      name,
      severity: "error",
      told: true,
    });
  }
});

/** Shapes of data are checked at every door, and fonts are read as files, never imported. */
const atHomeEverywhere = /^zod$|^@fontsource/;

test("every package that the application needs has its home", () => {
  const manifest = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")) as Record<
    "dependencies" | "optionalDependencies",
    Record<string, string>
  >;
  const homes = walls
    .filter(({ name }) => name?.endsWith("-lives-at-home"))
    .map((wall) => new RegExp((wall as { readonly to: { readonly path: string } }).to.path));
  expect(homes.length).toBeGreaterThan(20);
  const homeless = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })
    .filter((name) => !atHomeEverywhere.test(name))
    .filter((name) => !homes.some((home) => home.test(`node_modules/${name}/`)));
  expect(homeless).toEqual([]);
});
