import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const repository = join(import.meta.dirname, "..", "..");
const page = readFileSync(join(repository, "infra", "THREATS.md"), "utf8");
/** The rows of its tables: what threatens, what stands against it, and `file` › test. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (threat|danger|---)/.test(line))
  .map((line) => {
    const [threat = "", , tests = ""] = line.split("|").slice(1, -1);
    return { threat: threat.trim(), tests: tests.split(/; (?=`)/).map((one) => one.trim()) };
  });

function sourceOf(file: string): string | undefined {
  const path = ["test", "e2e"]
    .map((kind) => join(repository, "tests", `${file}.${kind}.ts`))
    .find((one) => existsSync(one));
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

test("every threat of the consent note has its row, and every row its tests", () => {
  const numbers = rows.flatMap(({ threat }) => /^T(\d+) /.exec(threat)?.[1] ?? []);
  expect(numbers).toEqual(Array.from({ length: 18 }, (_, index) => String(index + 1)));
  for (const { threat, tests } of rows)
    expect({ threat, some: tests[0] !== "" }).toEqual({ threat, some: true });
});

test("every test that the table names is there, under that very name", () => {
  const missing = rows
    .flatMap(({ tests }) => tests)
    .filter((named) => {
      const [, file = "", title = ""] = /^`([^`]+)` › (.+)$/.exec(named) ?? [];
      return title === "" || !(sourceOf(file)?.includes(title) ?? false);
    });
  expect(missing).toEqual([]);
});
