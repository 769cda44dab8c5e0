/**
 * The few components that authors may use in pages of prose: what they ask for,
 * and what is wrong with how they are written. Works on the text of the page, so
 * that an author hears of a slip before anything is built.
 */
import { EpisodeIdSchema } from "../ids.ts";
import { facetShelf } from "../press/facets.ts";
import type { PageNeeds } from "../press/page-data.ts";
import type { ContentProblem } from "./check.ts";
import { type ContentReason, reasonInWords } from "./reasons.ts";

/** One use of a component, `<Story id="…" />`. */
export type PageTag = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Line of the file, the first one is 1. */
  readonly line: number;
};

/** Each component with the attributes that it takes; the first one is needed. */
const pageTags: Readonly<Record<string, readonly string[]>> = {
  Story: ["id"],
  Stories: ["show", "theme", "trade", "place", "role"],
  FactCard: ["slug"],
  Figures: [],
};

/** Every tag with a capital letter, as MDX has components; code between back quotes is text. */
export function tagsIn(text: string): readonly PageTag[] {
  const prose = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, " "));
  return [
    ...prose.matchAll(
      /<([A-Z][A-Za-z]*)((?:\s+[\w-]+(?:=(?:"[^"]*"|'[^']*'|\{[^}]*\}))?)*)\s*\/?>/g,
    ),
  ].map(({ 0: _whole, 1: name = "", 2: inside = "", index }) => ({
    name,
    attributes: Object.fromEntries(
      [...inside.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/g)].map(
        ([, key = "", double, single]) => [key, double ?? single ?? ""],
      ),
    ),
    line: prose.slice(0, index).split("\n").length,
  }));
}

/** The names of components that a page uses and that do not exist, each once. */
export function strangersIn(text: string): readonly string[] {
  const names = tagsIn(text).map(({ name }) => name);
  return [...new Set(names)].filter((name) => pageTags[name] === undefined);
}

/** The shelf that a `<Stories>` shows. */
export function shelfOfTag({ show, theme, trade, place, role }: PageTag["attributes"]): string {
  if (show !== undefined) return `show#${show}`;
  if (theme !== undefined) return facetShelf({ name: "theme", key: theme });
  if (trade !== undefined) return facetShelf({ name: "trade", key: trade });
  if (place !== undefined) return facetShelf({ name: "place", key: place });
  return role === undefined ? "all" : facetShelf({ name: "role", key: role });
}

/** The stories that a page asks for, or nothing when it asks for none. */
export function needsOfPage(path: string, text: string): PageNeeds | undefined {
  const tags = tagsIn(text);
  const ids = tags.flatMap(({ name, attributes }) =>
    name === "Story" ? (attributes["id"] ?? []) : [],
  );
  const shelves = tags
    .filter(({ name }) => name === "Stories")
    .map((tag) => shelfOfTag(tag.attributes));
  const projects = tags.some(({ name }) => name === "FactCard" || name === "Figures");
  if (ids.length + shelves.length === 0 && !projects) return undefined;
  const needs = { path, stories: [...new Set(ids)], shelves: [...new Set(shelves)] };
  return projects ? { ...needs, projects } : needs;
}

/** What is known to exist when the site is built; which stories there are is known where they are kept. */
export type KnownToPages = {
  readonly projects: ReadonlySet<string>;
  readonly shows: ReadonlySet<string>;
};

/**
 * What an author has to mend in a page: a component that does not exist, one
 * without what it needs, a project or series or story that cannot be. The page
 * itself still goes out, without what cannot be shown.
 */
export function problemsOfPage(
  file: string,
  text: string,
  known: KnownToPages,
): readonly ContentProblem[] {
  return tagsIn(text).flatMap((tag): readonly ContentProblem[] => {
    const { name, attributes, line } = tag;
    const problem = (attribute: string, reason: ContentReason, value: string) => ({
      file,
      field: `line ${line}, <${name}${attribute === "" ? "" : ` ${attribute}`}>`,
      reason: reasonInWords(reason, { value }),
    });
    const allowed = pageTags[name];
    if (allowed === undefined) return [problem("", "component", name)];
    const [first] = allowed;
    const given = Object.keys(attributes);
    if (first !== undefined && !given.some((key) => allowed.includes(key)))
      return [problem(first, "attribute", first)];
    const { id, slug, show } = attributes;
    if (name === "Story" && !EpisodeIdSchema.safeParse(id).success)
      return [problem("id", "storyId", id ?? "")];
    if (name === "FactCard" && !known.projects.has(slug ?? ""))
      return [problem("slug", "unknown", slug ?? "")];
    if (name === "Stories" && show !== undefined && !known.shows.has(show))
      return [problem("show", "unknown", show)];
    return [];
  });
}
