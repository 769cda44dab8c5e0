import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./bad-tree.ts";

/** A file as prose names it: from the root, within infra, or within the pages. */
const named =
  /(?<![\w/.#])(?:infra|core|ports|pipeline|adapters|compose|web|stack|edge|site|scripts|tests|content)\/[\w\-./]+?\.(?:ts|mjs|md|astro|yaml|css)\b/g;
const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const link = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
const decision = /\bdecisions? (\d{3})\b/g;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: projectFolder,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.(ts|mjs|astro|css|md)$/.test(path) && existsSync(join(projectFolder, path)))
  .filter((path) => !path.startsWith("content/") && !path.startsWith("tests/support/bad/"));
const decisions = files.filter((path) => path.startsWith("infra/decisions/"));

const isThere = (...paths: readonly string[]) =>
  paths.some((path) => existsSync(join(projectFolder, path)));

function missingIn(path: string): readonly string[] {
  const text = readFileSync(join(projectFolder, path), "utf8");
  const isProse = path.endsWith(".md");
  const prose = isProse ? text : (text.match(comment) ?? []).join("\n");
  const names = [...prose.matchAll(named)].map(([name]) => name);
  const links = isProse ? [...text.matchAll(link)].map(([, to = ""]) => to) : [];
  const numbers = [...prose.matchAll(decision)].map(([, number = ""]) => number);
  return [
    ...names.filter((name) => !isThere(name, join("infra", name), join("site/src", name))),
    ...links.filter((to) => !/^[a-z]+:/.test(to)).filter((to) => !isThere(join(dirname(path), to))),
    ...numbers.filter((number) => !decisions.some((one) => one.includes(`/${number}-`))),
  ].map((name) => `${path}: ${name}`);
}

test("every file and decision that a document or a remark names is there", () => {
  expect(files.length).toBeGreaterThan(1_000);
  expect(decisions.length).toBeGreaterThan(50);
  expect(files.flatMap(missingIn)).toEqual([]);
});
