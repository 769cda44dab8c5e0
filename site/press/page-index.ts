/**
 * What a search finds beside stories: projects and pages of prose, one file for
 * each language. None of it is anyone's testimony, so it is made with the site.
 */
import { writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { type Locale, locales } from "#core/press/page-data";
import { codeLength, type Shard, shardsWith } from "#core/search/shard";
import { pagesIndexPath, type FoundPage, type PagesIndex } from "#core/search/pages";
import { termsOf } from "#core/search/terms";
import { loadContent } from "../src/projects/load-content.ts";
import { projectPath } from "../src/projects/project-facets.ts";
import { headProblems } from "../src/plain/page-head.ts";
import { readContentAsWritten, split, textsIn as filesIn } from "./read-content.ts";

const contentFolder = new URL("../../content/", import.meta.url);

type Source = FoundPage & { readonly text: string };

/** Every text in something, in one language; addresses and codes are nobody's words. */
function textsIn(value: unknown, locale: Locale): readonly string[] {
  if (typeof value === "string") return /^(https?:|[\w-]+$)/.test(value) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  if (locale in value && locales.some((other) => other !== locale && other in value)) {
    return textsIn((value as Record<Locale, unknown>)[locale], locale);
  }
  return Object.values(value).flatMap((part) => textsIn(part, locale));
}

async function projectSources(locale: Locale): Promise<readonly Source[]> {
  const { projects } = loadContent((await readContentAsWritten(contentFolder)).raw);
  return projects.map(({ source: _source, photo: _photo, ...project }) => ({
    path: projectPath(project, locale),
    kind: "project",
    title: project.title[locale],
    summary: project.summary[locale],
    text: [project.holder, ...textsIn(project, locale)].join("\n"),
  }));
}

async function proseSources(locale: Locale): Promise<readonly Source[]> {
  const files = await filesIn(contentFolder, `pages/${locale}/`, ".mdx");
  return Object.entries(files).flatMap(([file, text]): readonly Source[] => {
    const { head, body } = splitOf(text);
    // Its author is told by the report; the site has no such page.
    if (headProblems(head, file).length > 0) return [];
    const { title, description } = head as { title: string; description: string };
    const slug = file.slice(file.lastIndexOf("/") + 1, -".mdx".length);
    const path = locale === "fr" ? `/${slug}/` : `/${locale}/${slug}/`;
    const code = /^(import|export) .*$|<[^>]*>|\{[^}]*\}|\]\([^)]*\)/gm;
    return [{ path, kind: "page", title, summary: description, text: body.replace(code, " ") }];
  });
}

function splitOf(text: string): { readonly head: unknown; readonly body: string } {
  try {
    return split(text);
  } catch {
    // The report tells its author.
    return { head: undefined, body: "" };
  }
}

/** The index of one language's pages; places in the list stand for codes. */
async function indexIn(locale: Locale): Promise<PagesIndex> {
  const sources = [...(await projectSources(locale)), ...(await proseSources(locale))];
  const indexed = sources.map(({ title, summary, text }, place) => {
    const marked = termsOf(title, locale);
    const said = termsOf(`${summary}\n${text}`, locale).filter((term) => !marked.includes(term));
    return { code: String(place).padStart(codeLength, "0"), terms: { marked, said } };
  });
  const words: Shard = Object.assign({}, ...shardsWith(indexed).values());
  return { pages: sources.map(({ text: _text, ...page }) => page), words };
}

/** Writes the index of pages among the site's public files. */
export function pageIndex(): AstroIntegration {
  let client: URL | undefined;
  return {
    name: "page-index",
    hooks: {
      "astro:config:done": ({ config }) => {
        client = config.build.client;
      },
      "astro:build:done": async () => {
        if (client === undefined) throw new Error("a build without a folder");
        for (const locale of locales) {
          const file = new URL(`.${pagesIndexPath(locale)}`, client);
          await writeFile(file, JSON.stringify(await indexIn(locale)));
        }
      },
    },
  };
}
