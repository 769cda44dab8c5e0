import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layOutBadTree, projectFolder, runTool } from "./bad-tree.ts";

type Report = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
};

test("a test that prints an unexpected error fails, and no other does", () => {
  const tree = layOutBadTree("vitest", [
    "package.json",
    "tests/vitest.config.ts",
    "tests/support/console-errors.ts",
    "tests/support/shared-folder.ts",
  ]);
  symlinkSync(join(projectFolder, "node_modules"), join(tree, "node_modules"), "dir");
  const reporting = ["--reporter=json", "--outputFile=report.json"];
  runTool(tree, "vitest", "vitest", ["run", "--config=tests/vitest.config.ts", ...reporting]);
  const { testResults } = JSON.parse(readFileSync(join(tree, "report.json"), "utf8")) as Report;
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  // Each test of that file says in its name how it must end.
  expect(results.map(({ title, status }) => `${title.split(",")[0]} → ${status}`)).toEqual([
    "fails → failed",
    "passes → passed",
    "passes → passed",
  ]);
});
