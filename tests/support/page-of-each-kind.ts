import type { FacetCount } from "#core/press/facets";
import type { Locale, PageContent, PageData } from "#core/press/page-data";
import { aCard, cardsApart } from "./card-builder.ts";
import { aShow } from "./show-builder.ts";
import { theSite } from "./site-bundle.ts";
import { aPage, aView, viewOfCard } from "./site-page-data.ts";

const pair = aCard({
  word: "pair",
  trade: "Chaudronnier",
  place: "Denain",
  speakers: [
    { id: "s1", role: "professional", name: "Bernard" },
    { id: "s2", role: "apprentice" },
  ],
});

/** A page of each kind that stories make. */
export function pagesIn(locale: Locale): readonly PageData[] {
  const latest = cardsApart(4, 24);
  const facet: FacetCount = { name: "trade", key: "chaudronnier", count: 4, hasMore: true };
  const contents: readonly PageContent[] = [
    { kind: "home", latest: [] },
    { kind: "home", latest, featured: viewOfCard(latest[0] ?? aCard()) },
    { kind: "episode", episode: aView(), show: aShow(), thread: [] },
    { kind: "episode", episode: viewOfCard(pair), show: aShow(), thread: latest },
    { kind: "show", show: aShow(), episodes: latest, months: ["2026-06"] },
    { kind: "stories", latest, facets: [facet] },
    { kind: "facet", facet, episodes: latest },
    { kind: "months", months: [{ month: "2026-06", count: 6 }] },
    { kind: "month", month: "2026-06", episodes: latest },
  ];
  return contents.map((content) => aPage(content, { locale }));
}

/**
 * One page of each kind that the site itself names: twenty fact cards are one kind, forty
 * filters another. Prose is looked at in French, and once in English: the rest is its translation.
 */
export async function plainPages(): Promise<readonly PageData[]> {
  const { plainPaths } = await theSite();
  const kinds = plainPaths.filter((path) => {
    const place = path.replace(/^\/en/, "");
    const isEnglish = path !== place;
    if (/^\/projets\/(vague|region|public|theme)\//.test(place)) return place.endsWith("/32/");
    if (/^\/projets\/[^/]+\/$/.test(place))
      return /\/(carte|chiffres|comparer|hauts-de-france|audace)\/$/.test(place);
    return !isEnglish || /^\/(projets|a-propos)\/$/.test(place);
  });
  return kinds.map((path) =>
    aPage({ kind: "plain" }, { path, locale: path.startsWith("/en/") ? "en" : "fr" }),
  );
}
