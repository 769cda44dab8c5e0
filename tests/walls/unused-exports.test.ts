import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./bad-tree.ts";
import { unusedExports } from "./unused-exports.ts";

const code = /\.(ts|mjs|astro)$/;
const notOurs = /(^|\/)(node_modules|dist|\.astro|\.cache|bad)(\/|$)/;

function filesOf(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && code.test(entry.name))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !notOurs.test(path));
}

test("nothing is exported that nobody imports, and nothing for tests alone", () => {
  const paths = ["sst.config.ts", ...["infra", "site", "scripts", "tests"].flatMap(filesOf)];
  expect(paths.length).toBeGreaterThan(1_000);
  const tree = new Map(
    paths.map((path) => [path, readFileSync(join(projectFolder, path), "utf8")]),
  );
  expect(unusedExports(tree)).toEqual([]);
});

test("what nobody imports is found, and what only tests import where its own file does without", () => {
  const tree = new Map([
    [
      "infra/core/one.ts",
      [
        "export const taken = 1;",
        "export function lonely() {}",
        "export const limit = 2;",
        "export const check = () => limit;",
        "export const forTests = 3;",
        "export const renamed = 4;",
      ].join("\n"),
    ],
    ["infra/core/two.ts", 'import { taken, check } from "./one.ts";\nexport const two = 2;'],
    ["infra/functions/sweep.ts", "export const handler = 1;"],
    ["site/src/view.astro", 'import { renamed as name } from "#core/one";'],
    ["scripts/run.ts", 'const { two } = await import("../infra/core/two.ts");'],
    [
      "tests/unit/one.test.ts",
      'import { limit, forTests } from "#core/one";\nimport {\n  helper,\n} from "../support/help.ts";',
    ],
    ["tests/support/help.ts", "export const helper = 1;\nexport const idle = 2;"],
  ]);
  expect(unusedExports(tree)).toEqual([
    "infra/core/one.ts lonely",
    "infra/core/one.ts forTests",
    "tests/support/help.ts idle",
  ]);
});
