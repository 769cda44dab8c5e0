/**
 * What authors have to mend, written beside the bundle as `problems.json`: those
 * cards, pages, pictures and links were left out, and the rest of the site goes on
 * without them.
 */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import type { ContentProblem } from "#core/content/check";
import { loadContent, problemsInWords } from "../src/projects/load-content.ts";
import { picturesOf, readContentAsWritten } from "./read-content.ts";
import { spareBrokenFiles } from "./spare-broken-files.ts";

const contentFolder = new URL("../../content/", import.meta.url);
const picturesModule = "virtual:pictures";

/** Tells a build what it left out; what all cards share must hold, or there is no build. */
export function contentReport(): AstroIntegration {
  let outDir: URL | undefined;
  const unread = new Map<string, ContentProblem>();
  return {
    name: "content-report",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        const plugins = [
          {
            name: "content-report",
            configResolved: ({ plugins: all }: { readonly plugins: readonly { name: string }[] }) =>
              spareBrokenFiles(all, unread),
            resolveId: (id: string) => (id === picturesModule ? `\0${picturesModule}` : undefined),
            load: async (id: string) =>
              id === `\0${picturesModule}`
                ? `export default ${JSON.stringify(await picturesOf(contentFolder))};`
                : undefined,
          },
        ];
        updateConfig({ vite: { plugins } });
      },
      "astro:config:done": ({ config }) => {
        outDir = config.outDir;
      },
      "astro:build:done": async ({ dir }) => {
        if (outDir === undefined) throw new Error("a build without a folder");
        const { raw, problems } = await readContentAsWritten(contentFolder);
        // A file that the site could not read is told once, in the words of whoever stopped first.
        const told = [...unread.values(), ...problems.filter(({ file }) => !unread.has(file))];
        const all = [...told, ...loadContent(raw).problems];
        const report = JSON.stringify(problemsInWords(all), undefined, 2);
        await writeFile(new URL("problems.json", outDir), `${report}\n`);
        await copyPictures(dir);
      },
    },
  };
}

async function copyPictures(client: URL): Promise<void> {
  const names = await picturesOf(contentFolder);
  if (names.length > 0) await mkdir(new URL("pictures/", client), { recursive: true });
  for (const name of names) {
    await copyFile(new URL(`pictures/${name}`, contentFolder), new URL(`pictures/${name}`, client));
  }
}
