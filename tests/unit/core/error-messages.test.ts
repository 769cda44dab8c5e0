import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorMessages, explain, wordsFor } from "#core/error-messages";
import { AppError } from "#core/errors";

const infra = join(import.meta.dirname, "..", "..", "..", "infra");

/** Every code that some file of the source can throw, with the file. */
function codesInSource(): Map<string, string> {
  const files = readdirSync(infra, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const codes = new Map<string, string>();
  for (const name of files) {
    const source = readFileSync(join(infra, name), "utf8");
    for (const [, code] of source.matchAll(
      /(?:AppError|super|importError|refuse)\(\s*"([a-z]+(?:-[a-z]+)+)"/g,
    )) {
      if (code !== undefined) codes.set(code, name);
    }
  }
  return codes;
}

test("every error that the source can throw has words for a person, in both languages", () => {
  const codes = codesInSource();
  expect(codes.size).toBeGreaterThan(20);
  const missing = [...codes].filter(([code]) => errorMessages[code] === undefined);
  expect(missing).toEqual([]);
});

test("no words are left for errors that nothing throws any more", () => {
  const commands = join(infra, "..", "scripts", "commands");
  const source = [infra, commands]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
    )
    .filter((name) => name.endsWith(".ts") && !/error-messages[a-z-]*\.ts$/.test(name))
    .map((name) => readFileSync(name, "utf8"))
    .join("\n");
  const unused = Object.keys(errorMessages).filter((code) => !source.includes(`"${code}"`));
  expect(unused.filter((code) => code !== "unexpected")).toEqual([]);
});

test("parameters take their places, and one that is missing leaves a dash rather than a brace", () => {
  expect(wordsFor("show-unknown", { show: "x", known: "a, b" }, "en")).toBe(
    "There is no show “x”. Known shows: a, b.",
  );
  expect(wordsFor("show-unknown", {}, "en")).not.toContain("{");
});

test("an unknown fault says nothing of its inside", () => {
  expect(explain(new Error("SELECT secret FROM x"), "fr")).not.toContain("SELECT");
  expect(explain(new AppError("never-heard-of"), "en")).toBe(errorMessages["unexpected"]?.en);
});
