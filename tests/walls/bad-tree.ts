import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Copies a tree of deliberately bad files beside the project's own
 * configuration, so that the very rules of the real checks meet them under the
 * very paths the rules speak of.
 */
export function layOutBadTree(name: string, configuration: readonly string[]): string {
  const tree = mkdtempSync(join(tmpdir(), `paroles-${name}-`));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  cpSync(join(projectFolder, "tests", "support", "bad", name), tree, { recursive: true });
  for (const file of configuration) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    cpSync(join(projectFolder, file), join(tree, file));
  }
  return tree;
}

/** Runs a tool of ours inside the tree and gives back what it prints; its own failure is the test's. */
export function runTool(
  tree: string,
  packageName: string,
  program: string,
  args: readonly string[],
) {
  const folder = join(projectFolder, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, bin[program] ?? ""), ...args],
    { cwd: tree, encoding: "utf8" },
  );
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}

/** Every bad file, by its path in the tree, with its lines. */
export function readBadFiles(name: string): ReadonlyMap<string, readonly string[]> {
  const folder = join(projectFolder, "tests", "support", "bad", name);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((path) => [
      relative(folder, path).split(sep).join("/"),
      readFileSync(path, "utf8").split("\n"),
    ]),
  );
}

/** The rule that a line says must fire on it. */
export function ruleExpectedBy(line: string): string | undefined {
  return /\/\/ fires: (\S+)/.exec(line)?.[1];
}

/** An installed package in name only: enough to resolve an import, whatever is installed here. */
export function stubPackage(tree: string, specifier: string): void {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const folder = join(tree, "node_modules", name);
  // Most packages keep what is imported in dist/, a folder that of our own is built and not looked at.
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name, version: "0.0.0", type: "module", exports: { ".": "./dist/main.js" } }),
  );
  writeFileSync(join(folder, "dist", "main.js"), "export {};\n");
}
