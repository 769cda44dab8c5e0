import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./bad-tree.ts";

type Dependencies = Readonly<Record<string, string>>;
type Entry = {
  readonly version?: string;
  readonly dependencies?: Dependencies;
  readonly devDependencies?: Dependencies;
  readonly optionalDependencies?: Dependencies;
};

const readJson = (file: string): unknown =>
  JSON.parse(readFileSync(join(projectFolder, file), "utf8"));
const manifest = readJson("package.json") as Entry;
const { packages } = readJson("package-lock.json") as { packages: Readonly<Record<string, Entry>> };

/** As Node.js looks for a package: beside the one that asks, then further and further up. */
function lockedVersion(askedBy: string, name: string): string | undefined {
  const place = askedBy === "" ? `node_modules/${name}` : `${askedBy}/node_modules/${name}`;
  const entry = packages[place];
  if (entry !== undefined || askedBy === "") return entry?.version;
  const above = askedBy.lastIndexOf("/node_modules/");
  return lockedVersion(above === -1 ? "" : askedBy.slice(0, above), name);
}

test("the lock file was written for this very package.json", () => {
  const { dependencies, devDependencies } = packages[""] ?? {};
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

/**
 * npm leaves out what the registry of the day lacks, and then `npm ci` refuses
 * the lock file on every machine. Choose a version that is there for all.
 */
test("the lock file names the binaries of every platform, in the version that is asked for", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([, wanted]) => /^\d/.test(wanted))
      .filter(([name, wanted]) => lockedVersion(path, name) !== wanted)
      .map(([name, wanted]) => `${path} asks for ${name}@${wanted}`),
  );
  expect(missing).toEqual([]);
});
