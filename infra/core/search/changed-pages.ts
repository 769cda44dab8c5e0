import type { Project } from "../content/project.ts";
import type { ProjectChanges } from "../content/project-changes.ts";
import { type Locale, locales } from "../press/page-data.ts";
import { projectPath } from "../press/project-addresses.ts";
import type { FoundPage, PagesIndex } from "./pages.ts";
import { codeLength, codesIn, type Shard } from "./shard.ts";
import { termsOf } from "./terms.ts";

/** A page as it is found, with all of its words. */
export type PageSource = FoundPage & { readonly text: string };

/** Every text in something, in one language; addresses and codes are nobody's words. */
function textsIn(value: unknown, locale: Locale): readonly string[] {
  if (typeof value === "string") return /^(https?:|[\w-]+$)/.test(value) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  if (locale in value && locales.some((other) => other !== locale && other in value)) {
    return textsIn((value as Record<Locale, unknown>)[locale], locale);
  }
  return Object.values(value).flatMap((part) => textsIn(part, locale));
}

/** What a search finds of a project. */
export function projectSource(project: Project, locale: Locale): PageSource {
  const { source: _source, photo: _photo, ...card } = project;
  return {
    path: projectPath(project, locale),
    kind: "project",
    title: project.title[locale],
    summary: project.summary[locale],
    text: [project.holder, ...textsIn(card, locale)].join("\n"),
  };
}

/** The terms of a page: what counts, and what else is said there. */
export function pageTerms({ title, summary, text }: PageSource, locale: Locale) {
  const marked = termsOf(title, locale);
  const said = termsOf(`${summary}\n${text}`, locale).filter((term) => !marked.includes(term));
  return { marked, said };
}

/**
 * The index of the site's own pages with the cards that the studio published in
 * place of those of the files: of a card that was taken off no word stays.
 */
export function changedPages(
  built: PagesIndex,
  changes: ProjectChanges,
  locale: Locale,
): PagesIndex {
  const gone = new Set([...changes.keys()].map((slug) => projectPath({ slug }, locale)));
  const kept = built.pages.flatMap((page, place) => (gone.has(page.path) ? [] : [{ page, place }]));
  const codeOf = (place: number) => String(place).padStart(codeLength, "0");
  const moved = new Map(kept.map(({ place }, index) => [codeOf(place), codeOf(index)]));
  const added = [...changes.values()]
    .filter((card) => card !== undefined)
    .map((card) => projectSource(card, locale));
  const rows = new Map<string, [string, string]>();
  const rowOf = (term: string) => {
    const row = rows.get(term) ?? ["", ""];
    rows.set(term, row);
    return row;
  };
  for (const [term, sides] of Object.entries(built.words)) {
    sides.forEach((codes, side) => {
      const left = codesIn(codes).flatMap((code) => moved.get(code) ?? []);
      if (left.length > 0) rowOf(term)[side as 0 | 1] = left.join("");
    });
  }
  added.forEach((source, index) => {
    const { marked, said } = pageTerms(source, locale);
    for (const term of new Set(marked)) rowOf(term)[0] += codeOf(kept.length + index);
    for (const term of new Set(said)) rowOf(term)[1] += codeOf(kept.length + index);
  });
  const words: Shard = Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    pages: [...kept.map(({ page }) => page), ...added.map(({ text: _text, ...page }) => page)],
    words,
  };
}
