import { locales } from "#core/press/page-data";
import { projectsOf, type SiteWithProjects } from "./project-catalogue.ts";
import {
  comparePath,
  facetNames,
  facetPath,
  figuresPath,
  mapPath,
  projectFramePath,
  projectPath,
  projectsPath,
  regionalCallPath,
} from "#core/press/project-addresses";
import { entriesOf } from "./project-words-of.ts";

/** Every page of projects and calls: none needs a record. */
export const projectPaths = (site: SiteWithProjects): readonly string[] =>
  locales.flatMap((locale) => [
    projectsPath(locale),
    mapPath(locale),
    figuresPath(locale),
    comparePath(locale),
    regionalCallPath(locale),
    ...projectsOf(site).flatMap((project) => [
      projectPath(project, locale),
      projectFramePath(project, locale),
    ]),
    ...facetNames.flatMap((facet) =>
      entriesOf(site, facet, locale).map(({ key }) => facetPath(facet, key, locale)),
    ),
  ]);
