/** One address of each kind of page of a running site, by a name that files can have; stories are found on its home page. */
export async function pageKinds(origin: string): Promise<Readonly<Record<string, string>>> {
  const home = await (await fetch(origin)).text();
  const paths = [...home.matchAll(/href="(\/episodes\/[^"]+\/)"/g)].map(([, path = ""]) => path);
  const pair = paths.find((path) => path.includes("/bernard-"));
  const story = paths.find((path) => path !== pair);
  return {
    home: "/",
    "home-en": "/en/",
    ...(story === undefined ? {} : { story }),
    ...(pair === undefined ? {} : { pair }),
    stories: "/histoires/",
    facet: "/histoires/role/talent/",
    series: "/series/paroles-de-talents/",
    archives: "/archives/",
    search: "/recherche/",
    projects: "/projets/",
    project: "/projets/audace/",
    "project-en": "/en/projets/audace/",
    map: "/projets/carte/",
    figures: "/projets/chiffres/",
    compare: "/projets/comparer/?fiches=audace,focale",
    regional: "/projets/hauts-de-france/",
    centres: "/centres-d-espoir/",
    about: "/a-propos/",
    promise: "/consentement/",
    accessibility: "/accessibilite/",
    gone: `/episodes/x-${"0".repeat(20)}/`,
    missing: "/nulle-part/",
    offline: "/hors-ligne.html",
  };
}
