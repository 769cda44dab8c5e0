/** What the page of a theme, trade, place or role has of its own, for the holes of views/Facet.astro. */
import { pathOfTask } from "#core/press/task";
import { typeset } from "../format/typeset.ts";
import { headHtml } from "../head-html.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { otherPathOf } from "../other-language.ts";
import type { PageOf } from "../page-of.ts";
import { attribute, attributeText, escapedText } from "../ready-html.ts";
import { namedFacet } from "./facet-words.ts";
import { storyListHtml } from "./story-list-html.ts";
import { tradeOf } from "./trade-words.ts";

type FacetPage = PageOf<"facet">;
export type FacetPart = keyof ReturnType<typeof facetParts>;

/** Each part as HTML that is ready for its place. */
export function facetParts(page: FacetPage) {
  const { facet, episodes, locale } = page;
  const words = wordsFor(locale);
  const said = storyWordsFor(locale);
  const { name } = namedFacet(facet, locale);
  const title = said.facetHeading(facet.name, name);
  const count = words.storyCount(facet.count);
  const kinds = `${pathOfTask({ kind: "stories", locale })}#${facet.name}`;
  return {
    ...headHtml(page, { title, description: `${title}. ${words.siteDescription}` }),
    otherPath: attributeText(otherPathOf(page)),
    kind: `<a${attribute("href", kinds)}>${escapedText(said.facets[facet.name])}</a>`,
    name: escapedText(name),
    label: attributeText(name),
    count: escapedText(facet.hasMore ? said.atLeast(count) : count),
    rome: romeHtml(page),
    list: storyListHtml(episodes, { locale, headingLevel: 2, look: "sleeves" }),
    older: facet.hasMore ? olderHtml(page) : "",
  };
}

/** The place of a trade in the national list of trades, in the list's own language. */
function romeHtml({ facet, locale }: FacetPage): string {
  const trade = facet.name === "trade" ? tradeOf(facet.key) : undefined;
  if (trade?.rome === undefined) return "";
  const said = storyWordsFor(locale).rome(trade.rome, trade.romeLabel ?? "");
  return `<p class="small" lang="fr">${escapedText(typeset(said, "fr"))}</p>`;
}

function olderHtml({ locale }: FacetPage): string {
  const archives = attribute("href", pathOfTask({ kind: "months", locale }));
  const link = `<a${archives}>${escapedText(wordsFor(locale).everyStory)}</a>`;
  return `<p>${escapedText(storyWordsFor(locale).olderByMonth)} ${link}</p>`;
}
