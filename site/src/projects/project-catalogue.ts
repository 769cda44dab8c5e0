/** Every project, call and word of `content/`, read once when the built site starts. */
import type { MarkdownInstance } from "astro";
import type { Call } from "#core/content/call";
import type { Project } from "#core/content/project";
import { mergedBySlug, noProjectChanges, type ProjectChanges } from "#core/content/project-changes";
import type { SiteData } from "#core/press/page-data";
import { loadContent } from "./load-content.ts";

type Yaml = Record<string, unknown>;

const cards = import.meta.glob<MarkdownInstance<Yaml>>("../../../content/projects/*.md", {
  eager: true,
});
const calls = import.meta.glob<unknown>("../../../content/calls/*.yaml", {
  eager: true,
  import: "default",
});
const vocabulary = import.meta.glob<unknown>("../../../content/vocabulary/*.yaml", {
  eager: true,
  import: "default",
});

const nameOf = (path: string) => path.replace(/^.*\/content\//, "content/");
const vocabularyOf = (name: string) =>
  Object.entries(vocabulary).find(([path]) => path.endsWith(`/${name}.yaml`))?.[1];

/** The Markdown body without the front matter above it. */
const bodyOf = (card: MarkdownInstance<Yaml>) => card.rawContent().trim();

/** Cards that can be read at all; the build tells the authors of the others. */
const readable = (all: typeof cards) =>
  Object.entries(all).filter(([, { frontmatter }]) => frontmatter["broken"] !== true);

/** What authors wrote; without the cards that do not hold. */
export const content = loadContent({
  cards: Object.fromEntries(
    readable(cards).map(([path, card]) => {
      // Astro adds two names of its own to what the author wrote.
      const { file: _file, url: _url, ...head } = card.frontmatter;
      return [nameOf(path), { ...head, presentation: bodyOf(card) }];
    }),
  ),
  calls: Object.fromEntries(Object.entries(calls).map(([path, data]) => [nameOf(path), data])),
  themes: vocabularyOf("themes"),
  publics: vocabularyOf("publics"),
  regions: vocabularyOf("regions"),
});

const merged = new WeakMap<ProjectChanges, readonly Project[]>();

/** The cards that the site shows, in the order of the national call: the files', with what the studio published over them. */
export function projectsOf({ projects: changes = noProjectChanges }: SiteWithProjects) {
  const known = merged.get(changes) ?? mergedBySlug(content.projects, changes);
  merged.set(changes, known);
  return known;
}
export type SiteWithProjects = Pick<SiteData, "projects">;

export const projectOf = (site: SiteWithProjects, wanted: string): Project | undefined =>
  projectsOf(site).find(({ slug }) => slug === wanted);

/** The call that chose the projects. */
export const nationalCall: Call = requireCall((call) => call.kind === "national");
/** The regional page of that call. */
export const regionalCall: Call = requireCall((call) => call.kind === "regional");

function requireCall(isIt: (call: Call) => boolean): Call {
  const call = content.calls.find(isIt);
  if (call === undefined) throw new RangeError("content/calls lacks a national or a regional call");
  return call;
}
