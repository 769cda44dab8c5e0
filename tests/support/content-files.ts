import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const contentFolder = join(import.meta.dirname, "../../content");

/** The names of the files of a content folder with that ending, in order. */
export function contentFiles(folder: string, ending: string): readonly string[] {
  return readdirSync(join(contentFolder, folder))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);
}

export function readContentText(file: string): string {
  return readFileSync(join(contentFolder, file), "utf8");
}

export function readContentYaml(file: string): unknown {
  return parse(readContentText(file));
}

/** Front matter and body of a Markdown or MDX file. */
export function readContentPage(file: string): { head: Record<string, unknown>; body: string } {
  const [, head = "", body = ""] =
    /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readContentText(file)) ?? [];
  return { head: parse(head) as Record<string, unknown>, body: body.trim() };
}

/** A fact card as its schema takes it: front matter, and the body as `presentation`. */
export function readCard(file: string): Record<string, unknown> {
  const { head, body } = readContentPage(file);
  return { ...head, presentation: body };
}
