import { viewOf, type Publication } from "#core/catalogue";
import { AppError } from "#core/errors";
import { type Locale, locales, type PageData } from "#core/page-data";
import { storyPath } from "#core/press-plan";
import type { PublishableEpisode } from "#core/publication";
import { publicFileKey } from "#core/storage-keys";
import type { App } from "./app.ts";
import { siteOf } from "./site-data.ts";
import { storiesOn } from "./read-shelf.ts";

/** How many other stories of the show a story's page leads on to. */
const othersMax = 3;

/**
 * Writes the pages of one story, in every language of the interface, into its
 * own folder, where the edge decides who may see them. Returns their addresses.
 */
export async function pressStory(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): Promise<readonly string[]> {
  const view = viewOf(episode, publication);
  const show = app.content.shows.find(({ slug }) => slug === episode.showSlug);
  if (show === undefined)
    throw new AppError("show-unknown", { params: { show: episode.showSlug, known: "" } });
  const page = (locale: Locale): PageData => ({
    site: siteOf(app),
    locale,
    path: storyPath(view, locale),
    alternates: { fr: storyPath(view, "fr"), en: storyPath(view, "en") },
    kind: "episode",
    episode: view,
    show,
    others: [],
  });
  for (const locale of locales) {
    const { body } = await app.renderer.render(storyPath(view, locale), page(locale));
    const file = locale === "fr" ? "index.html" : `${locale}/index.html`;
    await app.publicStore.put(publicFileKey(episode.id, file), body);
  }
  return locales.map((locale) => storyPath(view, locale));
}
