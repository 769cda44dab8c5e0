import { filePath, type Publication } from "#core/catalogue";
import { oembedJson, oembedOf, oembedPath, oembedXml } from "#core/oembed";
import { type Locale, locales, type PageData } from "#core/page-data";
import { storyAddresses, storyPath } from "#core/press-plan";
import type { PublishableEpisode } from "#core/publication";
import { episodePartition, episodeSort, publicFileKey } from "#core/storage-keys";
import type { App } from "./app.ts";
import { nothingPressed, type PressCount } from "./press-shared.ts";
import { requireShow, type ShelvedStory } from "./shelved-story.ts";
import { siteOf } from "./site-data.ts";

/** The pages of one story, ready to be written, as decided from one version of its records. */
export type PressedStory = {
  readonly episodeId: string;
  /** The version of the episode's record that the decision rests on. */
  readonly version: number;
  readonly files: readonly { readonly key: string; readonly body: Uint8Array }[];
};

/** Every address of a published story: its pages, its oEmbed answers, its published files. */
export function addressesOf(
  { card }: Pick<ShelvedStory, "card">,
  { files }: Publication,
): readonly string[] {
  return [...storyAddresses(card), ...files.map((file) => filePath(card, file))];
}

/** Makes the pages of one story in every language of the interface, and its oEmbed answers. */
export async function pressStory(
  app: App,
  episode: PublishableEpisode,
  { card }: Pick<ShelvedStory, "card">,
  version: number,
): Promise<PressedStory> {
  const { id, transcript } = episode;
  const show = requireShow(app, episode.showSlug);
  const site = siteOf(app);
  const alternates = { fr: storyPath(card, "fr"), en: storyPath(card, "en") };
  const pages = [];
  for (const locale of locales) {
    const path = storyPath(card, locale);
    const story = { kind: "episode" as const, episode: { ...card, transcript }, show, others: [] };
    const page: PageData = { site, locale, path, alternates, ...story };
    const { body } = await app.renderer.render(path, page);
    pages.push({ key: publicFileKey(id, pageFile(locale)), body });
  }
  const answer = oembedOf(card, show, site);
  const encode = (text: string) => new TextEncoder().encode(text);
  const inFolder = (path: string) => publicFileKey(id, path.slice(card.path.length));
  const answers = [
    { key: inFolder(oembedPath(card, "json")), body: encode(oembedJson(answer)) },
    { key: inFolder(oembedPath(card, "xml")), body: encode(oembedXml(answer)) },
  ];
  return { episodeId: id, version, files: [...pages, ...answers] };
}

const pageFile = (locale: Locale) => (locale === "fr" ? "index.html" : `${locale}/index.html`);

/**
 * Puts the pages of stories into their folders, where the edge decides who may
 * see them; only under the press's lease. A story whose record has changed since
 * it was decided on is left alone: the pages may hold a name that was taken back
 * meanwhile. Whoever changed it writes its pages after this turn. Returns the ids
 * of those left alone.
 */
export async function putStories(
  app: App,
  stories: readonly PressedStory[],
  count: PressCount = nothingPressed(),
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const { episodeId, version, files } of stories) {
    const partition = episodePartition(episodeId);
    const now = await app.records.get({ partition, sort: episodeSort });
    if (now?.version !== version) {
      changed.push(episodeId);
      continue;
    }
    for (const { key, body } of files) count[await app.publicStore.put(key, body)] += 1;
  }
  return changed;
}
