import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { brokenPromises } from "../promises/broken-promises.ts";
import { projectFolder } from "./bad-tree.ts";

test("every promise that is broken on purpose can still be: the text to spoil stands once where it is looked for", () => {
  expect(brokenPromises.length).toBeGreaterThan(15);
  for (const { file, find } of brokenPromises) {
    const text = readFileSync(join(projectFolder, file), "utf8");
    const places = find === "" ? 1 : text.split(find).length - 1;
    expect({ file, find, places }).toEqual({ file, find, places: 1 });
  }
});
