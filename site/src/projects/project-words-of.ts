/** What the keys of a facet are called. */
import { frenchSpacing } from "#core/content/french-spacing";
import type { Locale } from "#core/press/page-data";
import type { Project } from "#core/content/project";
import { regionCodesOf, regions } from "#core/content/region";
import { formatMonth } from "../format/dates.ts";
import { projectWordsFor } from "../i18n/project-words-for.ts";
import { content, nationalCall, projectsOf, type SiteWithProjects } from "./project-catalogue.ts";
import { type FacetEntry, facetEntries, type FacetName } from "#core/press/project-addresses";

const collators = { fr: new Intl.Collator("fr"), en: new Intl.Collator("en-GB") };

/** Every key of a facet, in the order that a reader looks for it. */
function keysOf(facet: FacetName, locale: Locale): readonly string[] {
  if (facet === "vague") return nationalCall.waves.map(({ number }) => String(number));
  const entries: readonly { readonly key: string; readonly fr: string; readonly en: string }[] =
    facet === "region"
      ? content.regions.map(({ code, fr, en }) => ({ key: code, fr, en }))
      : facet === "public"
        ? content.publics
        : content.themes;
  return entries
    .toSorted((a, b) => collators[locale].compare(a[locale], b[locale]))
    .map(({ key }) => key);
}

/** Keys with their numbers of projects. */
export const entriesOf = (
  site: SiteWithProjects,
  facet: FacetName,
  locale: Locale,
): readonly FacetEntry[] => facetEntries(projectsOf(site), facet, keysOf(facet, locale));

/** `Hauts-de-France`, `Sport`, `1re vague, novembre 2018`. */
export function labelOf(facet: FacetName, key: string, locale: Locale): string {
  if (facet === "vague") return waveLabel(Number(key), locale);
  const entry =
    facet === "region"
      ? content.regions.find(({ code }) => code === key)
      : (facet === "public" ? content.publics : content.themes).find((term) => term.key === key);
  if (entry === undefined) throw new RangeError(`content/vocabulary has no ${facet} ${key}`);
  return locale === "fr" ? frenchSpacing(entry.fr) : entry.en;
}

/** `1re vague`, `2nd wave`. */
export const waveName = (wave: number, locale: Locale): string =>
  projectWordsFor(locale).waveName(wave);

export function waveLabel(wave: number, locale: Locale): string {
  const date = nationalCall.waves.find(({ number }) => number === wave)?.date;
  return date === undefined
    ? waveName(wave, locale)
    : `${waveName(wave, locale)}, ${formatMonth(date, locale)}`;
}

/** `Projets dans les Hauts-de-France`, `Projects: Sport`: the heading of one filter's page. */
export function headingOf(facet: FacetName, key: string, locale: Locale): string {
  const words = projectWordsFor(locale);
  const region = content.regions.find(({ code }) => code === key);
  return facet === "region" && region !== undefined
    ? words.projectsIn(region.in[locale])
    : words.projectsAbout(words.facets[facet], labelOf(facet, key, locale));
}

const metropolitan = regionCodesOf("metropolitan");

/** The regions of a project in a few words: `Bretagne, Occitanie`, `Toute la métropole, et La Réunion`. */
export function regionSummary(project: Project, locale: Locale): string {
  const words = projectWordsFor(locale);
  if (project.regions.length === regions.length) return words.everyRegion;
  const namesOf = (codes: readonly string[]) =>
    codes.map((code) => labelOf("region", code, locale)).join(", ");
  const others = project.regions.filter((code) => !metropolitan.includes(code));
  return others.length > 0 && project.regions.length - others.length === metropolitan.length
    ? words.everyMetropolitanRegion(namesOf(others))
    : namesOf(project.regions);
}
