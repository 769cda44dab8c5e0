import { locales } from "#core/press/page-data";
import { projects } from "./project-catalogue.ts";
import {
  comparePath,
  facetNames,
  facetPath,
  figuresPath,
  mapPath,
  projectPath,
  projectsPath,
  regionalCallPath,
} from "./project-facets.ts";
import { entriesOf } from "./project-words-of.ts";

/** Every page of projects and calls: none needs a record. */
export const projectPaths: readonly string[] = locales.flatMap((locale) => [
  projectsPath(locale),
  mapPath(locale),
  figuresPath(locale),
  comparePath(locale),
  regionalCallPath(locale),
  ...projects.map((project) => projectPath(project, locale)),
  ...facetNames.flatMap((facet) =>
    entriesOf(facet, locale).map(({ key }) => facetPath(facet, key, locale)),
  ),
]);
