/** The stories of the demonstration that stand for all stories of one voice, and of two. */
const storyName = "marie";
const pairName = "bernard-et-ines";
const followUpName = "ines-et-bernard";

/** One address of each kind of page of a running site, by a name that files can have; what depends on its stories is found on its lists. */
export async function pageKinds(origin: string): Promise<Readonly<Record<string, string>>> {
  const home = await (await fetch(origin)).text();
  const paths = [...home.matchAll(/href="(\/episodes\/[^"]+\/)"/g)].map(([, path = ""]) => path);
  const storyOf = (name: string) => paths.find((path) => path.startsWith(`/episodes/${name}-`));
  const story = storyOf(storyName);
  const pair = storyOf(pairName);
  const followUp = storyOf(followUpName);
  const archives = await (await fetch(`${origin}/archives/`)).text();
  const month = /\/archives\/\d{4}-\d{2}\//.exec(archives)?.[0];
  return {
    home: "/",
    ...(story === undefined ? {} : { story, embed: `${story}embed/` }),
    ...(pair === undefined ? {} : { pair }),
    ...(followUp === undefined ? {} : { "follow-up": followUp }),
    stories: "/histoires/",
    facet: "/histoires/role/talent/",
    trade: "/histoires/metier/chaudronnier/",
    series: "/series/paroles-de-talents/",
    archives: "/archives/",
    ...(month === undefined ? {} : { month }),
    search: "/recherche/",
    subscribe: "/s-abonner/",
    projects: "/projets/",
    project: "/projets/audace/",
    "project-embed": "/projets/audace/embed.html",
    "project-facet": "/projets/region/32/",
    map: "/projets/carte/",
    figures: "/projets/chiffres/",
    compare: "/projets/comparer/?fiches=audace,focale",
    regional: "/projets/hauts-de-france/",
    centres: "/centres-d-espoir/",
    programme: "/paroles-de-talents/",
    about: "/a-propos/",
    promise: "/consentement/",
    privacy: "/confidentialite/",
    accessibility: "/accessibilite/",
    legal: "/mentions-legales/",
    contact: "/contact/",
    gone: `/episodes/x-${"0".repeat(20)}/`,
    "gone-embed": `/episodes/x-${"0".repeat(20)}/embed/`,
    missing: "/nulle-part/",
    offline: "/hors-ligne.html",
  };
}
