import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const unit = join(import.meta.dirname, "..", "unit");

test("unit tests, which share a process, put nothing in the place of a module and change no environment", () => {
  const files = readdirSync(unit, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".test.ts") && !name.startsWith("functions"),
  );
  expect(files.length).toBeGreaterThan(100);
  const changing = /\bvi\.(mock|doMock|resetModules)\(|\bprocess\.(env\[?[^=\n]*\]? = |chdir\()/;
  const found = files.filter((name) => changing.test(readFileSync(join(unit, name), "utf8")));
  expect(found).toEqual([]);
  for (const line of [`vi.mock("node:fs", x)`, `process.env["A"] = "b"`, "process.chdir(here)"])
    expect(line).toMatch(changing);
});
