/** By what projects are filtered, and the addresses of what comes out. */
import { localeFolder } from "./locale-paths.ts";
import type { Locale } from "./page-data.ts";
import type { Project } from "../content/project.ts";

/** The names stand in addresses. */
export const facetNames = ["vague", "region", "public", "theme"] as const;
export type FacetName = (typeof facetNames)[number];

/** The keys that a project has of each facet. */
export function facetKeysOf(project: Project): Readonly<Record<FacetName, readonly string[]>> {
  return {
    vague: [String(project.wave)],
    region: project.regions,
    public: project.publics.keys,
    theme: project.themes,
  };
}

export type FacetEntry = { readonly key: string; readonly count: number };

/** Every key of a facet that some project has, with the number of its projects, in the order given. */
export function facetEntries(
  projects: readonly Project[],
  facet: FacetName,
  order: readonly string[],
): readonly FacetEntry[] {
  return order
    .map((key) => ({ key, count: projectsWith(projects, facet, key).length }))
    .filter(({ count }) => count > 0);
}

/** The projects that have this key, in their order. */
export function projectsWith(
  projects: readonly Project[],
  facet: FacetName,
  key: string,
): readonly Project[] {
  return projects.filter((project) => facetKeysOf(project)[facet].includes(key));
}

/** Address paths of the pages about projects: all of them as a list, */
export const projectsPath = (locale: Locale) => `${localeFolder(locale)}/projets/`;
/** on a map, */
export const mapPath = (locale: Locale) => `${projectsPath(locale)}carte/`;
/** in figures, */
export const figuresPath = (locale: Locale) => `${projectsPath(locale)}chiffres/`;
/** side by side, */
export const comparePath = (locale: Locale) => `${projectsPath(locale)}comparer/`;
/** those of the regional call, */
export const regionalCallPath = (locale: Locale) => `${projectsPath(locale)}hauts-de-france/`;
/** one of them, */
export const projectPath = ({ slug }: Pick<Project, "slug">, locale: Locale) =>
  `${projectsPath(locale)}${slug}/`;
/** A project's card for frames of other sites: a file, no page of its own, so that no map of the site names it. */
export const projectFramePath = (project: Pick<Project, "slug">, locale: Locale) =>
  `${projectPath(project, locale)}embed.html`;
/** and those that share a wave, region, public or theme. */
export const facetPath = (facet: FacetName, key: string, locale: Locale) =>
  `${projectsPath(locale)}${facet}/${key}/`;
