/**
 * `npm run screenshots -- [origin]`: each kind of page of a running site at three
 * widths in both themes, into the folder `screenshots` (not kept in Git), with one
 * page that shows them all. For people to look at: nothing is judged here.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright";
import { pageKinds } from "./page-kinds.ts";

const folder = join(import.meta.dirname, "..", "..", "screenshots");
const origin = process.argv[2] ?? `http://localhost:${process.env["PORT"] ?? 4321}`;
const widths = [360, 768, 1280] as const;
const themes = ["light", "dark"] as const;

async function main(): Promise<void> {
  const kinds = await pageKinds(origin);
  await mkdir(folder, { recursive: true });
  const executablePath = process.env["CHROMIUM_PATH"];
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: false,
  });
  const shots: string[] = [];
  try {
    for (const width of widths) {
      for (const colorScheme of themes) {
        const context = await browser.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          locale: "fr-FR",
          serviceWorkers: "block",
        });
        const page = await context.newPage();
        for (const [kind, path] of Object.entries(kinds)) {
          await page.goto(`${origin}${path}`);
          await page.evaluate(() => document.fonts.ready);
          const file = `${kind}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: join(folder, file), fullPage: true });
          shots.push(file);
        }
        await context.close();
        process.stdout.write(`${width} px, ${colorScheme}: ${Object.keys(kinds).length} pages\n`);
      }
    }
  } finally {
    await browser.close();
  }
  await writeFile(join(folder, "index.html"), sheetOf(shots));
  process.stdout.write(`${shots.length} pictures: open screenshots/index.html\n`);
}

const sheetOf = (shots: readonly string[]): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>
<style>body{display:flex;flex-wrap:wrap;gap:1rem;background:#888}figure{margin:0}img{width:16rem}</style>
${shots.map((shot) => `<figure><figcaption>${shot}</figcaption><img src="${shot}" alt="" loading="lazy"></figure>`).join("\n")}
</html>
`;

await main();
