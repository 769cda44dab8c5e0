/** What machines read about a project: the same facts as on the page, in schema.org's words. */
import type { JsonLd } from "#core/press/json-ld";
import type { Locale, SiteData } from "#core/press/page-data";
import type { Project } from "#core/content/project";
import { projectPath } from "#core/press/project-addresses";

type Site = Pick<SiteData, "name" | "origin">;
const context = "https://schema.org";

export type Crumb = { readonly name: string; readonly path: string };

/** The way from the home page to this page. */
export function breadcrumbList(crumbs: readonly Crumb[], origin: string): JsonLd {
  return {
    "@context": context,
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: `${origin}${path}`,
    })),
  };
}

/** A laureate project as schema.org's Project, with its holder, its members and the places where it works. */
export function projectData(
  project: Project,
  locale: Locale,
  site: Site,
  regionNames: readonly string[],
): JsonLd {
  const url = `${site.origin}${projectPath(project, locale)}`;
  const organisation = (name: string) => ({ "@type": "Organization", name });
  const members = project.partners.filter(({ kind }) => kind === "member");
  return {
    "@context": context,
    "@type": "Project",
    "@id": `${site.origin}${projectPath(project, "fr")}#projet`,
    name: project.title[locale],
    description: project.summary[locale],
    url,
    mainEntityOfPage: url,
    foundingDate: project.waveDate,
    parentOrganization: organisation(project.holder),
    ...(members.length === 0 ? {} : { member: members.map(({ name }) => organisation(name)) }),
    areaServed: regionNames.map((name) => ({ "@type": "AdministrativeArea", name })),
  };
}
