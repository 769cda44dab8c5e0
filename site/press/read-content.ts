/** Content as its files have it, for the report to authors; a file that cannot be read is a problem, not an end. */
import { readdir, readFile, stat } from "node:fs/promises";
import type { ContentProblem } from "#core/content/check";
import { pictureProblem } from "#core/content/picture-file";
import { problemsOfPage } from "#core/content/page-tags";
import { parse } from "yaml";
import { headProblems } from "../src/plain/page-head.ts";
import type { RawContent } from "../src/projects/load-content.ts";
import { syntaxProblem } from "./spare-broken-files.ts";

/** Data between the lines of three hyphens, and the text that follows; throws for data that cannot be read. */
export function split(text: string): { readonly head: unknown; readonly body: string } {
  const [, head = "", body = text] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text) ?? [];
  return { head: parse(head) as unknown, body };
}

/** Every file with this ending in a folder of `content/`, by its path there. */
export async function textsIn(
  folder: URL,
  place: string,
  ending: string,
): Promise<Record<string, string>> {
  const names = (await readdir(new URL(place, folder))).filter((name) => name.endsWith(ending));
  const entries = names
    .sort()
    .map(
      async (name) =>
        [
          `content/${place}${name}`,
          await readFile(new URL(`${place}${name}`, folder), "utf8"),
        ] as const,
    );
  return Object.fromEntries(await Promise.all(entries));
}

const parsed = (texts: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, parse(text) as unknown]));

export type ContentAsWritten = {
  readonly raw: RawContent;
  /** Of files that cannot be read, of pages, of pictures. */
  readonly problems: readonly ContentProblem[];
};

/** Reads `content/`: cards, calls, vocabulary, pages and pictures. */
export async function readContentAsWritten(folder: URL): Promise<ContentAsWritten> {
  const problems: ContentProblem[] = [];
  const cards: Record<string, unknown> = {};
  for (const [file, text] of Object.entries(await textsIn(folder, "projects/", ".md"))) {
    try {
      const { head, body } = split(text);
      cards[file] = { ...(head as object), presentation: body.trim() };
      problems.push(...(await problemsOfPhoto(folder, file, head)));
    } catch (error) {
      problems.push(syntaxProblem(file, error));
    }
  }
  const shows = await textsIn(folder, "shows/", ".yaml");
  const known = {
    projects: new Set(Object.keys(cards).map((file) => file.replace(/^.*\/|\.md$/g, ""))),
    shows: new Set(
      Object.values(parsed(shows)).map((show) => String((show as { slug: unknown }).slug)),
    ),
  };
  for (const language of ["fr", "en"]) {
    for (const [file, text] of Object.entries(
      await textsIn(folder, `pages/${language}/`, ".mdx"),
    )) {
      try {
        problems.push(
          ...headProblems(split(text).head, file),
          ...problemsOfPage(file, text, known),
        );
      } catch (error) {
        problems.push(syntaxProblem(file, error));
      }
    }
  }
  const vocabulary = parsed(await textsIn(folder, "vocabulary/", ".yaml"));
  const raw = {
    cards,
    calls: parsed(await textsIn(folder, "calls/", ".yaml")),
    themes: vocabulary["content/vocabulary/themes.yaml"],
    publics: vocabulary["content/vocabulary/publics.yaml"],
    regions: vocabulary["content/vocabulary/regions.yaml"],
  };
  return { raw, problems };
}

/** What is wrong with the picture that a card names; nothing when it names none. */
async function problemsOfPhoto(
  folder: URL,
  file: string,
  head: unknown,
): Promise<readonly ContentProblem[]> {
  const name = (head as { photo?: { file?: unknown } } | null)?.photo?.file;
  if (typeof name !== "string") return [];
  const place = new URL(`pictures/${encodeURIComponent(name)}`, folder);
  const size = (await stat(place).catch(() => undefined))?.size;
  const first = size === undefined ? undefined : (await readFile(place)).subarray(0, 16);
  return pictureProblem(file, name, size, first);
}

/** The pictures that cards name and that can be shown. */
export async function picturesOf(folder: URL): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const [file, text] of Object.entries(await textsIn(folder, "projects/", ".md"))) {
    const head = headOf(text) as { photo?: { file?: unknown } } | null | undefined;
    const name = head?.photo?.file;
    if (typeof name !== "string") continue;
    if ((await problemsOfPhoto(folder, file, head)).length === 0) found.add(name);
  }
  return [...found].sort();
}

/** Nothing for a file that cannot be read; the report tells its author. */
function headOf(text: string): unknown {
  try {
    return split(text).head;
  } catch {
    return undefined;
  }
}
