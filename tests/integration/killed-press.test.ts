import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isPressed, pressAll } from "#pipeline/publication/press-all";
import { startChild } from "../support/store-children.ts";
import { aFolder } from "../support/store-folder.ts";
import { aPressSite, fillPressSite } from "../support/press-site.ts";

const stories = 80;
/** What is noted together. */
const batch = 50;
const storiesBeforeTheEnd = 65;

/** The files that the press wrote, by their path under the public folder. */
async function pressedFiles(folder: string): Promise<Map<string, string>> {
  const root = join(folder, "public");
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(mp3|m4a|opus|jpg)$|^\.bench/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(".incoming"));
  return new Map(
    await Promise.all(
      files.map(async (path) => [path.slice(root.length), await readFile(path, "utf8")] as const),
    ),
  );
}

const storyPages = (lines: readonly string[]) =>
  lines.filter((line) => /^page \/episodes\/[^/]+\/$/.test(line));

test("a press that is killed goes on where it was: nothing is left out, no story is done twice, and equal files are not touched", async () => {
  const folder = aFolder();
  await fillPressSite(folder, stories);
  const first = startChild("press-site.ts", folder, "one", String(storiesBeforeTheEnd));
  while (first.lines.at(-1) !== "waits") await first.hasWritten(first.lines.length + 1);
  await first.kill();
  const before = aPressSite(folder, "one");
  expect(await isPressed(before.app)).toBe(false);
  before.close();

  const second = await startChild("press-site.ts", folder, "one").ends();
  const again = storyPages(second);
  // A batch that was finished, and noted, is not made again; the one that was cut off is.
  expect(again).toHaveLength(stories - batch);
  const made = new Set([...storyPages(first.lines), ...again]);
  expect(made.size).toBe(stories);

  const files = await pressedFiles(folder);
  const pages = [...files].filter(([path]) => /^\/episodes\/[^/]+\/index\.html$/.test(path));
  expect(pages).toHaveLength(stories);
  for (const [path, text] of pages) expect(text, path).toContain("build one");
  const whole = aPressSite(folder, "one");
  expect(await isPressed(whole.app)).toBe(true);
  const file = join(folder, "public", pages[0]?.[0] ?? "");
  const { mtimeNs, ino } = await stat(file, { bigint: true });
  expect(await pressAll(whole.app)).toMatchObject({ created: 0, replaced: 0, deleted: 0 });
  expect(await stat(file, { bigint: true })).toMatchObject({ mtimeNs, ino });
  whole.close();
  expect(await pressedFiles(folder)).toEqual(files);
}, 60_000);
