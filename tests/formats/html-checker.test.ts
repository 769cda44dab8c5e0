import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { FacetCount } from "#core/press/facets";
import { type Locale, locales, type PageContent, type PageData } from "#core/press/page-data";
import { aCard, cardsApart } from "../support/card-builder.ts";
import { aShow } from "../support/show-builder.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage, aView, viewOfCard } from "../support/site-page-data.ts";

/** The checker behind validator.w3.org, on every kind of page; nobody here wrote it. */
const jar = createRequire(import.meta.url)("vnu-jar") as string;
const hasJava = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((path) => existsSync(join(path, "java")) || existsSync(join(path, "java.exe")));

type Message = {
  readonly type: string;
  readonly subType?: string;
  readonly url: string;
  readonly message: string;
  readonly extract?: string;
};

/**
 * Warned of, and wanted: Safari takes a list without bullets for none unless its role
 * says so, and what a script uncovers stays hidden from those who hear the page.
 */
const wanted = /“list” role is unnecessary|“aria-hidden” is unnecessary .* “hidden”/;

/** Errors and warnings of the checker; what it only mentions is left out. */
async function faultsOf(folder: string): Promise<readonly string[]> {
  const run = promisify(execFile);
  const args = ["-jar", jar, "--format", "json", "--exit-zero-always", "--skip-non-html", folder];
  const { stderr } = await run("java", args, { maxBuffer: 64_000_000 });
  const { messages } = JSON.parse(stderr) as { messages: readonly Message[] };
  return messages
    .filter(({ type, subType }) => type !== "info" || subType === "warning")
    .filter(({ type, message }) => type === "error" || !wanted.test(message))
    .map(({ url, message, extract = "" }) => `${url.replace(/^.*\//, "")}: ${message} ${extract}`);
}

const pair = aCard({
  word: "pair",
  trade: "Chaudronnier",
  place: "Denain",
  speakers: [
    { id: "s1", role: "professional", name: "Bernard" },
    { id: "s2", role: "apprentice" },
  ],
});

function pagesIn(locale: Locale): readonly PageData[] {
  const latest = cardsApart(4, 24);
  const facet: FacetCount = { name: "trade", key: "chaudronnier", count: 4, hasMore: true };
  const contents: readonly PageContent[] = [
    { kind: "home", latest: [] },
    { kind: "home", latest, featured: viewOfCard(latest[0] ?? aCard()) },
    { kind: "episode", episode: aView(), show: aShow(), others: [], thread: [] },
    { kind: "episode", episode: viewOfCard(pair), show: aShow(), others: latest, thread: latest },
    { kind: "show", show: aShow(), episodes: latest, months: ["2026-06"] },
    { kind: "stories", latest, facets: [facet] },
    { kind: "facet", facet, episodes: latest },
    { kind: "months", months: [{ month: "2026-06", count: 6 }] },
    { kind: "month", month: "2026-06", episodes: latest },
  ];
  return contents.map((content) => aPage(content, { locale }));
}

/**
 * One page of each kind that the site itself names: twenty fact cards are one kind, forty
 * filters another. Prose is looked at in French, and once in English: the rest is its translation.
 */
async function plainPages(): Promise<readonly PageData[]> {
  const { plainPaths } = await theSite();
  const kinds = plainPaths.filter((path) => {
    const place = path.replace(/^\/en/, "");
    const isEnglish = path !== place;
    if (/^\/projets\/(vague|region|public|theme)\//.test(place)) return place.endsWith("/32/");
    if (/^\/projets\/[^/]+\/$/.test(place))
      return /\/(carte|chiffres|comparer|hauts-de-france|audace)\/$/.test(place);
    return !isEnglish || /^\/(projets|a-propos)\/$/.test(place);
  });
  return kinds.map((path) =>
    aPage({ kind: "plain" }, { path, locale: path.startsWith("/en/") ? "en" : "fr" }),
  );
}

test.skipIf(!hasJava)(
  "the W3C's HTML checker finds nothing on any kind of page in either language",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "html-checker-"));
    try {
      const pages = [...locales.flatMap(pagesIn), ...(await plainPages())];
      for (const [index, page] of pages.entries()) {
        const name = `${index}-${page.kind}${page.path.replaceAll("/", "_").slice(0, 60)}.html`;
        await writeFile(join(folder, name), await htmlOf(page));
      }
      expect(pages.length).toBeGreaterThan(38);
      expect(await faultsOf(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  180_000,
);
