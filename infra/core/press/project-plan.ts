import { localeOfPath } from "./locale-paths.ts";
import type { Project } from "../content/project.ts";
import type { PageNeeds } from "./page-data.ts";
import { locales } from "./page-data.ts";
import type { PressTask } from "./task.ts";
import {
  comparePath,
  facetKeysOf,
  facetNames,
  facetPath,
  figuresPath,
  mapPath,
  projectFramePath,
  projectsPath,
  regionalCallPath,
} from "./project-addresses.ts";

/**
 * The shared pages that a project's coming, going or changing touches: its own
 * with its card for frames, and its neighbours' in the list, the lists, the map, the figures, the
 * comparison, the call's page, the filters that it is or was under, the pages of
 * prose that show projects, and what names all pages. `before` and `after` are
 * the whole list in its order.
 */
export function planProjectChange(
  slug: string,
  before: readonly Project[],
  after: readonly Project[],
  needs: readonly PageNeeds[] = [],
): readonly PressTask[] {
  const versions = [before, after].flatMap((list) => list.filter((card) => card.slug === slug));
  const neighbours = [before, after].flatMap((list) => {
    const at = list.findIndex((card) => card.slug === slug);
    return at < 0 ? [] : [list[at - 1], list[at + 1]].flatMap((card) => card?.slug ?? []);
  });
  const slugs = [...new Set([slug, ...neighbours])];
  return [
    ...locales.flatMap((locale): PressTask[] => {
      const facets = versions.flatMap((card) =>
        facetNames.flatMap((facet) =>
          facetKeysOf(card)[facet].map((key) => facetPath(facet, key, locale)),
        ),
      );
      const pages = [
        projectsPath(locale),
        mapPath(locale),
        figuresPath(locale),
        comparePath(locale),
        regionalCallPath(locale),
        projectFramePath({ slug }, locale),
        ...new Set(facets),
      ];
      return [
        ...slugs.map((each) => ({ kind: "project" as const, slug: each, locale })),
        ...pages.map((path) => ({ kind: "plain" as const, path, locale })),
      ];
    }),
    ...needs
      .filter(({ projects }) => projects === true)
      .map(({ path }): PressTask => ({
        kind: "plain",
        path,
        locale: localeOfPath(path),
      })),
    ...locales.map((locale) => ({ kind: "found-pages" as const, locale })),
    { kind: "feed", feed: { kind: "project", slug } },
    { kind: "sitemap-site" },
  ];
}
