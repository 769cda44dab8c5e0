/**
 * What authors have to mend, written beside the bundle as `problems.json`: those
 * cards were left out, and the rest of the site goes on without them.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { parse } from "yaml";
import { loadContent, problemsInWords, type RawContent } from "../src/projects/load-content.ts";

const contentFolder = new URL("../../content/", import.meta.url);

/** Front matter plus `presentation`, as Astro hands a Markdown file to the pages. */
function cardOf(text: string): unknown {
  const [, head = "", body = ""] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(text) ?? [];
  return { ...(parse(head) as object), presentation: body.trim() };
}

async function filesOf<Data>(
  folder: string,
  ending: string,
  read: (text: string) => Data,
): Promise<Record<string, Data>> {
  const names = (await readdir(new URL(folder, contentFolder))).filter((name) =>
    name.endsWith(ending),
  );
  const entries = names.map(async (name) => {
    const text = await readFile(new URL(`${folder}${name}`, contentFolder), "utf8");
    return [`content/${folder}${name}`, read(text)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function readContent(): Promise<RawContent> {
  const asData = (text: string): unknown => parse(text);
  const vocabulary = await filesOf("vocabulary/", ".yaml", asData);
  return {
    cards: await filesOf("projects/", ".md", cardOf),
    calls: await filesOf("calls/", ".yaml", asData),
    themes: vocabulary["content/vocabulary/themes.yaml"],
    publics: vocabulary["content/vocabulary/publics.yaml"],
    regions: vocabulary["content/vocabulary/regions.yaml"],
  };
}

/** Tells a build what it left out; what all cards share must hold, or there is no build. */
export function contentReport(): AstroIntegration {
  let outDir: URL | undefined;
  return {
    name: "content-report",
    hooks: {
      "astro:config:done": ({ config }) => {
        outDir = config.outDir;
      },
      "astro:build:done": async () => {
        if (outDir === undefined) throw new Error("a build without a folder");
        const { problems } = loadContent(await readContent());
        const report = JSON.stringify(problemsInWords(problems), undefined, 2);
        await writeFile(new URL("problems.json", outDir), `${report}\n`);
      },
    },
  };
}
