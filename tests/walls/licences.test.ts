import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judgeLicences } from "../../scripts/licences.ts";
import { projectFolder } from "./bad-tree.ts";

const lock = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
const judge = (name: string, license?: string) =>
  judgeLicences({
    packages: { [`node_modules/${name}`]: license === undefined ? {} : { license } },
  }).refused;

test("every package that is installed has a licence that somebody has judged", () => {
  expect(judgeLicences(lock).refused).toEqual([]);
});

test("a licence that nobody has judged is refused, and so is none, and one that was judged for another package", () => {
  expect(judge("new-parser", "AGPL-3.0-only")).toEqual(["new-parser: AGPL-3.0-only"]);
  expect(judge("new-parser")).toEqual(["new-parser: none named"]);
  expect(judge("new-parser", "GPL-3.0")).toEqual(["new-parser: GPL-3.0"]);
  expect(judge("new-parser", "MIT AND GPL-3.0")).toHaveLength(1);
  expect(judge("new-parser", "(MIT OR GPL-3.0)")).toEqual([]);
  expect(judge("@ffmpeg-installer/linux-x64", "GPLv3")).toEqual([]);
});
