/** What the page of a story has of its own, for the holes of views/Story.astro. */
import type { FacetName } from "#core/press/facets";
import { feedPath, pathOfTask } from "#core/press/task";
import { typeset } from "../format/typeset.ts";
import { headHtml, type PageMeta } from "../head-html.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { otherPathOf } from "../other-language.ts";
import type { PageOf } from "../page-of.ts";
import { attribute, attributeText, escapedText } from "../ready-html.ts";
import { downloadsHtml } from "./downloads-html.ts";
import { facetsOfStory } from "./facet-words.ts";
import { factsHtml } from "./facts-html.ts";
import { factsOf } from "./facts.ts";
import { feedAddressHtml } from "./feed-address-html.ts";
import { headAlikeOf } from "./head-alike.ts";
import { noticeHtml } from "./notice-html.ts";
import { playerParts } from "./player-parts.ts";
import { alikeOf } from "./story-alike.ts";
import { allWordsHtml, themesHtml } from "./story-words-html.ts";
import { threadHtml } from "./thread-html.ts";

type StoryPage = PageOf<"episode">;
export type StoryPart = keyof ReturnType<typeof storyParts>;

/** Each part as HTML that is ready for its place. */
export function storyParts(page: StoryPage) {
  const { episode, show, locale, site } = page;
  const listPath = pathOfTask({ kind: "show", slug: show.slug, locale });
  const { headlineHtml, leadHtml, voice, facets: facetsAlike } = alikeOf(episode);
  const facets = facetsOfStory(episode, locale, facetsAlike);
  const facetsNamed = (wanted: FacetName) => facets.filter(({ facet }) => facet.name === wanted);
  const feed = { origin: site.origin, path: feedPath(show.slug), show: show.slug, locale };
  return {
    ...headParts(page),
    ...playerParts(episode, { showTitle: show.title, locale, listPath }),
    voice,
    otherPath: attributeText(otherPathOf(page)),
    show: showHtml(page, listPath),
    headline: headlineHtml,
    facts: factsHtml(factsOf(episode, locale, facetsNamed)),
    about:
      (episode.demonstration ? noticeHtml(locale) : "") +
      leadHtml +
      themesHtml(facetsNamed("theme"), locale) +
      threadHtml({ thread: page.thread, current: episode.id, locale }),
    words: allWordsHtml(episode, locale),
    promise: escapedText(wordsFor(locale).promise(episode.speakers.length)),
    downloads: downloadsHtml(episode, show, locale) + feedAddressHtml(feed),
    others: othersHtml(page, listPath),
  };
}

function headParts(page: StoryPage) {
  const { episode, show, locale, site } = page;
  const { language, summary } = episode;
  const { media, data } = headAlikeOf(episode, show, site.name, site.origin);
  const meta: PageMeta = {
    title: alikeOf(episode).headline,
    description: summary === "" ? wordsFor(locale).siteDescription : typeset(summary, language),
    media,
  };
  return { ...headHtml(page, meta), data };
}

function showHtml({ show: { title, language } }: StoryPage, listPath: string): string {
  const name = escapedText(typeset(title, language));
  return `<a${attribute("href", listPath)}${attribute("lang", language)}>${name}</a>`;
}

/** Other stories of its show, which a script finds in the list. */
function othersHtml({ episode, show, locale }: StoryPage, listPath: string): string {
  const words = wordsFor(locale);
  const heading = words.othersOfShow(typeset(show.title, show.language));
  return (
    `<section class="band" aria-labelledby="autres"${attribute("data-others", listPath)}${attribute("data-story", episode.path)}>` +
    `<div class="band-head"><h2 id="autres">${escapedText(heading)}</h2>` +
    `<a${attribute("href", listPath)}>${escapedText(words.everyStoryOfShow)}</a></div></section>`
  );
}
