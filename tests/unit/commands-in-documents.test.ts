import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { program } from "../../scripts/program.ts";

const repository = join(import.meta.dirname, "..", "..");
const documents = ["README.md", "infra/stack/RUNBOOK.md"];

/** What stands after `paroles --` on a line, or after `paroles` in code: words and options, without the remark. */
function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:paroles --|`paroles) ([a-z][^`#\n]*)/gu)].map(([, line = ""]) =>
    line.trim(),
  );
}

/** The problem with a line of a document, or nothing. */
function problemOf(line: string): string | undefined {
  const words = line.split(/\s+/u);
  let target: Command = program;
  for (const word of words) {
    const next = target.commands.find((one) => one.name() === word);
    if (next === undefined) break;
    target = next;
  }
  if (target === program || target.commands.length > 0) return "no such command";
  const unknown = words.filter(
    (word) => word.startsWith("--") && !target.options.some(({ long }) => long === word),
  );
  return unknown.length === 0 ? undefined : `no such option: ${unknown.join(" ")}`;
}

test("every command that the README and the runbook tell people to run exists, with its options", () => {
  const found = documents.flatMap((path) =>
    commandsIn(readFileSync(join(repository, path), "utf8")),
  );
  expect(found.length).toBeGreaterThan(15);
  expect(found.filter((line) => problemOf(line) !== undefined)).toEqual([]);
});

test("a command that was renamed, a group alone and an option that is gone would be found", () => {
  const lines = commandsIn(
    "npm run -s paroles -- withdraw x\n`paroles consent`\n`paroles move out a --key with`\n`paroles verify`",
  );
  expect(lines.map(problemOf)).toEqual([
    "no such command",
    "no such command",
    "no such option: --key",
    undefined,
  ]);
});
