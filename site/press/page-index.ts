/**
 * What a search finds beside stories: projects and pages of prose, one file for
 * each language. None of it is anyone's testimony, so it is made with the site.
 */
import { writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { type Locale, locales } from "#core/press/page-data";
import { codeLength, type Shard, shardsWith } from "#core/search/shard";
import { pageTerms, type PageSource, projectSource } from "#core/search/changed-pages";
import { pagesIndexPath, type PagesIndex } from "#core/search/pages";
import { loadContent } from "../src/projects/load-content.ts";
import { headProblems } from "../src/plain/page-head.ts";
import { readContentAsWritten, split, textsIn as filesIn } from "./read-content.ts";

const contentFolder = new URL("../../content/", import.meta.url);

async function projectSources(locale: Locale): Promise<readonly PageSource[]> {
  const { projects } = loadContent((await readContentAsWritten(contentFolder)).raw);
  return projects.map((project) => projectSource(project, locale));
}

async function proseSources(locale: Locale): Promise<readonly PageSource[]> {
  const files = await filesIn(contentFolder, `pages/${locale}/`, ".mdx");
  return Object.entries(files).flatMap(([file, text]): readonly PageSource[] => {
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
  const indexed = sources.map((source, place) => ({
    code: String(place).padStart(codeLength, "0"),
    terms: pageTerms(source, locale),
  }));
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
