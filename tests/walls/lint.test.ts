import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layOutBadTree, projectFolder, readBadFiles, ruleExpectedBy, runTool } from "./bad-tree.ts";

type Finding = { readonly file: string; readonly line: number; readonly rule: string };

type Report = {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
};

type Rules = Readonly<Record<string, unknown>>;
type Configuration = {
  readonly rules: Rules;
  readonly overrides: readonly { readonly rules: Rules }[];
};

const configuration = [".oxlintrc.json", "tests/walls/oxlint-plugin.mjs"];

function lint(tree: string): Finding[] {
  const args = ["--format=json", "infra", "site", "tests/bad"];
  const { diagnostics } = JSON.parse(runTool(tree, "oxlint", "oxlint", args)) as Report;
  return diagnostics.map(({ code, filename, labels }) => ({
    file: filename,
    line: labels[0]?.span.line ?? 0,
    rule: ruleName(code),
  }));
}

/** `eslint(no-var)` is `no-var` in the configuration, `import(no-cycle)` is `import/no-cycle`. */
function ruleName(code: string): string {
  return code.replace(/^(.+)\((.+)\)$/, (_, plugin: string, rule: string) =>
    plugin === "eslint" ? rule : `${plugin}/${rule}`,
  );
}

const sorted = (findings: readonly Finding[]) =>
  findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).toSorted();

test("every bad line trips exactly the rule that it names, and no other line trips any", () => {
  const expected = [...readBadFiles("lint")].flatMap(([file, lines]) =>
    lines.flatMap((text, index) => {
      const rule = ruleExpectedBy(text);
      return rule === undefined ? [] : [{ file, line: index + 1, rule }];
    }),
  );
  expect(sorted(lint(layOutBadTree("lint", configuration)))).toEqual(sorted(expected));
});

test("a function that does not fit a screen and a file with too many jobs are refused", () => {
  const tree = layOutBadTree("lint", configuration);
  const statements = (count: number) => "  total += total;\n".repeat(count);
  const functionOf = (name: string, count: number) =>
    `export function ${name}(start: number) {\n  let total = start;\n${statements(count)}  return total;\n}\n`;
  mkdirSync(join(tree, "infra", "compose"));
  writeFileSync(join(tree, "infra", "compose", "long-function.ts"), functionOf("long", 70));
  const functions = Array.from({ length: 6 }, (_, index) => functionOf(`part${index}`, 50));
  writeFileSync(join(tree, "infra", "compose", "long-file.ts"), functions.join("\n"));
  const found = lint(tree).filter(({ file }) => file.startsWith("infra/compose/"));
  expect(found.map(({ file, rule }) => `${file} ${rule}`).toSorted()).toEqual([
    "infra/compose/long-file.ts max-lines",
    "infra/compose/long-function.ts max-lines-per-function",
  ]);
});

test("no rule of the configuration is without its bad line", () => {
  const text = readFileSync(join(projectFolder, ".oxlintrc.json"), "utf8");
  const { rules, overrides } = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, "")) as Configuration;
  const configured = [rules, ...overrides.map((override) => override.rules)]
    .flatMap((group) => Object.entries(group))
    .flatMap(([rule, level]) => (level === "off" ? [] : [rule]));
  const proven = [...readBadFiles("lint").values()]
    .flat()
    .flatMap((line) => ruleExpectedBy(line) ?? []);
  const generated = ["max-lines", "max-lines-per-function"];
  expect(new Set([...proven, ...generated])).toEqual(new Set(configured));
});
